import Base

/// Exports whose members are records with names: JSON, or a table.
extension ImportSource {
    /// What `/3.1/members` or `/3.1/lists/ID/roster/member` of Mailman answer.
    static func roster(_ bytes: [UInt8], _ list: String?) throws(CommandError) -> [ExportedMember] {
        let names: Set = ["role", "delivery_status", "delivery_mode", "preferred_language", "subscribed_at", "list_id"]
        var found: [Found] = []
        _ = try records(of: bytes, keeping: names) { record in
            let values = record.values
            guard values["role"] ?? "member" == "member" else { return }
            let isOff = values["delivery_status"].map { $0 != "enabled" } ?? false
            let isDigest = values["delivery_mode"]?.contains("digest") ?? false
            let member = ExportedMember(
                line: record.line, address: values["email"] ?? "", language: values["preferred_language"],
                joined: values["subscribed_at"], wish: isOff ? .nothing(until: nil) : isDigest ? .daily : .everything)
            found.append(Found(member: member, list: values["list_id"]))
        }
        return try choose(list, from: found)
    }

    static func castmail2list(_ bytes: [UInt8], _ list: String?) throws(CommandError) -> [ExportedMember] {
        var found: [(Found, owner: Int)] = []
        let owners = try records(of: bytes, keeping: ["list_id", "id", "subscriber_type"]) { record in
            let member = ExportedMember(
                line: record.line, address: record.values["email"] ?? "",
                leftOut: record.values["subscriber_type"] == "list" ? "a list of its own" : nil)
            found.append((Found(member: member, list: record.values["list_id"]), record.owner))
        }
        // Its seed file says it once, around them.
        return try choose(
            list, from: found.map { Found(member: $0.0.member, list: $0.0.list ?? owners[$0.owner]?["id"]) })
    }

    private struct Found {
        var member: ExportedMember
        var list: String?
    }

    private static func choose(_ list: String?, from found: [Found]) throws(CommandError) -> [ExportedMember] {
        let lists = Set(found.compactMap(\.list))
        guard let list else {
            if lists.count > 1 {
                throw .usage("the file holds several lists: name one of them with --list: \(names(lists))")
            }
            return found.map(\.member)
        }
        guard lists.contains(list) else { throw noList(list, lists) }
        return found.filter { $0.list == list }.map(\.member)
    }

    private static func names(_ lists: Set<String>) -> String { lists.sorted().map(\.harmless).joined(separator: ", ") }

    private static func noList(_ list: String, _ lists: Set<String>) -> CommandError {
        let held = lists.isEmpty ? "it names none" : "it holds \(names(lists))"
        return .usage("the file holds no list \(list.harmless): \(held)")
    }
}

// MARK: - listmonk

extension ImportSource {
    /// Somebody is on several lists there, and each tells whether they get its mails.
    static func listmonk(_ bytes: [UInt8], _ list: String?) throws(CommandError) -> [ExportedMember] {
        let names: Set = [
            "attribs", "attributes", "language", "lang", "created_at", "status", "lists", "subscription_status",
            "optin", "id",
            "name",
        ]
        var members: [ExportedMember] = []
        var lists: Set<String> = []
        _ = try records(of: bytes, keeping: names) { record in
            let on = record.parts["lists"]
            lists.formUnion((on ?? []).compactMap { $0["name"] })
            let chosen = on?.filter { list == nil || $0["name"] == list || $0["id"] == list }
            if list != nil, chosen?.isEmpty ?? true { return }
            members.append(listmonk(record, on: chosen))
        }
        if let list, members.isEmpty { throw noList(list, lists) }
        return members
    }

    /// - Parameter lists: nil where the export tells of none.
    private static func listmonk(_ record: JsonRecords.Record, on lists: [[String: String]]?) -> ExportedMember {
        // The table has the attributes as a JSON text.
        let told = record.values["attributes"].flatMap { JsonObject(Array($0.utf8)) }
        let attributes = record.parts["attribs"]?.first
        var member = ExportedMember(
            line: record.line, address: record.values["email"] ?? "",
            language: attributes?["language"] ?? attributes?["lang"] ?? told?.text("language") ?? told?.text("lang"),
            joined: record.values["created_at"])
        switch record.values["status"] {
        case "blocklisted": member.leftOut = "on the block list"
        case "disabled": member.wish = .nothing(until: nil)
        default: break
        }
        if let lists, member.leftOut == nil { member.leftOut = whyNoMails(of: lists) }
        return member
    }

    /// Nil for who gets the mails of one of them. A list without confirmation (`"optin": "single"`) sends them to everybody
    /// who did not unsubscribe, and calls its members unconfirmed.
    private static func whyNoMails(of lists: [[String: String]]) -> String? {
        let statuses = lists.map { list in
            let isUnconfirmed = list["subscription_status"] == "unconfirmed"
            return isUnconfirmed && list["optin"] == "single" ? "confirmed" : list["subscription_status"]
        }
        if statuses.isEmpty { return "on no list" }
        if statuses.contains(where: { $0 != "unsubscribed" && $0 != "unconfirmed" }) { return nil }
        return statuses.contains("unconfirmed") ? "never confirmed" : "unsubscribed"
    }
}

// MARK: - Records

extension ImportSource {
    /// Gives each record that has an address, of JSON or of a table with a first line.
    /// - Returns: the values of the objects that records lie in.
    private static func records(
        of bytes: [UInt8], keeping names: Set<String>, _ body: (JsonRecords.Record) -> Void
    ) throws(CommandError) -> [Int: [String: String]] {
        guard isJson(bytes) else {
            try rows(of: bytes, keeping: names, body)
            return [:]
        }
        var records = JsonRecords(bytes, holding: "email", keeping: names)
        do throws(JsonReader.Failure) {
            while let record = try records.next() { body(record) }
        } catch {
            throw .world("line \(error.line): \(error.reason.rawValue)")
        }
        return records.owners
    }

    private static func rows(
        of bytes: [UInt8], keeping names: Set<String>, _ body: (JsonRecords.Record) -> Void
    ) throws(CommandError) {
        var reader = CsvReader(bytes)
        do throws(CsvReader.Failure) {
            let heading = try reader.next()?.fields.map { $0.lowercased() } ?? []
            guard heading.contains("email") else {
                throw CsvReader.Failure(line: 1, reason: "no column is called email: this is no export of that program")
            }
            while let row = try reader.next() {
                var record = JsonRecords.Record(line: row.line)
                for (name, value) in zip(heading, row.fields) where name == "email" || names.contains(name) {
                    record.values[name] = value
                }
                body(record)
            }
        } catch {
            throw .world("line \(error.line): \(error.reason)")
        }
    }
}
