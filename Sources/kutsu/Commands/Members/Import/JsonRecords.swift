import Base

/// The objects of a JSON text that hold an address, each with the texts, numbers and flags of itself and of what lies in it:
/// `lists.subscription_status`. The objects around it are told apart by `parent.` before their keys.
struct JsonRecords {
    struct Failure: Error, Equatable {
        let line: Int
    }

    private struct Level {
        var isObject: Bool
        var key = ""
        var values: [String: String] = [:]
    }

    private(set) var records: [(line: Int, values: [String: String])] = []
    private var rest: ArraySlice<UInt8>
    private var line = 1
    private var levels: [Level] = []

    private static let deepest = 64

    /// - Parameter key: what every record has.
    init(_ bytes: [UInt8], holding key: String) throws(Failure) {
        rest = bytes[...]
        var isValueNext = true
        while let byte = next() {
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard levels.count < Self.deepest else { throw Failure(line: line) }
                levels.append(Level(isObject: byte == UInt8(ascii: "{")))
                isValueNext = byte == UInt8(ascii: "[")
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard let level = levels.popLast(), level.isObject == (byte == UInt8(ascii: "}")) else {
                    throw Failure(line: line)
                }
                close(level, holding: key)
                isValueNext = false
            case UInt8(ascii: ","): isValueNext = levels.last?.isObject == false
            case UInt8(ascii: ":"): isValueNext = true
            case UInt8(ascii: "\""):
                let text = try quoted()
                if isValueNext { put(text) } else { levels[levels.count - 1].key = text }
            default: put(word(from: byte))
            }
        }
        guard levels.isEmpty else { throw Failure(line: line) }
    }

    /// The next byte that is no white space.
    private mutating func next() -> UInt8? {
        while let byte = rest.popFirst() {
            if byte == 0x0A { line += 1 }
            if byte > 0x20 { return byte }
        }
        return nil
    }

    private mutating func put(_ value: String) {
        guard let level = levels.indices.last else { return }
        levels[level].values[levels[level].isObject ? levels[level].key : ""] = value
    }

    /// What lies in an object is told with it; a list of texts tells its last.
    private mutating func close(_ level: Level, holding key: String) {
        if level.isObject, level.values[key] != nil {
            var values = level.values
            for parent in levels where parent.isObject {
                for (name, value) in parent.values { values["parent.\(name)"] = value }
            }
            records.append((line, values))
            return
        }
        guard let parent = levels.indices.last else { return }
        let name = levels[parent].isObject ? levels[parent].key : ""
        for (inner, value) in level.values {
            levels[parent].values[[name, inner].filter { !$0.isEmpty }.joined(separator: ".")] = value
        }
    }

    private mutating func word(from first: UInt8) -> String {
        let end = rest.prefix { $0 > 0x20 && !",:]}\"".utf8.contains($0) }
        rest = rest[end.endIndex...]
        return String(decoding: [first] + end, as: UTF8.self)
    }

    /// Behind its first quotation mark.
    private mutating func quoted() throws(Failure) -> String {
        guard !levels.isEmpty else { throw Failure(line: line) }
        var units: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst() else { throw Failure(line: line) }
                units += try escape(escaped)
            case 0x0A: throw Failure(line: line)
            default: units.append(byte)
            }
        }
        throw Failure(line: line)
    }

    private mutating func escape(_ byte: UInt8) throws(Failure) -> [UInt8] {
        switch byte {
        case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"):
            return [0x20]
        case UInt8(ascii: "u"):
            let unit = try hexUnit()
            // Two units make one character beyond the first plane.
            if (0xD800..<0xDC00).contains(unit), rest.starts(with: #"\u"#.utf8) {
                rest = rest.dropFirst(2)
                let second = try hexUnit()
                return Array(String(decoding: [unit, second], as: UTF16.self).utf8)
            }
            return Array(String(decoding: [unit], as: UTF16.self).utf8)
        default: return [byte]
        }
    }

    private mutating func hexUnit() throws(Failure) -> UInt16 {
        guard rest.count >= 4, let unit = UInt16(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16) else {
            throw Failure(line: line)
        }
        rest = rest.dropFirst(4)
        return unit
    }
}
