import Base
import Mail

@testable import Engine
@testable import MailingList

/// What must hold, known from the world alone: who really wrote what, who got what, and the lines that were committed. It
/// asks no rule of the list's what it would decide.
struct SimulationModel {
    private(set) var faults: [String] = []
    private(set) var members: Set<Address> = []
    /// The first stretch between two pauses in which somebody's leaving was known from the beginning.
    private var left: [Address: Int] = [:]
    private var sent: [MailDigest: SentMail] = [:]
    /// The mails whose line changed something, or was their first.
    private var handled: Set<MailDigest> = []
    /// What stands for a mail whose bytes the server kept back: its validity and number.
    private(set) var unnamed: Set<UInt64> = []
    private var automatic: Set<String> = []
    /// Recipients that the relay decided about in this run of the daemon, by minute.
    private var spent: [Int64: Int] = [:]
    private var spendingRun = 0
    private var approved: Set<PostID> = []
    private var digested: Set<ItemID> = []
    private var reminded: Set<String> = []
    private var events: Set<PostID> = []
    private var provoked: [Address: [Instant]] = [:]
    /// By recipient and Message-ID.
    private var copies: [String: Copy] = [:]
    private var languages: [Address: Language] = [:]
    private var audiences: [PostID: Audience] = [:]
    private var choices: [Address: Choices] = [:]
    /// Since when members take a break, by the world's steps.
    private var breaks: [Address: Int] = [:]
    /// Since when members do not simply get everything, and what instead.
    private var portions: [Address: (mode: Portion.Mode, since: Instant)] = [:]
    /// Until when members got roundups, who chose otherwise: what went out at that very moment is in the last of them.
    private var gatheredUntil: [Address: Instant] = [:]
    /// Who was not to get a post by itself when it went out, and who in a roundup.
    private var withheld: [PostID: Set<Address>] = [:]
    private var gathering: [PostID: (people: Set<Address>, time: Instant)] = [:]
    private var roundups: [PostID: [PostID]] = [:]
    /// In which roundup somebody got a post.
    private var rounded: [Address: [PostID: PostID]] = [:]
    /// Who follows the topics of a post that has some, when it went out.
    private var followers: [PostID: Set<Address>] = [:]
    /// Who was erased, and has been in no mail since.
    private(set) var erased: Set<Address> = []
    /// Who was to get a post when it went out, and has never left since.
    private var owed: [PostID: Set<Address>] = [:]
    /// Posts of which every copy has an end, and none was given up.
    private var finished: Set<PostID> = []
    private var reached: [PostID: Set<Address>] = [:]
    private var suspended: Set<Address> = []
    private(set) var transactions = 0
    private(set) var repeats = 0
    private(set) var taken = 0
    /// Moments at which answers may have been lost: a run that died, a disk that said no.
    var doubts = 0
    var pause = 0

    private struct Copy {
        var isTaken = false
        /// A final word, or none: then it may come again.
        var isToldTaken = false
        var doubts = 0
    }

    mutating func fault(_ text: String) { faults.append(text) }

    // MARK: What people did

    mutating func note(_ mail: SentMail) {
        sent[MailDigest(of: Message(mail.bytes))] = mail
        if mail.isAutomatic { automatic.insert(mail.messageID) }
    }

    /// Mails that the server never handed out are known by their numbers alone.
    mutating func note(quarantined bytes: [UInt8]) { handled.insert(MailDigest(of: Message(bytes))) }

    /// Mails that nothing has become of.
    var unhandled: [String] { sent.filter { !handled.contains($0.key) }.map(\.value.words).sorted() }

    // MARK: What was committed

    mutating func commit(_ transaction: Transaction) {
        transactions += 1
        // Whoever writes, or is written to in answer, is known again.
        for letter in transaction.letters { erased.remove(letter.to) }
        var mail: SentMail?
        if case .mail(let identity) = transaction.source {
            mail = sent[identity.digest]
            if let from = mail?.from { erased.remove(from) }
            let isFirst = handled.insert(identity.digest).inserted
            let isEmpty = transaction.letters.isEmpty && transaction.entries.isEmpty
            if !isFirst, !isEmpty { fault("one mail in two lines: \(transaction.entries)") }
            if mail == nil {
                unnamed.insert(identity.digest.value)
                if transaction.entries.contains(where: { !$0.isQuarantined }) {
                    fault("a line about a mail that nobody sent: \(transaction)")
                }
            }
        }
        for entry in transaction.entries { check(entry, transaction, mail) }
        for letter in transaction.letters { check(letter, transaction, mail) }
    }

