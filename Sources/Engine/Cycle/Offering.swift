import Base
import Logging
import MailingList
import Rendering

/// Turns items into envelopes, at the moment they are sent: who left meanwhile gets nothing any more.
extension Cycle {
    func makeOffers(of items: [Dispatch.Item], recipientsPerMessage: Int) throws(LedgerError) -> [Flight.Offer] {
        var offers: [Flight.Offer] = []
        var groups: [Group: [(Dispatch.Item, Address)]] = [:]
        for item in items {
            switch item {
            case .letter(let id):
                if let offer = try letterOffer(id) { offers.append(offer) } else { dispatch.drop(item) }
            case .copy(let job, let index):
                guard let (address, language) = dispatch.jobs[job]?.recipient(index), gets(address, job) else {
                    try skip(item)
                    continue
                }
                let isShared = recipientsPerMessage > 1 && press(of: job)?.isPersonal != true
                let group = Group(job: job, language: language, index: isShared ? nil : index)
                groups[group, default: []].append((item, address))
            }
        }
        for (group, recipients) in groups {
            for start in stride(from: 0, to: recipients.count, by: recipientsPerMessage) {
                let some = recipients[start..<min(start + recipientsPerMessage, recipients.count)]
                if let offer = try copyOffer(group, Array(some)) {
                    offers.append(offer)
                } else {
                    // The words are wrong, not the recipients: tried again when an admin may have mended them.
                    for (item, _) in some {
                        let refusal = SmtpRefusal(
                            code: 451, enhanced: nil, text: "", stage: .message, subject: .message)
                        _ = dispatch.record(item, .later(refusal), at: parts.clock.now(), chance: 0.5)
                    }
                }
            }
        }
        return offers
    }

    /// Copies that can share a message.
    private struct Group: Hashable {
        var job: String
        var language: Language
        /// One recipient's number where every copy is its own message.
        var index: Int?
    }

    /// Notes copies as offered, before they are: without an answer after a crash they are in doubt.
    func noteOffered(_ offers: [Flight.Offer], at now: Instant) throws(LedgerError) {
        var indices: [String: [Int]] = [:]
        for case .copy(let job, let index) in offers.flatMap(\.items) { indices[job, default: []].append(index) }
        for (name, indices) in indices {
            let line = ProgressLine(time: now, .offered(ProgressLine.ranges(of: indices)))
            try append([line], to: name, durably: true)
        }
    }

    func address(of item: Dispatch.Item) -> Address? {
        guard case .copy(let job, let index) = item else { return nil }
        return dispatch.jobs[job]?.recipient(index)?.address
    }

    /// A member who left while a post is going out gets no further copy (Conversation.md, "Announcements").
    private func gets(_ address: Address, _ job: String) -> Bool {
        PostID(job).map {
            DecisionContext(parts.policy, ledger.state, at: parts.clock.now()).isStillRecipient(address, of: $0)
        } ?? true
    }

    private func skip(_ item: Dispatch.Item) throws(LedgerError) {
        dispatch.drop(item)
        guard case .copy(let job, let index) = item else { return }
        let address = address(of: item)
        let reason = address == nil ? "this line of recipients is unreadable" : "no member any more"
        let line = ProgressLine(
            time: parts.clock.now(), .outcome(index: index, address ?? parts.policy.address, .skipped, reason))
        try append([line], to: job, durably: false)
    }

    private func letterOffer(_ id: LetterID) throws(LedgerError) -> Flight.Offer? {
        guard let pending = ledger.state.letters[id] else { return nil }
        var post: [UInt8]?
        if case .post(let letter) = pending.letter.content, let id = letter.post {
            post = try onDisk { () throws(DiskError) in try parts.disk.read("posts/\(id.text).eml") }
        }
        do {
            let bytes = try parts.renderer.letter(id, pending, ledger.state, post: post)
            return offer([.letter(id)], to: [pending.letter.to], [bytes[...]])
        } catch {
            parts.logger.critical("a letter cannot be written: \(error)")
            statusPage.failed("\(error)", at: parts.clock.now())
            return nil
        }
    }

    private func copyOffer(_ group: Group, _ recipients: [(Dispatch.Item, Address)]) throws(LedgerError) -> Flight
        .Offer?
    {
        do {
            let named = group.index == nil ? nil : recipients[0].1
            guard press(of: group.job) != nil, let segments = try presses[group.job]?.copy(to: named, group.language)
            else { return nil }
            return offer(recipients.map(\.0), to: recipients.map(\.1), segments)
        } catch {
            parts.logger.critical("a copy cannot be written: \(error)")
            statusPage.failed("\(error)", at: parts.clock.now())
            return nil
        }
    }

    private func press(of name: String) -> CopyRenderer? {
        if presses[name] == nil { presses[name] = newPress(of: name) }
        return presses[name]
    }

    private func newPress(of name: String) -> CopyRenderer? {
        guard let job = dispatch.jobs[name] else { return nil }
        let state = ledger.state
        if let post = PostID(name).flatMap({ state.posts[$0] }) {
            guard let matter = CopyContent(of: post, state) else { return nil }
            return CopyRenderer(.post(post, matter), message: job.message, renderer: parts.renderer)
        }
        guard let forward = ForwardID(name).flatMap({ state.forwards[$0] }) else { return nil }
        let isMember = state.members.contains(forward.from.address)
        let subject = forward.post.flatMap { state.posts[$0]?.subject }
        return CopyRenderer(
            .forward(forward, isMember: isMember, subjectOfPost: subject), message: job.message,
            renderer: parts.renderer)
    }

    private func offer(_ items: [Dispatch.Item], to: [Address], _ segments: [ArraySlice<UInt8>]) -> Flight.Offer {
        envelopeNumber += 1
        let envelope = Envelope(
            id: envelopeNumber, sender: parts.policy.address, recipients: to, segments: segments)
        return Flight.Offer(items: items, envelope: envelope)
    }
}
