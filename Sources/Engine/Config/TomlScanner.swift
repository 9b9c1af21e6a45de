/// Walks through a TOML document and says where each key, table and array element stands.
///
/// It runs before the parser and also guards it: toml++ 3.4 aborts the process on a key that begins with a wrong
/// character (`[[[a]]]`) and recurses into keys of many parts. What passes here has well-formed keys, closed brackets and
/// strings, and little depth; the parser judges the rest.
struct TomlScanner {
    struct Failure: Error, Equatable {
        let line: Int
        let text: String
    }

    static let longestDocument = 256 * 1024
    static let deepest = 8

    var rest: ArraySlice<UInt8>
    var line = 1
    /// The table whose header was read last.
    var table = ""
    /// How many tables each array of tables has so far.
    private var tablesInArray: [String: Int] = [:]
    /// What the value being read consists of and nobody has asked for yet.
    private var found: [(path: String, line: Int)] = []

    init(_ text: String) throws(Failure) {
        rest = Array(text.utf8)[...]
        guard rest.count <= Self.longestDocument else {
            throw Failure(line: 1, text: "the file has more than 256 kB; is it a configuration?")
        }
        if text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        if let nul = rest.firstIndex(of: 0) {
            let line = 1 + rest[..<nul].count { $0 == 10 }
            throw Failure(line: line, text: "there is a NUL character; remove it")
        }
    }

    /// The next key, table or element; nil at the end.
    mutating func next() throws(Failure) -> (path: String, line: Int)? {
        while found.isEmpty {
            skipBlank(lines: true)
            guard let byte = rest.first else { return nil }
            if byte == UInt8(ascii: "[") { try header() } else { try assignment() }
            skipBlank(lines: false)
            guard rest.isEmpty || take("\n") else { throw failure("there is something after the end; use a new line") }
            found.reverse()
        }
        return found.popLast()
    }

    /// `[list]` or `[[relay]]`.
    private mutating func header() throws(Failure) {
        _ = take("[")
        let isArray = take("[")
        let parts = try key(what: "a section")
        var path = ""
        for (index, part) in parts.enumerated() {
            path = Self.join(path, part)
            guard !(isArray && index == parts.count - 1) else { break }
            if let count = tablesInArray[path] { path += "[\(count - 1)]" }
        }
        if isArray {
            tablesInArray[path, default: 0] += 1
            found.append((path, line))
            path += "[\((tablesInArray[path] ?? 1) - 1)]"
        }
        guard take("]"), !isArray || take("]") else {
            throw failure("the section's name is not closed; write \(isArray ? "[[name]]" : "[name]")")
        }
        table = path
        found.append((path, line))
    }

    private mutating func assignment() throws(Failure) {
        try value(at: assignedPath(in: table))
    }

    /// A key and its equals sign.
    private mutating func assignedPath(in table: String) throws(Failure) -> String {
        var path = table
        let start = line
        for part in try key(what: "a key") {
            path = Self.join(path, part)
            found.append((path, start))
        }
        guard take("=") else { throw failure("there is no = after the key; write key = value") }
        return path
    }

    /// A dotted key, with the blanks round it.
    private mutating func key(what: String) throws(Failure) -> [String] {
        var parts: [String] = []
        repeat {
            skipSpaces()
            parts.append(try keyPart(what: what))
            skipSpaces()
            guard parts.count <= Self.deepest else { throw failure("\(what) has too many parts") }
        } while take(".")
        return parts
    }

    /// A value with all that is in it; arrays and inline tables are kept on a stack, not on ours.
    private mutating func value(at start: String) throws(Failure) {
        enum Container {
            case array(path: String, count: Int)
            case table(path: String, isEmpty: Bool)
        }
        var open: [Container] = []
        var path = start
        reading: while true {
            skipBlank(lines: !open.isEmpty)
            if take("[") {
                open.append(.array(path: path, count: 0))
            } else if take("{") {
                open.append(.table(path: path, isEmpty: true))
            } else {
                try scalar()
            }
            guard open.count <= Self.deepest else { throw failure("the value has too many brackets in each other") }
            // Behind an opening bracket or a value: close what ends here, then go to where the next value begins.
            while let container = open.popLast() {
                switch container {
                case .array(let array, let count):
                    skipBlank(lines: true)
                    if count > 0, !peek("]"), !take(",") { throw failure("a comma or ] is missing in the array") }
                    skipBlank(lines: true)
                    if take("]") { continue }
                    path = "\(array)[\(count)]"
                    found.append((path, line))
                    open.append(.array(path: array, count: count + 1))
                case .table(let table, let isEmpty):
                    skipSpaces()
                    if take("}") { continue }
                    if !isEmpty, !take(",") { throw failure("a comma or } is missing in the table") }
                    path = try assignedPath(in: table)
                    open.append(.table(path: table, isEmpty: false))
                }
                continue reading
            }
            return
        }
    }

    private static func join(_ path: String, _ part: String) -> String {
        path.isEmpty ? part : "\(path).\(part)"
    }
}
