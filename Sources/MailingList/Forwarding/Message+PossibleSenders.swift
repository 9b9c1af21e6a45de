import Base
import Mail

extension Message {
    /// Who may have written a mail whose From is no one address, or that goes beyond a limit: first the one whom a word about
    /// it may reach. Several in From, and then the one in Sender first (RFC 5322 section 3.6.2); where From holds no address,
    /// the Sender, or where bounces go.
    ///
    /// Empty where signs that nobody sits behind it may have been cut off, or where it has fields of lists.
    var possibleSenders: [Address] {
        guard defects.isDisjoint(with: [.headerTooLarge, .tooManyFields]),
            !header.fields.contains(where: { $0.name.lowercased().hasPrefix("list-") })
        else { return [] }
        let from = self.from
        let writers = from.mailboxes.map(\.address)
        let senders = sender.mailboxes.map(\.address)
        if writers.isEmpty, !from.hasGroup {
            let path = returnPath.flatMap { Address($0) }
            return senders.count == 1 ? senders : senders.isEmpty ? path.map { [$0] } ?? [] : []
        }
        guard writers.count == from.count, writers.count <= Self.mostSenders, !from.hasGroup else { return [] }
        guard let sender = senders.first, senders.count == 1, writers.contains(sender) else { return writers }
        return [sender] + writers.filter { $0 != sender }
    }

    /// More people than write one mail together.
    private static var mostSenders: Int { 10 }
}
