import Mail
import Rules

/// What is held against members whose mail comes back, as words and back.
enum BounceText {
    static func told(_ failing: [Address], _ suspended: [Address]) -> JournalRecord {
        var words = JournalRecord("told-of-bounces")
        for address in failing { words.add("failing", address.text) }
        for address in suspended { words.add("suspended", address.text) }
        return words
    }

    static func removed(_ addresses: [Address]) -> JournalRecord {
        var words = JournalRecord("removed")
        for address in addresses { words.add("address", address.text) }
        return words
    }

    static func addresses(_ key: String, _ words: JournalRecord) -> [Address]? {
        let addresses = words.all(key).map { Address($0) }
        return addresses.contains(nil) ? nil : addresses.compactMap { $0 }
    }
}

extension BounceRecord {
    func words(_ verb: String, of address: Address) -> JournalRecord {
        var words = JournalRecord(
            verb,
            [
                "address": address.text, "suspended": suspended?.text, "probed": probed?.text,
                "sent": String(sentProbes), "returned": String(returnedProbes), "told": told.rawValue,
            ])
        for (post, time) in posts.sorted(by: { $0.key < $1.key }) { words.add("post", "\(post.text)/\(time.text)") }
        return words
    }

    init?(words: JournalRecord) {
        guard let sent = words["sent"].flatMap({ Int($0) }), let returned = words["returned"].flatMap({ Int($0) }),
            let told = words["told"].flatMap(NotificationLevel.init(rawValue:))
        else { return nil }
        self.init()
        suspended = words["suspended"].flatMap { Instant($0) }
        probed = words["probed"].flatMap { Instant($0) }
        (sentProbes, returnedProbes, self.told) = (sent, returned, told)
        for text in words.all("post") {
            let halves = text.split(separator: "/")
            guard halves.count == 2, let post = PostID(halves[0]), let time = Instant(halves[1]) else { return nil }
            posts[post] = time
        }
    }
}
