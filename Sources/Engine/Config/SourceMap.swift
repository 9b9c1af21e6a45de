/// The line of every key in a TOML document, because the parser keeps no positions of values.
///
/// Paths are written `list.address`, `relay[1].url` (the second `[[relay]]`), `list.coordinators[0]`.
struct SourceMap {
    private var lines: [String: Int] = [:]

    /// The document's shape is checked on the way: see ``TomlScanner``.
    init(_ text: String) throws(TomlScanner.Failure) {
        var scanner = try TomlScanner(text)
        while let (path, line) = try scanner.next() {
            // The first place counts: where a table is written twice, the parser names the second.
            if lines[path] == nil { lines[path] = line }
        }
    }

    /// A document of no lines.
    init() {}

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
