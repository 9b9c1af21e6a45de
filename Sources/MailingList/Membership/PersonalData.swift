import Base

/// All that the list holds of one person (GDPR article 15).
package struct PersonalData: Sendable {
    package let address: Address
    /// Nil where the person is no member.
    package let member: Member?
    /// The sentence that the member agreed to, where it was kept.
    package let sentence: String?
    /// What the person sent and is still held, in the order it came.
    package let items: [Item]
    package let answers: [(event: Event, answer: EventAnswer)]
    /// Whatever else names the address, as the files say it: mail that came back, letters that were written, mails that
    /// were passed on.
    package let notes: [String]

    package init(of address: Address, in list: DecisionContext) {
        let state = list.state
        self.address = address
        member = state.members[address]
        sentence = member.flatMap { state.wordings[$0.consent.wording] }
        items = state.items.all.filter { $0.author.address == address }
        answers = state.events.answers(of: address)
        notes = state.notes(about: address, at: list.now)
    }

    package var isEmpty: Bool { member == nil && items.isEmpty && answers.isEmpty && notes.isEmpty }
}