    /// What says that somebody wants to join, or to leave.
    private static let yes = ["liity", "ok", "kyllä", "eroa", "lämna", "leave"]
    /// In answer to the confirm letter, who chooses a language says yes with it.
    private static let choosesLanguage = ["kieli sv", "language en"]

    private mutating func check(_ entry: Entry, _ transaction: Transaction, _ mail: SentMail?) {
        let isOurs = transaction.source == .carried || transaction.source == .admin
        /// Somebody answered what really came to them.
        func isProven(_ address: Address, _ purposes: [String]? = nil) -> Bool {
            guard let mail, !mail.isForged, mail.author == address, let answered = mail.answers else { return isOurs }
            // The subject of what comes back to a person may hold the token of a letter that they got before.
            return purposes?.contains { answered.purpose.hasPrefix($0) } ?? true || answered.subject.contains("[kutsu:")
        }
        func isWanted(_ purpose: String, _ id: String) -> Bool {
            guard let mail, !mail.isForged, let author = mail.author, let answered = mail.answers else { return isOurs }
            return SimulatedPeople.coordinators.contains(author) && answered.purpose == purpose && answered.about == id
                && ["julkaise", "publicera", "ok"].contains(mail.words)
        }
        switch entry {
        case .membership(.joined(let member)):
            if !isProven(member.address, ["join-"]) { fault("a member without proof: \(transaction)") }
            if let mail, !(Self.yes + Self.choosesLanguage).contains(mail.words) {
                fault("a member who did not say yes: \(mail.words)")
            }
            members.insert(member.address)
            languages[member.address] = member.language
            choose(Choices(), member.address)
            left[member.address] = nil
            (portions[member.address], gatheredUntil[member.address]) = (nil, nil)
        case .membership(.left(let address, let reason)):
            let isReturned = reason == .bounces && mail?.isAutomatic ?? true
            if !isReturned, !isProven(address) { fault("left without proof: \(transaction)") }
            if !isReturned, let mail, !Self.yes.contains(mail.words) { fault("left without a word: \(mail.words)") }
            members.remove(address)
            suspended.remove(address)
            choose(Choices(), address)
            left[address] = pause + 1
            portions[address] = nil
            forgetGathering(of: address)
            for id in owed.keys { owed[id]?.remove(address) }
        case .membership(.languageChanged(let address, let language)):
            if !isProven(address) { fault("another language without proof: \(transaction)") }
            languages[address] = language
            forgetGathering(of: address)
        case .choice(.chose(let address, let choice)):
            let isEnd = choice == .pause(.over) && transaction.source == .clock
            if !isEnd, !isProven(address) { fault("chosen without proof: \(transaction)") }
            var chosen = choices[address] ?? Choices()
            chosen.take(choice, at: transaction.time)
            choose(chosen, address)
            if case .portion(let mode) = choice { choose(mode, address, at: transaction.time) }
            if case .topics = choice { forgetGathering(of: address) }
        case .erasure(.erased(let address, _)):
            if !isProven(address, ["erase"]) { fault("erased without proof: \(transaction)") }
            erased.insert(address)
        case .post(.held(let post)):
            audiences[post.id] = post.audience
            switch post.kind {
            case .invitation, .cancellation: events.insert(post.id)
            case .announcement, .reminder, .digest, .roundup: break
            }
        case .post(.published(let id, _)), .post(.resumed(let id)):
            if !isWanted("post", id.text) { fault("published without a coordinator's word: \(transaction)") }
            if approved.insert(id).inserted { owe(id, at: transaction.time) }
        case .post(.cancelled(let id)): (owed[id], gathering[id]) = (nil, nil)
        case .post(.stalled(let id)):
            // A roundup that waits for a coordinator's word owes nobody anything until then.
            for gathered in roundups[id] ?? [] { gathering[gathered] = nil }
        case .post(.finished(let id, let report)): if report.delayed == 0 { finished.insert(id) }
        case .post(.dispatched(let post)): dispatch(post, transaction)
        case .item(.kept(let id)):
            if !isWanted("tip", id.text) { fault("kept without a coordinator's word: \(transaction)") }
        case .item(.received(let item)):
            if item.status != .waiting { fault("kept unseen: \(item.id)") }
        case .bounce(.suspended(let address)):
            suspended.insert(address)
            forgetGathering(of: address)
            for id in owed.keys { owed[id]?.remove(address) }
        case .bounce(.reinstated(let address)), .bounce(.suspensionLifted(let address)): suspended.remove(address)
        default: break
        }
    }

