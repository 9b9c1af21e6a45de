import Base
import Engine
import MailingList
import Sandbox

/// What the files say when the story is over and the list has stopped: read anew, as the next start would.
struct StoryEnd {
    let stage: SandboxStage
    let teller: StoryTeller

    /// False where anything is not as it should be.
    func check(_ story: Story) throws(CommandError) -> Bool {
        teller.title("What the files say")
        let state = try stage.context.openReadOnly()
        var addresses: [String] = []
        state.members.forEach { addresses.append($0.address.text) }
        let names = story.members.map(\.firstName).joined(separator: " and ")
        let waiting = state.letters.count + state.forwards.ids.count + state.posts.all.count { $0.status != .finished }
        let inbox = stage.store.messages(of: Cast.listAddress).count
        let refused = stage.store.refusedLogins
        return [
            say(
                addresses.sorted() == story.members.map(\.address).sorted(),
                "the members are \(names), and nobody else",
                but: "members are \(addresses.sorted().joined(separator: ", "))"),
            say(
                waiting + inbox == 0, "nothing is left to do",
                but: "\(waiting) things wait in the files, \(inbox) mails in the mailbox"),
            say(refused == 0, "no login was refused", but: "\(refused) were"),
        ].allSatisfy { $0 }
    }

    private func say(_ isSo: Bool, _ text: String, but truth: String) -> Bool {
        isSo ? teller.good(text) : teller.bad("expected: \(text); but \(truth)")
        return isSo
    }
}
