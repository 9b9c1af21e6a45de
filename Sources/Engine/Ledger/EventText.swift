import Mail
import Rules

/// Events and what belongs to them, as words and back.
extension Post.Kind {
    /// An announcement adds nothing, so that journals from before there were others read on.
    func add(to words: inout JournalRecord) {
        switch self {
        case .announcement: break
        case .invitation(let plan):
            words.add("kind", "invitation")
            plan.add(to: &words)
        case .cancellation(let event, let sequence):
            words.add("kind", "cancellation")
            words.add("event", event.text)
            words.add("sequence", String(sequence))
        case .reminder(let event, let due):
            words.add("kind", "reminder")
            words.add("event", event.text)
            words.add("due", due.text)
        case .digest(let tips):
            words.add("kind", "digest")
            for tip in tips { words.add("tip", tip.text) }
        }
    }

    init?(words: JournalRecord) {
        let event = words["event"].flatMap { PostID($0) }
        switch words["kind"] {
        case nil: self = .announcement
        case "invitation":
            guard let plan = EventPlan(words: words) else { return nil }
            self = .invitation(plan)
        case "cancellation":
            guard let event, let sequence = words["sequence"].flatMap({ Int($0) }) else { return nil }
            self = .cancellation(of: event, sequence: sequence)
        case "reminder":
            guard let event, let due = words["due"].flatMap({ Instant($0) }) else { return nil }
            self = .reminder(of: event, due: due)
        case "digest":
            let tips = words.all("tip").map { TipID($0) }
            guard !tips.contains(nil) else { return nil }
            self = .digest(tips.compactMap { $0 })
        default: return nil
        }
    }
}

extension EventPlan {
    func add(to words: inout JournalRecord) {
        words.add("uid", uid)
        words.add("plan-sequence", String(sequence))
        words.add("stamp", stamp?.text)
        words.add("span", SpanText.text(span))
        words.add("event-name", name)
        words.add("place", place)
        words.add("url", url)
        words.add("tentative", isTentative ? "yes" : nil)
        words.add("transparent", isTransparent ? "yes" : nil)
    }

    init?(words: JournalRecord) {
        guard let uid = words["uid"], let sequence = words["plan-sequence"].flatMap({ Int($0) }),
            let span = words["span"].flatMap({ SpanText.span($0) }), let name = words["event-name"],
            let place = words["place"], let url = words["url"]
        else { return nil }
        self.init(
            uid: uid, sequence: sequence, stamp: words["stamp"].flatMap { Instant($0) }, span: span, name: name,
            place: place, url: url, isTentative: words["tentative"] != nil, isTransparent: words["transparent"] != nil)
    }
}

/// `2026-12-12T12:00:00Z/2026-12-12T14:00:00Z`, or `2026-12-12/2026-12-13` for whole days, the last one excluded.
enum SpanText {
    static func text(_ span: CalendarSpan) -> String {
        switch span {
        case .moments(let start, let end):
            [start, end].map { Instant(secondsSince1970: $0).text }.joined(separator: "/")
        case .days(let start, let end):
            [start, end].map { String(midnight($0).text.prefix(10)) }.joined(separator: "/")
        }
    }

    static func span(_ text: String) -> CalendarSpan? {
        let ends = text.split(separator: "/")
        guard ends.count == 2 else { return nil }
        if let start = Instant(ends[0]), let end = Instant(ends[1]) {
            return .moments(start: start.secondsSince1970, end: end.secondsSince1970)
        }
        guard let start = day(ends[0]), let end = day(ends[1]) else { return nil }
        return .days(start: start, end: end)
    }

    private static func midnight(_ day: CivilDay) -> Instant {
        Instant(secondsSince1970: Int64(day.daysSince1970) * 86_400)
    }

    private static func day(_ text: Substring) -> CivilDay? {
        Instant(text + "T00:00:00Z").flatMap { CivilDay(daysSince1970: Int($0.secondsSince1970 / 86_400)) }
    }
}

extension Event {
    /// Without its answers.
    func words(_ verb: String) -> JournalRecord {
        var words = JournalRecord(
            verb,
            [
                "id": id.text, "post": post.text, "author": author.address.text, "name": author.name,
                "audience": audience?.rawValue, "invited": invited.text, "revised": revised.text,
                "reminded": reminded?.text, "sequence": String(sequence), "cancelled": isCancelled ? "yes" : nil,
            ])
        plan.add(to: &words)
        return words
    }

    init?(words: JournalRecord) {
        guard let id = words["id"].flatMap({ PostID($0) }), let post = words["post"].flatMap({ PostID($0) }),
            let author = words["author"].flatMap({ Address($0) }), let name = words["name"],
            let invited = words["invited"].flatMap({ Instant($0) }),
            let revised = words["revised"].flatMap({ Instant($0) }),
            let sequence = words["sequence"].flatMap({ Int($0) }), let plan = EventPlan(words: words)
        else { return nil }
        self.init(
            id: id, post: post, plan: plan, sequence: sequence, author: NamedAddress(name: name, address: author),
            audience: words["audience"].flatMap(Language.init(rawValue:)), invited: invited, revised: revised,
            reminded: words["reminded"].flatMap { Instant($0) }, isCancelled: words["cancelled"] != nil)
    }
}

extension EventAnswer {
    func words(_ verb: String, event: PostID) -> JournalRecord {
        JournalRecord(
            verb,
            [
                "event": event.text, "address": address.text, "answer": participation.rawValue.lowercased(),
                "sequence": sequence.map { String($0) }, "stamp": stamp?.text,
            ])
    }

    init?(words: JournalRecord) {
        guard let address = words["address"].flatMap({ Address($0) }), let answer = words["answer"] else { return nil }
        self.init(
            address: address, participation: Participation(answer), sequence: words["sequence"].flatMap { Int($0) },
            stamp: words["stamp"].flatMap { Instant($0) })
    }
}

extension Tip {
    func words(_ verb: String) -> JournalRecord {
        JournalRecord(
            verb,
            [
                "tip": id.text, "author": author.address.text, "name": author.name, "language": language.rawValue,
                "received": received.text, "status": status.rawValue, "kept": kept?.text, "text": text,
            ])
    }

    init?(words: JournalRecord) {
        guard let id = words["tip"].flatMap({ TipID($0) }), let author = words["author"].flatMap({ Address($0) }),
            let name = words["name"], let language = words["language"].flatMap(Language.init(rawValue:)),
            let received = words["received"].flatMap({ Instant($0) }),
            let status = words["status"].flatMap(Status.init(rawValue:)), let text = words["text"]
        else { return nil }
        self.init(
            id: id, author: NamedAddress(name: name, address: author), language: language, text: text,
            received: received, status: status, kept: words["kept"].flatMap { Instant($0) })
    }
}
