import Base

/// The objects of a JSON text that hold one name, such as `email`, wherever they lie. Each is given when it ends, and then
/// forgotten; of the rest of the text only ``owners`` stay.
struct JsonRecords {
    struct Record: Equatable {
        /// Where it begins, from 1.
        var line: Int
        /// Its texts, numbers and flags; of a name that is there twice the last.
        var values: [String: String] = [:]
        /// The values of the objects right in it, by the name of the object, or of the list that they are in.
        var parts: [String: [[String: String]]] = [:]
        /// The object that it lies in.
        var owner = 0
    }

    private struct Level {
        var record: Record
        let number: Int
        var name = ""
        /// Lists that are open within the object.
        var lists = 0
        var holdsRecords = false
    }

    /// The values of the objects that records lie in, also those behind the records.
    private(set) var owners: [Int: [String: String]] = [:]
    private var reader: JsonReader
    private let key: String
    private let names: Set<String>
    /// The objects that are open.
    private var levels: [Level] = []
    private var objects = 0

    /// More lists than anybody is on.
    static let mostParts = 1000

    /// - Parameters:
    ///   - key: what every record has.
    ///   - names: what else is kept, in records and around them.
    init(_ bytes: [UInt8], holding key: String, keeping names: Set<String>) {
        reader = JsonReader(bytes)
        self.key = key
        self.names = names.union([key])
    }

    mutating func next() throws(JsonReader.Failure) -> Record? {
        while let event = try reader.next() {
            if event == .beginObject {
                objects += 1
                let owner = levels.last?.number ?? 0
                levels.append(Level(record: Record(line: reader.line, owner: owner), number: objects))
            } else if event == .endObject {
                if let record = try close() { return record }
            } else if !levels.isEmpty {
                take(event, in: &levels[levels.count - 1])
            }
        }
        return nil
    }

    private func take(_ event: JsonReader.Event, in level: inout Level) {
        switch event {
        case .name(let name): level.name = name
        case .text(let text), .number(let text): put(text, in: &level)
        case .flag(let flag): put(flag ? "true" : "false", in: &level)
        case .beginList:
            level.lists += 1
            // An empty list is another thing than none.
            if names.contains(level.name) { level.record.parts[level.name, default: []] += [] }
        case .endList: level.lists -= 1
        case .null, .beginObject, .endObject: break
        }
    }

    private func put(_ value: String, in level: inout Level) {
        if level.lists == 0, names.contains(level.name) { level.record.values[level.name] = value }
    }

    private mutating func close() throws(JsonReader.Failure) -> Record? {
        guard let level = levels.popLast() else { return nil }
        if level.holdsRecords { owners[level.number] = level.record.values }
        let outer = levels.count - 1
        if level.record.values[key] != nil {
            if outer >= 0 { levels[outer].holdsRecords = true }
            return level.record
        }
        if outer >= 0, names.contains(levels[outer].name), !level.holdsRecords {
            let name = levels[outer].name
            guard levels[outer].record.parts[name, default: []].count < Self.mostParts else {
                throw JsonReader.Failure(line: reader.line, reason: .tooLong)
            }
            levels[outer].record.parts[name, default: []].append(level.record.values)
        }
        return nil
    }
}
