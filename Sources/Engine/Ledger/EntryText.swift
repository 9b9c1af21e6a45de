import Mail
import Rules

/// A fact as a column of a journal line, and back.
extension Entry {
    var words: JournalRecord {
        switch self {
        case .joined(let member):
            JournalRecord(
                "joined",
                [
                    "address": member.address.text, "language": member.language.rawValue,
                    "joined": member.joined.text, "means": member.consent.means.rawValue,
                    "message": member.consent.message, "wording": member.consent.wording,
                ])
        case .left(let address, let departure):
            JournalRecord("left", ["address": address.text, "by": departure.rawValue])
        case .languageChanged(let address, let language):
            JournalRecord("language-changed", ["address": address.text, "language": language.rawValue])
        case .held(let post): post.words("held")
        case .published(let id, let recipients):
            JournalRecord("published", ["post": id.text, "recipients": String(recipients)])
        case .asleep(let id): JournalRecord("asleep", ["post": id.text])
        case .resumed(let id): JournalRecord("resumed", ["post": id.text])
        case .cancelled(let id): JournalRecord("cancelled", ["post": id.text])
        case .expired(let id): JournalRecord("expired", ["post": id.text])
        case .finished(let id, let report): report.words("finished", of: id)
        case .dispatched(let post): post.words("dispatched")
        case .tipped(let tip): tip.words("tipped")
        case .tipKept(let id): JournalRecord("tip-kept", ["tip": id.text])
        case .tipDropped(let id): JournalRecord("tip-dropped", ["tip": id.text])
        case .answered(let id, let answer): answer.words("answered", event: id)
        case .bounced(let address, let post): JournalRecord("bounced", ["address": address.text, "post": post.text])
        case .faultyPost(let id): JournalRecord("faulty-post", ["post": id.text])
        case .suspended(let address): JournalRecord("suspended", ["address": address.text])
        case .suspensionLifted(let address): JournalRecord("suspension-lifted", ["address": address.text])
        case .probed(let address): JournalRecord("probed", ["address": address.text])
        case .probeReturned(let address): JournalRecord("probe-returned", ["address": address.text])
        case .reinstated(let address): JournalRecord("reinstated", ["address": address.text])
        case .toldOfBounces(let failing, let suspended): BounceText.told(failing, suspended)
        case .forwarded(let forward): forward.words("forwarded")
        case .forwardFinished(let id): JournalRecord("forward-finished", ["id": id.text])
        case .flooded(let address): JournalRecord("flooded", ["address": address.text])
        case .quarantined(let id, let reason): JournalRecord("quarantined", ["id": id.text, "reason": reason])
        case .delivered(let id, let outcome): JournalRecord("delivered", ["id": id.text, "outcome": outcome.rawValue])
        case .seenNumbers(let day, let keys): Self.seen("seen-numbers", day, keys)
        case .seenDigests(let day, let keys): Self.seen("seen-digests", day, keys)
        case .carriedPost(let post): post.words("post")
        case .carriedTip(let tip): tip.words("tip")
        case .carriedEvent(let event): event.words("event")
        case .carriedForward(let forward): forward.words("forward")
        case .carriedBounces(let address, let record): record.words("bounces", of: address)
        case .carriedRemoved(let addresses): BounceText.removed(addresses)
        case .carriedLetter(let id, let written, let letter):
            letter.words("carried-letter", ["id": id.text, "written": written.text])
        case .letterLogged(let address, let kind, let time):
            JournalRecord("wrote", ["to": address.text, "kind": kind.rawValue, "at": time.text])
        case .forwardedFrom(let address, let time):
            JournalRecord("forwarded-from", ["address": address.text, "at": time.text])
        }
    }

    init?(words: JournalRecord) {
        guard
            let entry = Self.membership(words) ?? Self.post(words) ?? Self.tip(words) ?? Self.bounce(words)
                ?? Self.mail(words)
                ?? Self.carried(words)
        else { return nil }
        self = entry
    }

    private static func membership(_ words: JournalRecord) -> Entry? {
        guard let address = words["address"].flatMap({ Address($0) }) else { return nil }
        switch words.verb {
        case "joined":
            guard let language = words["language"].flatMap(Language.init(rawValue:)),
                let joined = words["joined"].flatMap({ Instant($0) }),
                let means = words["means"].flatMap(Consent.Means.init(rawValue:)),
                let message = words["message"], let wording = words["wording"]
            else { return nil }
            return .joined(
                Member(
                    address: address, language: language, joined: joined,
                    consent: Consent(means: means, message: message, wording: wording)))
        case "left": return words["by"].flatMap(LeaveReason.init(rawValue:)).map { .left(address, $0) }
        case "language-changed":
            return words["language"].flatMap(Language.init(rawValue:)).map { .languageChanged(address, $0) }
        case "bounced": return words["post"].flatMap { PostID($0) }.map { .bounced(address, $0) }
        case "suspended": return .suspended(address)
        case "suspension-lifted": return .suspensionLifted(address)
        case "probed": return .probed(address)
        case "probe-returned": return .probeReturned(address)
        case "reinstated": return .reinstated(address)
        case "bounces": return BounceRecord(words: words).map { .carriedBounces(address, $0) }
        case "flooded": return .flooded(address)
        case "forwarded-from": return words["at"].flatMap { Instant($0) }.map { .forwardedFrom(address, $0) }
        default: return nil
        }
    }

