import Base

/// A post inside a journal record.
extension Post {
    func record(_ verb: PostEntry.Verb) -> JournalRecord {
        var record = JournalRecord(
            verb,
            [
                "post": id.text, "author": author.address.text, "name": author.name, "subject": subject,
                "audience": audience.language?.rawValue, "topics": audience.topicsValue, "held": held.text,
                "status": status.rawValue,
                "recipients": String(recipients), "approved": approved?.text, "first-approved": firstApproved?.text,
                "mail": isMailRemoved ? "removed" : nil,
            ])
        for name in attachments { record.add("attachment", name) }
        report?.add(to: &record)
        kind.add(to: &record)
        return record
    }

    init?(_ id: PostID, _ record: JournalRecord) {
        guard let kind = Kind(record), let author = record.mailbox("author"), let subject = record["subject"],
            let held = record.instant("held"), let status: Status = record.value("status"),
            let recipients = record.number("recipients"), let audience = Audience(record)
        else { return nil }
        self.init(
            id: id, kind: kind, author: author, subject: subject, audience: audience, held: held,
            status: status, recipients: recipients, approved: record.instant("approved"),
            attachments: record.all("attachment"), report: Report(record))
        firstApproved = record.instant("first-approved")
        isMailRemoved = record["mail"] == "removed"
    }
}

extension Post.Kind {
    /// An announcement adds nothing, so that journals from before there were others read on.
    fileprivate func add(to record: inout JournalRecord) {
        switch self {
        case .announcement: break
        case .invitation(let plan):
            record.add("kind", "invitation")
            plan.add(to: &record)
        case .cancellation(let event, let sequence):
            record.add("kind", "cancellation")
            record.add("event", event.text)
            record.add("sequence", String(sequence))
        case .reminder(let event, let due):
            record.add("kind", "reminder")
            record.add("event", event.text)
            record.add("due", due.text)
        case .digest(let collection, let items):
            record.add("kind", "digest")
            collection.add(to: &record)
            for item in items { record.add(ItemID.key, item.text) }
        case .roundup(let frequency, let posts):
            record.add("kind", "roundup")
            record.add("frequency", frequency.rawValue)
            for post in posts { record.add("of", post.text) }
        }
    }

    fileprivate init?(_ record: JournalRecord) {
        switch record["kind"] {
        case nil: self = .announcement
        case "invitation":
            guard let plan = EventPlan(record) else { return nil }
            self = .invitation(plan)
        case "cancellation":
            guard let event = record.post("event"), let sequence = record.number("sequence") else { return nil }
            self = .cancellation(of: event, sequence: sequence)
        case "reminder":
            guard let event = record.post("event"), let due = record.instant("due") else { return nil }
            self = .reminder(of: event, due: due)
        case "digest":
            let items = record.all(ItemID.key).map { ItemID($0) }
            guard let collection = CollectionName(of: record), !items.contains(nil) else { return nil }
            self = .digest(of: collection, items.compactMap { $0 })
        case "roundup":
            let posts = record.all("of").map { PostID($0) }
            guard let frequency: RoundupFrequency = record.value("frequency"), !posts.contains(nil) else { return nil }
            self = .roundup(frequency, posts.compactMap { $0 })
        default: return nil
        }
    }
}

/// What became of a job's copies, inside a journal record.
extension Report {
    func record(_ verb: PostEntry.Verb, of id: PostID) -> JournalRecord {
        var record = JournalRecord(verb, ["post": id.text])
        add(to: &record)
        return record
    }

    fileprivate func add(to record: inout JournalRecord) {
        let counts = [
            ("accepted", accepted), ("refused", refused), ("skipped", skipped), ("delayed", delayed),
            ("unknown", unknown),
        ]
        for (key, count) in counts { record.add(key, String(count)) }
        // Nothing is pending at the end; journals from before there was this word read on.
        if pending > 0 { record.add("pending", String(pending)) }
        for reason in reasons { record.add("reason", reason.line) }
    }

    init?(_ record: JournalRecord) {
        self.init()
        guard let accepted = record.number("accepted"), let refused = record.number("refused"),
            let skipped = record.number("skipped"), let delayed = record.number("delayed"),
            let unknown = record.number("unknown")
        else { return nil }
        (self.accepted, self.refused, self.skipped) = (accepted, refused, skipped)
        (self.delayed, self.unknown, self.pending) = (delayed, unknown, record.number("pending") ?? 0)
        reasons = record.all("reason").compactMap { Reason(line: $0) }
    }
}
