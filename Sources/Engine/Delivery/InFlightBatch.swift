import Base

/// What was handed to a route in one go. Places never change, so an answer names its mail by the place.
struct InFlightBatch: Equatable, Sendable {
    /// Nil where nothing more is to come.
    private var items: [SendItem?]
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

    init(_ items: [SendItem]) { self.items = items }

    /// The places for which something is still to come.
    var unanswered: [Int] { items.indices.filter { items[$0] != nil } }

    /// Whether anything in it went to the relay.
    var isOffered: Bool { !offered.isEmpty }

    func isOffered(_ place: Int) -> Bool { offered.contains(place) }

    /// The mails at these places go to the relay: those of them that did not before.
    mutating func offer(_ places: [Int]) -> [SendItem] {
        places.compactMap { place in
            guard items.indices.contains(place), let item = items[place], offered.insert(place).inserted else {
                return nil
            }
            return item
        }
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
