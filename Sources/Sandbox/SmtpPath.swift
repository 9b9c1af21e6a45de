/// `FROM:<address> NAME=value …`
struct SmtpPath {
    let address: String
    private(set) var parameters: [(name: String, value: String)] = []

    init?(_ argument: [UInt8], keyword: String) {
        let text = argument[...]
        guard String(decoding: text.prefix(keyword.utf8.count), as: UTF8.self).uppercased() == keyword else {
            return nil
        }
        // Many clients leave a blank after the colon, though RFC 5321 has none.
        let path = text.dropFirst(keyword.utf8.count).drop { $0 == 32 }
        guard path.first == UInt8(ascii: "<"), let end = Self.end(of: path) else { return nil }
        var inside = path[(path.startIndex + 1)..<end]
        // A source route is read and ignored (RFC 5321, appendix C).
        if inside.first == UInt8(ascii: "@"), let colon = inside.firstIndex(of: UInt8(ascii: ":")) {
            inside = inside[(colon + 1)...]
        }
        guard inside.count <= 254, inside.allSatisfy({ $0 > 32 && $0 < 127 }) else { return nil }
        guard inside.isEmpty || inside.contains(UInt8(ascii: "@")) else { return nil }
        address = String(decoding: inside, as: UTF8.self)

        for word in path[(end + 1)...].split(separator: 32) {
            let halves = word.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(decoding: halves[0], as: UTF8.self).uppercased()
            parameters.append((name, halves.count == 2 ? String(decoding: halves[1], as: UTF8.self) : ""))
        }
    }

    /// The closing bracket outside a quoted local part.
    private static func end(of path: ArraySlice<UInt8>) -> Int? {
        var isQuoted = false
        var isEscaped = false
        for index in path.indices {
            if isEscaped {
                isEscaped = false
            } else if isQuoted, path[index] == UInt8(ascii: "\\") {
                isEscaped = true
            } else if path[index] == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if path[index] == UInt8(ascii: ">"), !isQuoted {
                return index
            }
        }
        return nil
    }
}
