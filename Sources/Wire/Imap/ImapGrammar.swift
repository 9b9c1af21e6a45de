import Base

/// Reads a whole line as a response (RFC 3501 section 9). Parts that Kutsu does not need may be malformed.
enum ImapGrammar {
    static func response(_ line: ImapLine, depth: Int) throws(WireError) -> ImapResponse {
        var scanner = ImapScanner(line, depth: depth)
        let first = scanner.word()
        switch first {
        case "+": return .continuation(ServerText.clean(scanner.prose()))
        case "*": return try untagged(&scanner)
        default:
            guard let condition = ImapStatus.Condition(rawValue: scanner.word().uppercased()),
                condition == .ok || condition == .no || condition == .bad
            else { throw .protocolViolation("a line is no IMAP response") }
            return .completion(tag: first, status(condition, scanner.prose()))
        }
    }

    private static func untagged(_ scanner: inout ImapScanner) throws(WireError) -> ImapResponse {
        // Exchange now and then leaves the OK out: `* [UIDNEXT 7]`.
        if scanner.isAtBracket() { return .status(status(.ok, scanner.prose())) }
        let word = scanner.word().uppercased()
        if let condition = ImapStatus.Condition(rawValue: word) { return .status(status(condition, scanner.prose())) }
        if let number = Int(word), word.utf8.allSatisfy(\.isDigit) { return try numbered(number, &scanner) }
        switch word {
        case "CAPABILITY": return .capability(capabilities(scanner.prose()))
        case "LIST": return try list(&scanner)
        case "SEARCH": return .search(numbers(scanner.prose()))
        case "NAMESPACE": return try namespace(&scanner)
        default: return .other(ServerText.clean(word))
        }
    }

    private static func numbered(_ number: Int, _ scanner: inout ImapScanner) throws(WireError) -> ImapResponse {
        let word = scanner.word().uppercased()
        switch word {
        case "EXISTS": return .exists(number)
        case "EXPUNGE": return .expunge(number)
        case "FETCH": return try fetch(number, &scanner)
        default: return .other(ServerText.clean(word))
        }
    }

    private static func fetch(_ sequence: Int, _ scanner: inout ImapScanner) throws(WireError) -> ImapResponse {
        guard let items = try scanner.data()?.list, items.count.isMultiple(of: 2) else {
            throw .protocolViolation("a FETCH response cannot be read")
        }
        var fetch = ImapFetch(sequence: sequence)
        for index in stride(from: 0, to: items.count, by: 2) {
            guard let name = items[index].atom?.uppercased() else {
                throw .protocolViolation("an item of a FETCH response has no name")
            }
            let value = items[index + 1]
            switch name {
            case "UID": fetch.uid = try number(value, "UID")
            case "RFC822.SIZE": fetch.size = value.atom.flatMap { Int($0) }.map { max($0, 0) }
            case "FLAGS": fetch.flags = value.list.map { Set($0.compactMap(\.atom)) }
            case "INTERNALDATE": fetch.received = value.text.flatMap { InternalDate.instant($0) }
            default: if name.hasPrefix("BODY[") { fetch.body = value.nstring }
            }
        }
        return .fetch(fetch)
    }

    /// RFC 3501 has 32 bits, RFC 9051 still; servers have been seen with more. What cannot be read is told: a mail without a
    /// number would never be seen. Neither would any that comes after the highest number there is, or a mail 0 at all.
    private static func number(_ value: ImapData, _ name: String) throws(WireError) -> UInt64 {
        guard let number = value.atom.flatMap({ UInt64($0) }), (1...UInt64(Int64.max)).contains(number) else {
            throw .protocolViolation(
                "\(name) \(ServerText.clean(value.text ?? "?").prefix(40)) is no number from 1 to \(Int64.max)")
        }
        return number
    }

    private static func list(_ scanner: inout ImapScanner) throws(WireError) -> ImapResponse {
        guard let attributes = try scanner.data()?.list, let separator = try scanner.data(),
            let name = try scanner.data()?.text
        else { throw .protocolViolation("a LIST response cannot be read") }
        return .list(
            ImapListing(
                attributes: Set(attributes.compactMap { $0.atom?.lowercased() }),
                separator: separator.isNil ? nil : separator.text, name: name))
    }

    /// `* NAMESPACE (("INBOX." ".")) NIL NIL`: the first pair of the first value.
    private static func namespace(_ scanner: inout ImapScanner) throws(WireError) -> ImapResponse {
        guard let pair = try scanner.data()?.list?.first?.list, pair.count >= 2, let prefix = pair[0].text else {
            return .other("NAMESPACE")
        }
        return .namespace(prefix: prefix, separator: pair[1].isNil ? nil : pair[1].text)
    }

    private static func capabilities(_ bytes: ArraySlice<UInt8>) -> Set<String> {
        Set(bytes.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self).uppercased() })
    }

    /// What is no number, such as the MODSEQ that some servers add, is passed over.
    private static func numbers(_ bytes: ArraySlice<UInt8>) -> [UInt64] {
        bytes.split(separator: UInt8(ascii: " ")).compactMap { UInt64(String(decoding: $0, as: UTF8.self)) }
    }

    // MARK: Statuses

    private static func status(_ condition: ImapStatus.Condition, _ rest: ArraySlice<UInt8>) -> ImapStatus {
        guard rest.first == UInt8(ascii: "["), let close = rest.firstIndex(of: UInt8(ascii: "]")) else {
            return ImapStatus(condition, text: ServerText.clean(rest))
        }
        let code = responseCode(rest[..<close].dropFirst())
        return ImapStatus(condition, code: code, text: ServerText.clean(rest[(close + 1)...]))
    }

    private static func responseCode(_ bytes: ArraySlice<UInt8>) -> ImapResponseCode {
        let words = bytes.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        let name = words.first?.uppercased() ?? ""
        switch (name, words.count) {
        case ("ALERT", _): return .alert
        case ("ALREADYEXISTS", _): return .alreadyExists
        case ("READ-ONLY", _): return .readOnly
        case ("TRYCREATE", _): return .tryCreate
        case ("UIDNEXT", 2): return UInt64(words[1]).map { .uidNext($0) } ?? .other(name)
        case ("UIDVALIDITY", 2): return UInt64(words[1]).map { .uidValidity($0) } ?? .other(name)
        default: return .other(ServerText.clean(name))
        }
    }
}