    private mutating func owe(_ id: PostID, isDigest: Bool = false, at time: Instant) {
        let audience = audiences[id] ?? .everybody
        let audienceMembers = members.filter { member in
            (audience.language == nil || languages[member] == audience.language)
                && (audience.topics.isEmpty
                    || audience.topics.contains { choices[member]?.topics.contains($0) ?? false })
        }
        if !audience.topics.isEmpty { followers[id] = audienceMembers }
        var people = audienceMembers.subtracting(suspended).filter { breaks[$0] == nil }
        let isEvent = events.contains(id)
        for (person, portion) in portions {
            if !isEvent, gatheredUntil[person] == time {
                withheld[id, default: []].insert(person)
                if people.contains(person) { gathering[id, default: ([], time)].people.insert(person) }
                continue
            }
            switch portion.mode {
            case .everything: break
            case .announcements: if isDigest { withheld[id, default: []].insert(person) }
            case .digests: if !isDigest { withheld[id, default: []].insert(person) }
            case .daily, .weekly:
                guard !isEvent, portion.since < time else { continue }
                withheld[id, default: []].insert(person)
                if people.contains(person) { gathering[id, default: ([], time)].people.insert(person) }
            }
        }
        people.subtract(withheld[id] ?? [])
        // Who answered an event gets its changes all the same.
        if isEvent { withheld[id] = nil }
        owed[id] = people
    }

    private mutating func choose(_ mode: Portion.Mode, _ address: Address, at time: Instant) {
        guard mode != portions[address]?.mode ?? .everything else { return }
        if let old = portions[address], old.mode.frequency != nil, old.since < time { gatheredUntil[address] = time }
        portions[address] = (mode, time)
        for id in owed.keys { owed[id]?.remove(address) }
    }

    private mutating func forgetGathering(of address: Address) {
        for id in gathering.keys { gathering[id]?.people.remove(address) }
    }

    /// Who takes a break is owed nothing from now on.
    private mutating func choose(_ chosen: Choices, _ address: Address) {
        choices[address] = chosen
        guard chosen.pause != .over else { return breaks[address] = nil }
        breaks[address] = breaks[address] ?? pause + 1
        for id in owed.keys { owed[id]?.remove(address) }
        forgetGathering(of: address)
    }

    /// Posts that came to their end without a copy for somebody who was to get one.
    var debts: [String] {
        let single = owed.filter { finished.contains($0.key) }.flatMap { id, people in
            people.subtracting(reached[id] ?? []).map { "\(id) never reached \($0)" }
        }
        let last = gathering.values.map(\.time).max() ?? .earliest
        // What went out lately may still be gathered.
        let gathered = gathering.filter { $0.value.time + .days(10) < last }.flatMap { id, waiting in
            waiting.people.filter { rounded[$0]?[id] == nil }.map { "\(id) was in no roundup of \($0)" }
        }
        return (single + gathered).sorted()
    }

    private mutating func dispatch(_ post: Post, _ transaction: Transaction) {
        guard transaction.source == .clock else { return fault("dispatched by somebody: \(transaction)") }
        approved.insert(post.id)
        switch post.kind {
        case .digest(_, let ids):
            for id in ids where !digested.insert(id).inserted { fault("\(id) in two digests") }
            owe(post.id, isDigest: true, at: transaction.time)
        case .roundup(_, let ids): roundups[post.id] = ids
        case .reminder(let event, let due):
            if !reminded.insert("\(event) \(due)").inserted { fault("reminded twice of \(event)") }
        default: fault("dispatched, though it must be approved: \(post.id)")
        }
    }

