import Base
import Mail

/// Files of an export that are read beside the first.
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
            return Self.isJson(bytes) ? try Self.roster(bytes) : Self.mailman(bytes, extras)
        case .mlmmj: return Self.lines(bytes).map { ExportedMember(line: $0.line, address: $0.text) }
        case .sympa: return Self.sympa(bytes)
        case .castmail2list: return try Self.castmail2list(Self.records(bytes), extras.list)
        case .listmonk: return try Self.records(bytes).map(Self.listmonk)
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

    private static func isJson(_ bytes: [UInt8]) -> Bool {
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

    /// What `/3.1/lists/ID/roster/member` answers.
    private static func roster(_ bytes: [UInt8]) throws(CommandError) -> [ExportedMember] {
        try json(bytes).filter { $0.values["role"] ?? "member" == "member" }.map { line, values in
            let isOff = values["delivery_status"].map { $0 != "enabled" } ?? false
            let isDigest = values["delivery_mode"]?.contains("digest") ?? false
            return ExportedMember(
                line: line, address: values["email"] ?? "", language: values["preferred_language"],
                joined: values["subscribed_at"], wish: isOff ? .nothing(until: nil) : isDigest ? .daily : .everything)
        }
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

    private static func castmail2list(
        _ records: [(line: Int, values: [String: String])], _ list: String?
    ) throws(CommandError) -> [ExportedMember] {
        func listOf(_ values: [String: String]) -> String? { values["list_id"] ?? values["parent.id"] }
        let lists = Set(records.compactMap { listOf($0.values) })
        if lists.count > 1, list == nil {
            throw .usage(
                "the file holds several lists: name one of them with --list: "
                    + lists.sorted().map(\.harmless).joined(separator: ", "))
        }
        return records.filter { list == nil || listOf($0.values) == list }.map { line, values in
            ExportedMember(
                line: line, address: values["email"] ?? "",
                leftOut: values["subscriber_type"] == "list" ? "a list of its own" : nil)
        }
    }

    private static func listmonk(_ line: Int, _ values: [String: String]) -> ExportedMember {
        var member = ExportedMember(
            line: line, address: values["email"] ?? "",
            language: values["attribs.language"] ?? values["attribs.lang"], joined: values["created_at"])
        if let attributes = values["attributes"],
            let inner = try? JsonRecords(Array("{\"a\":1,\"b\":\(attributes)}".utf8), holding: "a").records.first?
                .values
        {
            member.language = inner["b.language"] ?? inner["b.lang"]
        }
        switch values["status"] {
        case "blocklisted": member.leftOut = "on the block list"
        case "disabled": member.wish = .nothing(until: nil)
        default: break
        }
        switch values["lists.subscription_status"] {
        case "unsubscribed": member.leftOut = "unsubscribed"
        case "unconfirmed": member.leftOut = "never confirmed"
        default: break
        }
        return member
    }

    private static func records(
        _ bytes: [UInt8]
    ) throws(CommandError) -> [(line: Int, values: [String: String])] {
        if isJson(bytes) { return try json(bytes) }
        var reader = CsvReader(bytes)
        var names: [String]?
        var records: [(line: Int, values: [String: String])] = []
        do throws(CsvReader.Failure) {
            while let record = try reader.next() {
                guard let names else {
                    names = record.fields.map { $0.lowercased() }
                    continue
                }
                records.append((record.line, Dictionary(zip(names, record.fields)) { first, _ in first }))
            }
        } catch {
            throw .world("line \(error.line): \(error.reason)")
        }
        guard names?.contains("email") == true else {
            throw .world("the first line names no column email: this is no export of that program")
        }
        return records
    }

    private static func json(_ bytes: [UInt8]) throws(CommandError) -> [(line: Int, values: [String: String])] {
        do throws(JsonRecords.Failure) {
            return try JsonRecords(bytes, holding: "email").records
        } catch {
            throw .world("line \(error.line): this is no JSON that can be read")
        }
    }
}
