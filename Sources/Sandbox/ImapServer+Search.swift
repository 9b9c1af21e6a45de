extension ImapServer {
    static let searchTextLimit = 1000

    mutating func search(
        _ arguments: inout ImapArguments, _ selection: Selection, byUid: Bool
    ) throws(ImapRefusal) {
        try arguments.expect(" ")
        try readCharset(&arguments)
        let faults = faults
        let program = try SearchProgram(&arguments) { key, arguments throws(ImapRefusal) in
            if faults.exchangeQuirks, key == "KEYWORD" || key == "UNKEYWORD" {
                throw .bad("Command Argument Error. 11")
            }
            return try SearchTest(key, &arguments, selection)
        }
        guard let account else { return }
        let messages = store.messages(in: selection.folder, of: account)
        var found: [String] = []
        var cursor = 0
        for (index, uid) in selection.uids.enumerated() {
            while cursor < messages.count, messages[cursor].uid < uid { cursor += 1 }
            guard cursor < messages.count else { break }
            guard messages[cursor].uid == uid else { continue }
            let message = messages[cursor]
            if program.matches({ $0.isTrue(of: message, at: index) }) {
                found.append(String(byUid ? uid : UInt32(truncatingIfNeeded: index + 1)))
            }
        }
        untagged((["SEARCH"] + found).joined(separator: " "))
    }

    private func readCharset(_ arguments: inout ImapArguments) throws(ImapRefusal) {
        var ahead = arguments
        guard let word = try? ahead.keyword(), word == "CHARSET" else { return }
        try ahead.expect(" ")
        let name = String(decoding: try ahead.astring(), as: UTF8.self).uppercased()
        guard ["UTF-8", "US-ASCII"].contains(name), !(faults.exchangeQuirks && name == "UTF-8") else {
            throw .no("[BADCHARSET (US-ASCII)] Charset not supported")
        }
        try ahead.expect(" ")
        arguments = ahead
    }
}

extension SearchTest {
    /// Reads what follows a search key. The empty key stands for a set of sequence numbers.
    init(_ key: String, _ arguments: inout ImapArguments, _ selection: Selection) throws(ImapRefusal) {
        if let simple = Self.simple[key] {
            self = simple
            return
        }
        if key.isEmpty {
            self = .indexes(Set(selection.indexes(try arguments.numberSet(), byUid: false)))
            return
        }
        guard Self.withArgument.contains(key) else { throw .bad("No such search key") }
        try arguments.expect(" ")
        switch key {
        case "UID": self = .indexes(Set(selection.indexes(try arguments.numberSet(), byUid: true)))
        case "KEYWORD", "UNKEYWORD":
            _ = try arguments.keyword()
            self = key == "KEYWORD" ? .never : .all
        case "LARGER": self = .size(Int(try arguments.number()) + 1..<Int.max)
        case "SMALLER": self = .size(0..<Int(try arguments.number()))
        case "BODY": self = .body(contains: try Self.text(&arguments), withHeader: false)
        case "TEXT": self = .body(contains: try Self.text(&arguments), withHeader: true)
        case "HEADER":
            let name = String(decoding: try arguments.astring(), as: UTF8.self).lowercased()
            try arguments.expect(" ")
            self = .header(name: name, contains: try Self.text(&arguments))
        case "FROM", "TO", "CC", "BCC", "SUBJECT":
            self = .header(name: key.lowercased(), contains: try Self.text(&arguments))
        default: self = try Self.date(key, &arguments)
        }
    }

    /// SENT… asks about the Date field; the arrival is near enough for the people of a sandbox.
    private static func date(_ key: String, _ arguments: inout ImapArguments) throws(ImapRefusal) -> SearchTest {
        let text = String(decoding: try arguments.astring(), as: UTF8.self)
        guard let day = CivilDate.seconds(date: text) else { throw .bad("Not a date") }
        switch key {
        case "BEFORE", "SENTBEFORE": return .received(Int64.min..<day)
        case "ON", "SENTON": return .received(day..<day + CivilDate.secondsPerDay)
        default: return .received(day..<Int64.max)
        }
    }

    private static let simple: [String: SearchTest] = [
        "ALL": .all, "NEW": .never, "RECENT": .never, "OLD": .all,
        "ANSWERED": .flag(.answered, isSet: true), "UNANSWERED": .flag(.answered, isSet: false),
        "DELETED": .flag(.deleted, isSet: true), "UNDELETED": .flag(.deleted, isSet: false),
        "DRAFT": .flag(.draft, isSet: true), "UNDRAFT": .flag(.draft, isSet: false),
        "FLAGGED": .flag(.flagged, isSet: true), "UNFLAGGED": .flag(.flagged, isSet: false),
        "SEEN": .flag(.seen, isSet: true), "UNSEEN": .flag(.seen, isSet: false),
    ]

    private static let withArgument: Set<String> = [
        "UID", "KEYWORD", "UNKEYWORD", "LARGER", "SMALLER", "BODY", "TEXT", "HEADER", "FROM", "TO", "CC", "BCC",
        "SUBJECT", "BEFORE", "ON", "SINCE", "SENTBEFORE", "SENTON", "SENTSINCE",
    ]

    private static func text(_ arguments: inout ImapArguments) throws(ImapRefusal) -> [UInt8] {
        let text = try arguments.astring()
        guard text.count <= ImapServer.searchTextLimit else { throw .no("[LIMIT] Search text too long") }
        return text
    }

    func isTrue(of message: StoredMessage, at index: Int) -> Bool {
        switch self {
        case .all: return true
        case .never: return false
        case .flag(let flag, let isSet): return message.flags.contains(flag) == isSet
        case .indexes(let indexes): return indexes.contains(index)
        case .received(let range): return range.contains(message.received)
        case .size(let range): return range.contains(message.bytes.count)
        case .header(let name, let text):
            let header = HeaderFields(message.bytes, in: 0..<message.bytes.count)
            return header.fields.contains { field in
                field.name == name
                    && HeaderFields.unfolded(message.bytes[field.value])[...].contains(text, ignoringCase: true)
            }
        case .body(let text, let withHeader):
            let header = HeaderFields(message.bytes, in: 0..<message.bytes.count)
            let start = withHeader ? 0 : header.range.upperBound
            return message.bytes[start...].contains(text, ignoringCase: true)
        }
    }
}

extension ArraySlice<UInt8> {
    /// Whether the text occurs, ASCII letters compared without case (Knuth, Morris, Pratt: linear for any input).
    func contains(_ text: [UInt8], ignoringCase: Bool) -> Bool {
        func fold(_ byte: UInt8) -> UInt8 { ignoringCase && (65...90).contains(byte) ? byte + 32 : byte }
        guard !text.isEmpty else { return true }
        let wanted = text.map(fold)
        var fallback = [Int](repeating: 0, count: wanted.count)
        var matched = 0
        for index in wanted.indices.dropFirst() {
            while matched > 0, wanted[index] != wanted[matched] { matched = fallback[matched - 1] }
            if wanted[index] == wanted[matched] { matched += 1 }
            fallback[index] = matched
        }
        matched = 0
        for byte in self {
            let byte = fold(byte)
            while matched > 0, byte != wanted[matched] { matched = fallback[matched - 1] }
            if byte == wanted[matched] { matched += 1 }
            if matched == wanted.count { return true }
        }
        return false
    }
}