    private mutating func check(_ letter: Letter, _ transaction: Transaction, _ mail: SentMail?) {
        if let mail, mail.isAutomatic, !SimulatedPeople.coordinators.contains(letter.to) {
            fault("a machine was answered: \(letter.kind) \(mail.words)")
        }
        guard LetterKind.provoked.contains(letter.kind), !SimulatedPeople.coordinators.contains(letter.to) else {
            return
        }
        let now = transaction.time
        provoked[letter.to, default: []].removeAll { $0 <= now - .days(1) }
        provoked[letter.to, default: []].append(now)
        // Who answers a letter of ours may set off twice as many as anybody who uses their name.
        let isOwn = mail.map { $0.author == letter.to && $0.answers != nil } ?? false
        if provoked[letter.to, default: []].count > SimulatedYear.policy.lettersPerDay * (isOwn ? 2 : 1) {
            fault("more letters than wanted to \(letter.to)")
        }
    }

    // MARK: What went out

    /// About to be handed to the relay.
    mutating func offer(_ envelopes: [Envelope]) {
        for envelope in envelopes {
            let mail = ReceivedMail(envelope.segments.flatMap { $0 })
            if mail.answers.contains(where: automatic.contains) { fault("a machine is answered: \(mail.subject)") }
            guard mail.purpose == "copy", let id = PostID(mail.about) else { continue }
            if !approved.contains(id) { fault("a copy of what nobody approved: \(id)") }
            for recipient in envelope.recipients {
                if withheld[id]?.contains(recipient) == true {
                    fault("a copy to who chose otherwise: \(id) \(recipient)")
                }
                for gathered in roundups[id] ?? [] {
                    if let other = rounded[recipient]?[gathered], other != id { fault("\(gathered) in two roundups") }
                    if owed[gathered]?.contains(recipient) == true { fault("\(gathered) twice to \(recipient)") }
                    rounded[recipient, default: [:]][gathered] = id
                }
                if let followers = followers[id], recipient != SimulatedYear.mirror, !followers.contains(recipient) {
                    fault("a copy to who does not follow its topic: \(recipient)")
                }
                // One that has ended may not have been told yet.
                if choices[recipient]?.pause == .open, let since = breaks[recipient], since <= pause {
                    fault("a copy to who takes a break: \(recipient)")
                }
            }
            for recipient in envelope.recipients where !members.contains(recipient) {
                guard recipient != SimulatedYear.mirror else { continue }
                let isKnown = left[recipient].map { $0 <= pause } ?? true
                if isKnown { fault("a copy to who is no member: \(recipient)") }
            }
        }
    }

    private mutating func spend(_ attempt: SimulatedRelayServer.Attempt) {
        if attempt.run != spendingRun { (spent, spendingRun) = ([:], attempt.run) }
        let minute = attempt.time.secondsSince1970 / 60
        spent[minute, default: 0] += 1
        if spent[minute, default: 0] > SimulatedYear.perMinute { fault("more than the quota in a minute") }
        spent = spent.filter { $0.key > minute - 1440 }
        if spent.values.reduce(0, +) > SimulatedYear.perDay { fault("more than the quota in a day") }
    }

    mutating func take(_ attempt: SimulatedRelayServer.Attempt, _ mail: ReceivedMail) {
        let key = "\(attempt.recipient.text) \(mail.messageID)"
        var copy = copies[key, default: Copy()]
        // What was told before a doubt may be forgotten: from then on the last word counts.
        if copy.doubts != doubts { copy.isToldTaken = false }
        if copy.isToldTaken {
            fault("sent again though it was not in doubt: \(mail.messageID) to \(attempt.recipient.text)")
        }
        if attempt.isTaken {
            if copy.isTaken { repeats += 1 }
            taken += 1
            copy.isTaken = true
        }
        if case .accepted? = attempt.told { copy.isToldTaken = true }
        var isRefused = false
        if case .refused? = attempt.told { isRefused = true }
        if attempt.isTaken || isRefused, let id = PostID(mail.about) {
            reached[id, default: []].insert(attempt.recipient)
        }
        copy.doubts = doubts
        copies[key] = copy
        spend(attempt)
    }
}

extension Entry {
    fileprivate var isQuarantined: Bool { if case .forwarding(.quarantined) = self { true } else { false } }
}
