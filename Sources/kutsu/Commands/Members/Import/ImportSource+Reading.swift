import Base
import Mail

/// What is told beside the first file of an export.
struct ExtraExports {
    /// Who wants digests, and who wants no mail.
    var digest: [UInt8]?
    var nomail: [UInt8]?
    /// Which of several lists in one file.
    var list: String?
}

extension ImportSource {
    /// - Parameter bytes: a file's; mlmmj's folder is read by `mlmmj(folder:)`.
    func members(in bytes: [UInt8], _ extras: ExtraExports) throws(CommandError) -> [ExportedMember] {
        switch self {
        case .mailman:
            return Self.isJson(bytes) ? try Self.roster(bytes, extras.list) : Self.mailman(bytes, extras)
        case .mlmmj: return Self.lines(bytes).map { ExportedMember(line: $0.line, address: $0.text) }
        case .sympa: return Self.sympa(bytes)
        case .castmail2list: return try Self.castmail2list(bytes, extras.list)
        case .listmonk: return try Self.listmonk(bytes, extras.list)
        }
    }

    /// A list's spool: who gets every mail, who digests, and who nothing; who is in two is in the quieter.
    static func mlmmj(folder: String) throws(CommandError) -> [ExportedMember] {
        let parts: [(String, ExportedMember.Wish)] = [
            ("nomailsubs.d", .nothing(until: nil)), ("digesters.d", .weekly), ("subscribers.d", .everything),
        ]
        guard parts.contains(where: { SystemFiles.exists("\(folder)/\($0.0)") }) else {
            throw .world("\(folder): this is no folder of a list of mlmmj: it has no subscribers.d")
        }
        var members: [ExportedMember] = []
        for (part, wish) in parts {
            for name in SystemFiles.names(in: "\(folder)/\(part)").sorted() {
                guard let bytes = SystemFiles.read("\(folder)/\(part)/\(name)", atMost: 64 << 20) else { continue }
                members += lines(bytes).map { ExportedMember(line: $0.line, address: $0.text, wish: wish) }
            }
        }
        return members
    }

    static func isJson(_ bytes: [UInt8]) -> Bool {
        bytes.first { $0 > 0x20 && $0 < 0x80 }.map { "{[".utf8.contains($0) } ?? false
    }

    /// Those that say something, with their numbers.
    private static func lines(_ bytes: [UInt8]) -> [(line: Int, text: String)] {
        let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
        let text = isUTF8 ? String(decoding: bytes, as: UTF8.self) : Charset.decode(bytes, charset: nil)
        return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
            .map { ($0.offset + 1, trimmed($0.element)) }
            .filter { !$0.1.isEmpty && !$0.1.hasPrefix("#") }
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop(while: \.isWhitespace)
        return String(start[..<(start.lastIndex { !$0.isWhitespace }.map(start.index(after:)) ?? start.startIndex)])
    }

    /// `Anna Virtanen <anna@hel.fi>` or `anna@hel.fi` a line; the display name may hold anything.
    private static func mailman(_ bytes: [UInt8], _ extras: ExtraExports) -> [ExportedMember] {
        func addresses(_ bytes: [UInt8]?) -> Set<String> { Set(lines(bytes ?? []).map { address(in: $0.text) }) }
        let (digest, nomail) = (addresses(extras.digest), addresses(extras.nomail))
        return lines(bytes).filter { !$0.text.hasSuffix(" has no members") }.map { line, text in
            let address = address(in: text)
            let wish: ExportedMember.Wish =
                nomail.contains(address) ? .nothing(until: nil) : digest.contains(address) ? .daily : .everything
            return ExportedMember(line: line, address: address, wish: wish)
        }
    }

    private static func address(in text: String) -> String {
        guard text.hasSuffix(">"), let open = text.lastIndex(of: "<") else { return text.lowercased() }
        return text[text.index(after: open)...].dropLast().lowercased()
    }

    /// Paragraphs of `key value` lines.
    private static func sympa(_ bytes: [UInt8]) -> [ExportedMember] {
        let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
        let text = isUTF8 ? String(decoding: bytes, as: UTF8.self) : Charset.decode(bytes, charset: nil)
        var members: [ExportedMember] = []
        var values: [String: String] = [:]
        var start = 0
        func finish() {
            guard !values.isEmpty else { return }
            members.append(sympa(values, at: start))
            values = [:]
        }
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let halves = line.split(separator: " ", maxSplits: 1)
            guard let key = halves.first else {
                finish()
                continue
            }
            if values.isEmpty { start = index + 1 }
            values[String(key)] = halves.count == 2 ? trimmed(halves[1]) : ""
        }
        finish()
        return members
    }

    private static func sympa(_ values: [String: String], at line: Int) -> ExportedMember {
        var member = ExportedMember(
            line: line, address: values["email"] ?? "", language: values["lang"], joined: values["date"])
        switch values["reception"] {
        case "nomail": member.wish = .nothing(until: nil)
        case "digest", "digestplain", "summary": member.wish = .daily
        default: break
        }
        if values["suspend"] == "1" { member.wish = .nothing(until: values["enddate"]) }
        return member
    }
}
