import Base
import MailingList

/// A batch while it is put together: which mails, and which of them share a message.
struct BatchPlan: Equatable, Sendable {
    private(set) var room: BatchRoom
    private var items: [SendItem] = []
    /// The message of each item.
    private var numbers: [Int] = []
    private var messages: [InFlightBatch.Message] = []
    /// Messages that take more recipients.
    private var unfilled: [Group: Unfilled] = [:]

    /// Copies that can share a message.
    struct Group: Hashable, Sendable {
        var job: String
        var language: Language
    }

    private struct Unfilled: Equatable, Sendable {
        var number: Int
        var left: Int
    }

    init(_ room: BatchRoom) { self.room = room }

    var isEmpty: Bool { items.isEmpty }

    /// A message to one recipient.
    mutating func add(_ item: SendItem, _ share: QuotaShare) {
        open(item, share)
        room.take(.one, of: share)
    }

    /// A recipient of a message of this group, which takes at most so many. False where there is no room for it.
    mutating func add(_ item: SendItem, _ share: QuotaShare, to group: Group, atMost most: Int) -> Bool {
        if let message = unfilled[group], message.left > 0 {
            guard room.recipients(of: share) > 0 else { return false }
            items.append(item)
            numbers.append(message.number)
            messages[message.number].open += 1
            unfilled[group] = Unfilled(number: message.number, left: message.left - 1)
            room.take(MailAmount(messages: 0, recipients: 1), of: share)
        } else {
            guard room.messages(of: share) > 0 else { return false }
            unfilled[group] = Unfilled(number: messages.count, left: most - 1)
            add(item, share)
        }
        return true
    }

    private mutating func open(_ item: SendItem, _ share: QuotaShare) {
        items.append(item)
        numbers.append(messages.count)
        messages.append(InFlightBatch.Message(share: share))
    }

    /// Of each share, what it holds.
    var amounts: [(share: QuotaShare, amount: MailAmount)] {
        QuotaShare.allCases.map { share in
            let some = messages.filter { $0.share == share }
            return (share, MailAmount(messages: some.count, recipients: some.reduce(0) { $0 + $1.open }))
        }
    }

    /// The batch, with the recipients of each message side by side.
    func batch() -> InFlightBatch {
        if unfilled.isEmpty { return InFlightBatch(items, numbers, messages) }
        let order = items.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
        return InFlightBatch(order.map { items[$0] }, order.map { numbers[$0] }, messages)
    }
}