    private static func post(_ words: JournalRecord) -> Entry? {
        if words.verb == "held" { return Post(words: words).map(Entry.held) }
        if words.verb == "dispatched" { return Post(words: words).map(Entry.dispatched) }
        guard let id = words["post"].flatMap({ PostID($0) }) else { return nil }
        switch words.verb {
        case "published": return words["recipients"].flatMap(Int.init).map { .published(id, recipients: $0) }
        case "asleep": return .asleep(id)
        case "resumed": return .resumed(id)
        case "cancelled": return .cancelled(id)
        case "expired": return .expired(id)
        case "finished": return Report(words: words).map { .finished(id, $0) }
        default: return nil
        }
    }

    private static func tip(_ words: JournalRecord) -> Entry? {
        switch words.verb {
        case "tipped": return Tip(words: words).map(Entry.tipped)
        case "tip-kept": return words["tip"].flatMap { TipID($0) }.map(Entry.tipKept)
        case "tip-dropped": return words["tip"].flatMap { TipID($0) }.map(Entry.tipDropped)
        case "answered":
            guard let id = words["event"].flatMap({ PostID($0) }), let answer = EventAnswer(words: words) else {
                return nil
            }
            return .answered(id, answer)
        default: return nil
        }
    }

    private static func bounce(_ words: JournalRecord) -> Entry? {
        switch words.verb {
        case "faulty-post": return words["post"].flatMap { PostID($0) }.map(Entry.faultyPost)
        case "told-of-bounces":
            guard let failing = BounceText.addresses("failing", words),
                let suspended = BounceText.addresses("suspended", words)
            else { return nil }
            return .toldOfBounces(failing: failing, suspended: suspended)
        case "removed": return BounceText.addresses("address", words).map(Entry.carriedRemoved)
        default: return nil
        }
    }

    private static func mail(_ words: JournalRecord) -> Entry? {
        guard words.verb != "forwarded" else { return Forward(words: words).map(Entry.forwarded) }
        guard let id = words["id"] else { return nil }
        switch words.verb {
        case "forward-finished": return ForwardID(id).map(Entry.forwardFinished)
        case "quarantined":
            guard let id = QuarantineID(id), let reason = words["reason"] else { return nil }
            return .quarantined(id, reason: reason)
        case "delivered":
            guard let id = LetterID(id), let outcome = words["outcome"].flatMap(LetterOutcome.init(rawValue:)) else {
                return nil
            }
            return .delivered(id, outcome)
        default: return nil
        }
    }

    private static func carried(_ words: JournalRecord) -> Entry? {
        switch words.verb {
        case "seen-numbers": return seen(words).map { .seenNumbers(day: $0, $1) }
        case "seen-digests": return seen(words).map { .seenDigests(day: $0, $1) }
        case "post": return Post(words: words).map(Entry.carriedPost)
        case "tip": return Tip(words: words).map(Entry.carriedTip)
        case "event": return Event(words: words).map(Entry.carriedEvent)
        case "forward": return Forward(words: words).map(Entry.carriedForward)
        case "carried-letter":
            guard let id = words["id"].flatMap({ LetterID($0) }), let letter = Letter(words: words),
                let written = words["written"].flatMap({ Instant($0) })
            else { return nil }
            return .carriedLetter(id, written: written, letter)
        case "wrote":
            guard let address = words["to"].flatMap({ Address($0) }),
                let kind = words["kind"].flatMap(LetterKind.init(rawValue:)),
                let time = words["at"].flatMap({ Instant($0) })
            else { return nil }
            return .letterLogged(address, kind, time)
        default: return nil
        }
    }

    private static func seen(_ verb: String, _ day: Int32, _ keys: [UInt64]) -> JournalRecord {
        JournalRecord(verb, ["day": String(day), "keys": keys.map { String($0, radix: 16) }.joined(separator: ",")])
    }

    private static func seen(_ words: JournalRecord) -> (Int32, [UInt64])? {
        guard let day = words["day"].flatMap({ Int32($0) }), let text = words["keys"] else { return nil }
        let keys = text.split(separator: ",").map { UInt64($0, radix: 16) }
        return keys.contains(nil) ? nil : (day, keys.compactMap { $0 })
    }
}
