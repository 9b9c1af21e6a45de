import Base
import Logging
import MailingList
import Rendering

/// Turns a batch into messages, at the moment they are sent: who left meanwhile gets nothing any more. What cannot be put
/// into words waits, and holds up nothing else.
extension Cycle {
    /// One message, and where its recipients stand in the batch, in their order.
    struct Offer {
        var places: [Int]
        var envelope: Envelope
        /// The job and its recipients where it is a copy.
        var job: String?
        var indices: [Int] = []
    }

    /// The offers of a batch, by the numbers of their envelopes, which follow one another.
    struct Offers: Sendable {
        private let all: [Offer]

        init(_ all: [Offer]) { self.all = all }

        subscript(envelope: UInt64) -> Offer? {
            guard let first = all.first?.envelope.id, envelope >= first, envelope - first < UInt64(all.count) else {
                return nil
            }
            return all[Int(envelope - first)]
        }
    }

    private struct Recipient {
        var place: Int
        var index: Int
        var address: Address
    }

    func makeOffers(of items: [SendItem], through route: Int) -> [Offer] {
        let messages = delivery.routes[route].batch?.placesOfMessages ?? []
        let context = DecisionContext(parts.policy, ledger.state, at: parts.clock.now())
        return messages.compactMap { places in
            switch items[places.lowerBound] {
            case .letter(let id): letterOffer(id, places.lowerBound, of: route)
            case .copy(let job, _): copyOffer(job, items, places, of: route, context)
            }
        }
    }

    /// The mail at a place of a route's batch is not offered.
    func passOver(_ place: Int, of route: Int, _ reason: Delivery.Reason) {
        tell(.notOffered(route: route, place: place, reason, chance: parts.entropy.fraction()))
    }

    /// Nil where the copy is not to be sent any more.
    private func recipient(
        _ index: Int, of job: String, _ place: Int, of route: Int, _ context: DecisionContext
    ) -> (address: Address, language: Language)? {
        guard let recipient = delivery.jobs[job]?.recipient(index) else {
            passOver(
                place, of: route, .unwanted(parts.policy.address, "this line of recipients is unreadable"))
            return nil
        }
        // What a person wrote to the coordinators goes to them whoever is a member.
        guard let post = PostID(job), !context.isStillRecipient(recipient.address, of: post) else {
            return recipient
        }
        passOver(place, of: route, .unwanted(recipient.address, "no member any more"))
        return nil
    }

    private func letterOffer(_ id: LetterID, _ place: Int, of route: Int) -> Offer? {
        guard let pending = ledger.state.letters[id] else {
            passOver(place, of: route, .unwanted(parts.policy.address, ""))
            return nil
        }
        do throws(RenderError) {
            return offer([place], to: [pending.letter.to], try letter(id, pending))
        } catch {
            tellOf(error, at: .letter(id))
            passOver(place, of: route, .unrenderable)
            return nil
        }
    }

    private func letter(_ id: LetterID, _ pending: PendingLetter) throws(RenderError) -> [ArraySlice<UInt8>] {
        do {
            var post: [UInt8]?
            var outlook = SendingOutlook()
            if case .post(let letter) = pending.letter.content {
                if let id = letter.post { post = try parts.disk.read("posts/\(id.text).eml") }
                outlook = self.outlook(for: letter)
            }
            return try parts.renderer.slices(
                of: id, pending, in: ledger.state, post: post, outlook: outlook)
        } catch {
            throw RenderError(description: "a letter cannot be written: \(error)")
        }
    }

    /// One message, for all who still get it.
    private func copyOffer(
        _ job: String, _ items: [SendItem], _ places: Range<Int>, of route: Int, _ context: DecisionContext
    ) -> Offer? {
        var recipients: [Recipient] = []
        var shared: Language?
        for place in places {
            guard case .copy(_, let index) = items[place],
                let (address, language) = recipient(index, of: job, place, of: route, context)
            else { continue }
            recipients.append(Recipient(place: place, index: index, address: address))
            shared = language
        }
        guard let language = shared else { return nil }
        do throws(RenderError) {
            let isShared = delivery.isShared(job, on: route)
            let segments = try copy(of: job, to: isShared ? nil : recipients.first?.address, language)
            var offer = offer(recipients.map(\.place), to: recipients.map(\.address), segments)
            (offer.job, offer.indices) = (job, recipients.map(\.index))
            return offer
        } catch {
            tellOf(error, at: .copies(job: job, language))
            for recipient in recipients { passOver(recipient.place, of: route, .unrenderable) }
            return nil
        }
    }

    private func copy(
        of job: String, to address: Address?, _ language: Language
    ) throws(RenderError) -> [ArraySlice<UInt8>] {
        try openRenderer(of: job)
        do {
            guard let segments = try copyRenderers[job]?.copy(to: address, language) else {
                throw RenderError(description: "what it is about is not known any more")
            }
            return segments
        } catch {
            throw RenderError(description: "a copy cannot be written: \(error)")
        }
    }

    private func tellOf(_ error: RenderError, at place: TroubleLog.Place) {
        note(error.description, at: place)
    }

    private func offer(_ places: [Int], to: [Address], _ segments: [ArraySlice<UInt8>]) -> Offer {
        newestEnvelope += 1
        let envelope = Envelope(
            id: newestEnvelope, sender: parts.policy.address, recipients: to, segments: segments)
        return Offer(places: places, envelope: envelope)
    }
}

/// What the copies of a job are made from.
extension Cycle {
    private func openRenderer(of name: String) throws(RenderError) {
        guard copyRenderers[name] == nil, let kind = copyKind(of: name) else { return }
        do throws(LedgerError) {
            let message = try JobFolder(name: name, disk: parts.disk).message()
            copyRenderers[name] = CopyRenderer(kind, message: message, renderer: parts.renderer)
        } catch {
            throw RenderError(description: "a copy cannot be written: \(error)")
        }
    }

    /// Nil where the state does not know any more what the job is about.
    private func copyKind(of name: String) -> CopyRenderer.Kind? {
        let state = ledger.state
        if let post = PostID(name).flatMap({ state.posts[$0] }) {
            return CopyContent(of: post, in: state).map { .post(post, $0) }
        }
        guard let forward = ForwardID(name).flatMap({ state.forwards[$0] }) else { return nil }
        return .forward(
            forward, isMember: state.members.contains(forward.from.address),
            subjectOfPost: forward.post.flatMap { state.posts[$0]?.subject })
    }
}

/// Why a mail cannot be put into words: a template, or a file that it is made from.
private struct RenderError: Error, CustomStringConvertible {
    let description: String
}
