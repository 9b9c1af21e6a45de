/// The line of every key in a TOML document, because the parser keeps no positions of values.
///
/// Paths are written `list.address`, `relay[1].url` (the second `[[relay]]`), `list.coordinators[0]`.
struct SourceMap {
    private var lines: [String: Int] = [:]
    /// Where a path stands again; for a table that is often right.
    private var repetitions: [Int: (path: String, first: Int)] = [:]

    /// The document's shape is checked on the way: see ``TomlScanner``.
    init(_ text: String) throws(TomlScanner.Failure) {
        var scanner = try TomlScanner(text)
        while let (path, line) = try scanner.next() {
            // The first place counts: where a table is written twice, the parser names the second.
            if let first = lines[path] {
                // The last path of a line is that of the key itself.
                repetitions[line] = (path, first)
            } else {
                lines[path] = line
            }
        }
    }

    /// A document of no lines.
    init() {}

    /// What stands on this line though it stood on an earlier one already; nil where nothing does.
    func repetition(on line: Int) -> (path: String, first: Int)? { repetitions[line] }

    /// The line of the key, else that of the nearest table around it, else 1.
    func line(of path: String) -> Int {
        var path = path[...]
        while true {
            if let line = lines[String(path)] { return line }
            guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return 1 }
            path = path[..<end]
        }
    }
}
