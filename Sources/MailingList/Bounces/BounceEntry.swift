import Base

/// What came back, and what was done about it.
package enum BounceEntry: JournalSlice {
    /// A copy of the post came back from this member: nobody is there.
    case returned(Address, PostID)
    /// A post came back from so many that it is to blame.
    case excluded(PostID)
    /// No copies go there for now.
    case suspended(Address)
    /// The post that was to blame had brought the suspension; what came back before still counts.
    case suspensionLifted(Address)
    /// Asked whether mail still arrives.
    case probed(Address)
    case probeReturned(Address)
    /// Somebody is there after all.
    case reinstated(Address)
    /// The coordinators know of these, and of everybody who was removed.
    case reported(failing: [Address], suspended: [Address])
    /// As it stood when an older journal was compacted.
    case carried(Address, BounceRecord)
    case carriedRemoved([Address])

    package enum Verb: String, CaseIterable, Sendable {
        case returned = "bounced"
        case excluded = "faulty-post"
        case suspended = "suspended"
        case suspensionLifted = "suspension-lifted"
        case probed = "probed"
        case probeReturned = "probe-returned"
        case reinstated = "reinstated"
        case reported = "told-of-bounces"
        case carried = "bounces"
        case carriedRemoved = "removed"
    }

    package var record: JournalRecord {
        switch self {
        case .returned(let address, let post):
            return JournalRecord(Verb.returned, ["address": address.text, "post": post.text])
        case .excluded(let id): return JournalRecord(Verb.excluded, ["post": id.text])
        case .suspended(let address): return JournalRecord(Verb.suspended, ["address": address.text])
        case .suspensionLifted(let address): return JournalRecord(Verb.suspensionLifted, ["address": address.text])
        case .probed(let address): return JournalRecord(Verb.probed, ["address": address.text])
        case .probeReturned(let address): return JournalRecord(Verb.probeReturned, ["address": address.text])
        case .reinstated(let address): return JournalRecord(Verb.reinstated, ["address": address.text])
        case .reported(let failing, let suspended):
            var record = JournalRecord(Verb.reported)
            for address in failing { record.add("failing", address.text) }
            for address in suspended { record.add("suspended", address.text) }
            return record
        case .carried(let address, let bounces): return bounces.record(of: address)
        case .carriedRemoved(let addresses):
            var record = JournalRecord(Verb.carriedRemoved)
            for address in addresses { record.add("address", address.text) }
            return record
        }
    }

    package init?(_ verb: Verb, _ record: JournalRecord) {
        switch verb {
        case .excluded:
            guard let id = record.post() else { return nil }
            self = .excluded(id)
            return
        case .reported:
            guard let failing = record.addresses("failing"), let suspended = record.addresses("suspended") else {
                return nil
            }
            self = .reported(failing: failing, suspended: suspended)
            return
        case .carriedRemoved:
            guard let addresses = record.addresses("address") else { return nil }
            self = .carriedRemoved(addresses)
            return
        default: break
        }
        guard let address = record.address("address") else { return nil }
        switch verb {
        case .returned:
            guard let post = record.post() else { return nil }
            self = .returned(address, post)
        case .suspended: self = .suspended(address)
        case .suspensionLifted: self = .suspensionLifted(address)
        case .probed: self = .probed(address)
        case .probeReturned: self = .probeReturned(address)
        case .reinstated: self = .reinstated(address)
        case .carried:
            guard let bounces = BounceRecord(record) else { return nil }
            self = .carried(address, bounces)
        case .excluded, .reported, .carriedRemoved: return nil
        }
    }
}

extension BounceRecord {
    fileprivate func record(of address: Address) -> JournalRecord {
        var record = JournalRecord(
            BounceEntry.Verb.carried,
            [
                "address": address.text, "suspended": suspended?.text, "probed": probed?.text,
                "sent": String(sentProbes), "returned": String(returnedProbes), "told": told.rawValue,
            ])
        for (post, time) in posts.sorted(by: { $0.key < $1.key }) { record.add("post", "\(post.text)/\(time.text)") }
        return record
    }

    fileprivate init?(_ record: JournalRecord) {
        guard let sent = record.number("sent"), let returned = record.number("returned"),
            let told: NotificationLevel = record.value("told")
        else { return nil }
        self.init()
        suspended = record.instant("suspended")
        probed = record.instant("probed")
        (sentProbes, returnedProbes, self.told) = (sent, returned, told)
        for text in record.all("post") {
            let halves = text.split(separator: "/")
            guard halves.count == 2, let post = PostID(halves[0]), let time = Instant(halves[1]) else { return nil }
            posts[post] = time
        }
    }
}
