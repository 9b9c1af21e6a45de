import Base

/// What went on to people, or was set aside.
package enum ForwardingEntry: JournalSlice {
    /// A mail from a person is on its way to the coordinators.
    case forwarded(Forward)
    case finished(ForwardID)
    /// One sender's mails were too many to be forwarded today.
    case flooded(Address)
    /// The mail could not be handled and lies in `quarantine/`.
    case quarantined(QuarantineID, reason: String, bytes: Int = 0)
    /// A mail of so many bytes was kept aside then, before a compaction.
    case loggedQuarantine(Instant, bytes: Int)
    /// A mail lies in `quarantine/` since then, as known at a compaction or, of one that an earlier Kutsu put there, found at
    /// a start.
    case keptQuarantine(QuarantineID, since: Instant)
    /// On its way when an older journal was compacted.
    case carried(Forward)
    /// A mail from this address was forwarded then, before a compaction.
    case loggedForward(from: Address, Instant)

    package enum Verb: String, CaseIterable, Sendable {
        case forwarded = "forwarded"
        case finished = "forward-finished"
        case flooded = "flooded"
        case quarantined = "quarantined"
        case carried = "forward"
        case loggedForward = "forwarded-from"
        case loggedQuarantine = "quarantined-before"
        case keptQuarantine = "in-quarantine"
    }

    package var record: JournalRecord {
        switch self {
        case .forwarded(let forward): forward.record(.forwarded)
        case .finished(let id): JournalRecord(Verb.finished, ["id": id.text])
        case .flooded(let address): JournalRecord(Verb.flooded, ["address": address.text])
        case .quarantined(let id, let reason, let bytes):
            JournalRecord(
                Verb.quarantined, ["id": id.text, "reason": reason, "bytes": bytes > 0 ? String(bytes) : nil])
        case .loggedQuarantine(let time, let bytes):
            JournalRecord(Verb.loggedQuarantine, ["at": time.text, "bytes": String(bytes)])
        case .keptQuarantine(let id, let time):
            JournalRecord(Verb.keptQuarantine, ["id": id.text, "at": time.text])
        case .carried(let forward): forward.record(.carried)
        case .loggedForward(let address, let time):
            JournalRecord(Verb.loggedForward, ["address": address.text, "at": time.text])
        }
    }

    package init?(_ verb: Verb, _ record: JournalRecord) {
        switch verb {
        case .forwarded, .carried:
            guard let forward = Forward(record) else { return nil }
            self = verb == .forwarded ? .forwarded(forward) : .carried(forward)
        case .finished:
            guard let id = record["id"].flatMap({ ForwardID($0) }) else { return nil }
            self = .finished(id)
        case .flooded:
            guard let address = record.address("address") else { return nil }
            self = .flooded(address)
        case .quarantined:
            guard let id = record["id"].flatMap({ QuarantineID($0) }), let reason = record["reason"] else { return nil }
            self = .quarantined(id, reason: reason, bytes: record.number("bytes") ?? 0)
        case .keptQuarantine:
            guard let id = record["id"].flatMap({ QuarantineID($0) }), let time = record.instant("at") else {
                return nil
            }
            self = .keptQuarantine(id, since: time)
        case .loggedQuarantine:
            guard let time = record.instant("at"), let bytes = record.number("bytes") else { return nil }
            self = .loggedQuarantine(time, bytes: bytes)
        case .loggedForward:
            guard let address = record.address("address"), let time = record.instant("at") else { return nil }
            self = .loggedForward(from: address, time)
        }
    }
}

extension Forward {
    fileprivate func record(_ verb: ForwardingEntry.Verb) -> JournalRecord {
        var record = JournalRecord(
            verb,
            [
                "id": id.text, "from": from.address.text, "name": from.name, "received": received.text,
                "post": post?.text,
            ])
        for address in to { record.add("to", address.text) }
        return record
    }

    fileprivate init?(_ record: JournalRecord) {
        guard let id = record["id"].flatMap({ ForwardID($0) }), let from = record.mailbox("from"),
            let received = record.instant("received"), let to = record.addresses("to")
        else { return nil }
        self.init(id: id, to: to, from: from, received: received, post: record.post())
    }
}
