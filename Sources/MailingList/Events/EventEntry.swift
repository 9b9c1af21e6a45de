import Base
import Mail

/// What happened to events, beside their posts: an invitation's post that is published makes the event.
package enum EventEntry: JournalSlice {
    /// Somebody answered the invitation to the event with this id.
    case answered(PostID, EventAnswer)
    /// Its time is a new one: who could come then says nothing of who can come now.
    case askedAnew(PostID)
    /// As it stood when an older journal was compacted, without its answers, which follow as entries of their own.
    case carried(Event)

    package enum Verb: String, CaseIterable, Sendable {
        case answered = "answered"
        case askedAnew = "asked-anew"
        case carried = "event"
    }

    package var record: JournalRecord {
        switch self {
        case .answered(let id, let answer):
            JournalRecord(
                Verb.answered,
                [
                    "event": id.text, "address": answer.address.text,
                    "answer": answer.participation.rawValue.lowercased(),
                    "sequence": answer.sequence.map { String($0) }, "stamp": answer.stamp?.text,
                ])
        case .askedAnew(let id): JournalRecord(Verb.askedAnew, ["event": id.text])
        case .carried(let event): event.record
        }
    }

    package init?(_ verb: Verb, _ record: JournalRecord) {
        switch verb {
        case .answered:
            guard let id = record.post("event"), let address = record.address("address"),
                let answer = record["answer"]
            else { return nil }
            self = .answered(
                id,
                EventAnswer(
                    address: address, participation: Participation(answer), sequence: record.number("sequence"),
                    stamp: record.instant("stamp")))
        case .askedAnew:
            guard let id = record.post("event") else { return nil }
            self = .askedAnew(id)
        case .carried:
            guard let event = Event(record) else { return nil }
            self = .carried(event)
        }
    }
}

extension Event {
    fileprivate var record: JournalRecord {
        var record = JournalRecord(
            EventEntry.Verb.carried,
            [
                "id": id.text, "post": post.text, "author": author.address.text, "name": author.name,
                "audience": audience.language?.rawValue, "topics": audience.topicsValue, "invited": invited.text,
                "revised": revised.text,
                "reminded": reminded?.text, "sequence": String(sequence), "cancelled": isCancelled ? "yes" : nil,
            ])
        plan.add(to: &record)
        return record
    }

    fileprivate init?(_ record: JournalRecord) {
        guard let id = record.post("id"), let post = record.post(), let author = record.mailbox("author"),
            let invited = record.instant("invited"), let revised = record.instant("revised"),
            let sequence = record.number("sequence"), let plan = EventPlan(record),
            let audience = Audience(record)
        else { return nil }
        self.init(
            id: id, post: post, plan: plan, sequence: sequence, author: author, audience: audience,
            invited: invited, revised: revised, reminded: record.instant("reminded"),
            isCancelled: record.flag("cancelled"))
    }
}
