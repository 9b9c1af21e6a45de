import Mail
import Rules

/// The larger records inside journal lines, as words and back.
extension Post {
    func words(_ verb: String) -> JournalRecord {
        var words = JournalRecord(
            verb,
            [
                "post": id.text, "author": author.address.text, "name": author.name, "subject": subject,
                "audience": audience?.rawValue, "held": held.text, "status": status.rawValue,
                "recipients": String(recipients), "approved": approved?.text,
            ])
        for name in attachments { words.add("attachment", name) }
        kind.add(to: &words)
        return words
    }

    init?(words: JournalRecord) {
        guard let kind = Kind(words: words), let id = words["post"].flatMap({ PostID($0) }),
            let author = words["author"].flatMap({ Address($0) }),
            let name = words["name"], let subject = words["subject"],
            let held = words["held"].flatMap({ Instant($0) }),
            let status = words["status"].flatMap(Status.init(rawValue:)),
            let recipients = words["recipients"].flatMap(Int.init)
        else { return nil }
        self.init(
            id: id, kind: kind, author: NamedAddress(name: name, address: author), subject: subject,
            audience: words["audience"].flatMap(Language.init(rawValue:)), held: held, status: status,
            recipients: recipients, approved: words["approved"].flatMap { Instant($0) },
            attachments: words.all("attachment"))
    }
}

extension Forward {
    func words(_ verb: String) -> JournalRecord {
        var words = JournalRecord(
            verb,
            [
                "id": id.text, "from": from.address.text, "name": from.name, "received": received.text,
                "post": post?.text,
            ])
        for address in to { words.add("to", address.text) }
        return words
    }

    init?(words: JournalRecord) {
        let to = words.all("to").map { Address($0) }
        guard let id = words["id"].flatMap({ ForwardID($0) }), let from = words["from"].flatMap({ Address($0) }),
            let name = words["name"], let received = words["received"].flatMap({ Instant($0) }), !to.contains(nil)
        else { return nil }
        self.init(
            id: id, to: to.compactMap { $0 }, from: NamedAddress(name: name, address: from), received: received,
            post: words["post"].flatMap { PostID($0) })
    }
}

extension Report {
    func words(_ verb: String, of id: PostID) -> JournalRecord {
        var words = JournalRecord(
            verb,
            [
                "post": id.text, "accepted": String(accepted), "refused": String(refused),
                "skipped": String(skipped), "delayed": String(delayed), "unknown": String(unknown),
            ])
        for reason in reasons { words.add("reason", reason.line) }
        return words
    }

    init?(words: JournalRecord) {
        self.init()
        guard let accepted = words["accepted"].flatMap(Int.init), let refused = words["refused"].flatMap(Int.init),
            let skipped = words["skipped"].flatMap(Int.init), let delayed = words["delayed"].flatMap(Int.init),
            let unknown = words["unknown"].flatMap(Int.init)
        else { return nil }
        (self.accepted, self.refused, self.skipped) = (accepted, refused, skipped)
        (self.delayed, self.unknown, self.reasons) = (
            delayed, unknown, words.all("reason").compactMap { Reason(line: $0) }
        )
    }
}

extension Letter {
    func words(_ verb: String, _ more: KeyValuePairs<String, String?> = [:]) -> JournalRecord {
        var words = JournalRecord(verb, more)
        words.add("kind", kind.rawValue)
        words.add("to", to.text)
        words.add("language", language.rawValue)
        words.add("answers", answers)
        for (key, value) in facts.sorted(by: { $0.key < $1.key }) { words.add("fact.\(key)", value) }
        return words
    }

    init?(words: JournalRecord) {
        guard let kind = words["kind"].flatMap(LetterKind.init(rawValue:)),
            let to = words["to"].flatMap({ Address($0) }),
            let language = words["language"].flatMap(Language.init(rawValue:))
        else { return nil }
        let facts = words.values.filter { $0.key.hasPrefix("fact.") }.map { (String($0.key.dropFirst(5)), $0.value) }
        self.init(
            kind, to: to, language: language, answers: words["answers"],
            facts: Dictionary(facts, uniquingKeysWith: { first, _ in first }))
    }
}
