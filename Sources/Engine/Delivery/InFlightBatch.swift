import Base

/// What was handed to a route in one go. Places never change, so an answer names its mail by the place.
struct InFlightBatch: Equatable, Sendable {
    /// Nil where nothing more is to come.
    private var items: [SendItem?]
    /// The message of each place, ascending.
    private let numbers: [Int]
    private var messages: [Message]
    /// The places whose mails are noted as offered: from then on they are with the relay, before they are not.
    private var offered: Set<Int> = []
    /// Whether the server said of anything in it what becomes of it, if only "later".
    private(set) var hasAnswers = false
    /// Whether it decided about anything for good.
    private(set) var hasProgress = false

    /// Refused, and perhaps not for their own sake: what comes after them tells.
    private var suspects: [Suspect] = []

    struct Suspect: Equatable, Sendable {
        var item: SendItem
        var refusal: SmtpRefusal
    }

    /// One message of it, which has a recipient at each of its places.
    struct Message: Equatable, Sendable {
        var share: QuotaShare
        /// Places for which something is still to come.
        var open = 1
        /// Whether it counts against the quota already.
        var isSpent = false
    }

    /// What of a reservation came to its end.
    struct Settlement: Equatable, Sendable {
        var share: QuotaShare
        var spent = MailAmount()
        var released = MailAmount()
    }

    init(_ items: [SendItem], _ numbers: [Int], _ messages: [Message]) {
        (self.items, self.numbers, self.messages) = (items, numbers, messages)
    }

    var all: [SendItem] { items.compactMap { $0 } }

    /// The places of each message.
    var placesOfMessages: [Range<Int>] {
        var places: [Range<Int>] = []
        places.reserveCapacity(messages.count)
        for place in numbers.indices {
            if let last = places.last, numbers[last.lowerBound] == numbers[place] {
                places[places.count - 1] = last.lowerBound..<(place + 1)
            } else {
                places.append(place..<(place + 1))
            }
        }
        return places
    }

    /// The places for which something is still to come.
    var unanswered: [Int] { items.indices.filter { items[$0] != nil } }

    /// Whether anything in it went to the relay.
    var isOffered: Bool { !offered.isEmpty }

    func isOffered(_ place: Int) -> Bool { offered.contains(place) }

    /// How many mails it began with.
    var count: Int { items.count }

    /// The mail at a place; nil where it has its end, or there is none.
    func item(at place: Int) -> SendItem? { items.indices.contains(place) ? items[place] : nil }

    /// The mails at these places go to the relay: those of them that did not before.
    mutating func offer(_ places: [Int]) -> [SendItem] {
        places.compactMap { place in
            guard items.indices.contains(place), let item = items[place], offered.insert(place).inserted else {
                return nil
            }
            return item
        }
    }

    /// Of each share, what these places hold of messages that were not offered before.
    func amounts(of places: [Int]) -> [(share: QuotaShare, amount: MailAmount)] {
        var amounts = [QuotaShare.letters: MailAmount(), .posts: MailAmount()]
        var counted: Set<Int> = []
        for place in places where items.indices.contains(place) && items[place] != nil && !isOffered(place) {
            let share = messages[numbers[place]].share
            let isFirst = counted.insert(numbers[place]).inserted
            amounts[share, default: MailAmount()] += MailAmount(messages: isFirst ? 1 : 0, recipients: 1)
        }
        return QuotaShare.allCases.compactMap { share in
            amounts[share].flatMap { $0.isNothing ? nil : (share, $0) }
        }
    }

    /// What the end of this place means for the quota. A message counts once, with the first recipient that was tried.
    mutating func settle(_ place: Int, isTried: Bool) -> Settlement {
        let number = numbers[place]
        var settlement = Settlement(share: messages[number].share)
        messages[number].open -= 1
        if isTried {
            settlement.spent = MailAmount(messages: messages[number].isSpent ? 0 : 1, recipients: 1)
            messages[number].isSpent = true
        } else {
            let isOver = messages[number].open == 0 && !messages[number].isSpent
            settlement.released = MailAmount(messages: isOver ? 1 : 0, recipients: 1)
        }
        return settlement
    }

    /// The mail at a place that is not to be offered; nil where that is too late, or there is none.
    mutating func passOver(_ place: Int) -> SendItem? { isOffered(place) ? nil : take(place) }

    /// The mail that an answer is about; nil where it has one, or was not offered.
    mutating func answer(_ place: Int, _ outcome: Outcome) -> SendItem? {
        guard isOffered(place), let item = take(place) else { return nil }
        switch outcome {
        case .accepted, .refused: (hasAnswers, hasProgress) = (true, true)
        case .later: hasAnswers = true
        case .unknown, .notTried: break
        }
        return item
    }

    mutating func suspect(_ item: SendItem, _ refusal: SmtpRefusal) {
        suspects.append(Suspect(item: item, refusal: refusal))
    }

    mutating func takeSuspects() -> [Suspect] {
        defer { suspects = [] }
        return suspects
    }

    private mutating func take(_ place: Int) -> SendItem? {
        guard items.indices.contains(place) else { return nil }
        defer { items[place] = nil }
        return items[place]
    }
}
