import Base

/// One condition of SEARCH on a message.
enum SearchTest: Sendable {
    case all
    /// Never true: \Recent and keywords are not kept.
    case never
    case flag(MessageFlags, isSet: Bool)
    /// Indexes into the selection.
    case indexes(Set<Int>)
    case header(name: String, contains: [UInt8])
    case body(contains: [UInt8], withHeader: Bool)
    case received(Range<Int64>)
    case size(Range<Int>)
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

    /// SENT… keys are about the Date field. The arrival date is used instead, which is close enough in a sandbox.
    private static func date(_ key: String, _ arguments: inout ImapArguments) throws(ImapRefusal) -> SearchTest {
        let text = String(decoding: try arguments.astring(), as: UTF8.self)
        guard let day = InternalDate.midnight(of: text)?.secondsSince1970 else { throw .bad("Not a date") }
        switch key {
        case "BEFORE", "SENTBEFORE": return .received(Int64.min..<day)
        case "ON", "SENTON": return .received(day..<day + Seconds.days(1).count)
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
