import Base
import Mail
import Sandbox

/// Keeping it open.
extension SandboxShow {
    /// Lets the list work, and shows each mail that goes by, until the task is cancelled.
    func stay() async -> Result<Void, CommandError> {
        let (passing, continuation) = AsyncStream.makeStream(of: (mail: Message, account: String).self)
        let store = stage.store
        let observation = store.observe { change in
            guard change.folder == "INBOX", let uid = change.arrived,
                let stored = store.message(uid, of: change.account)
            else { return }
            let mail = Message(stored.bytes)
            if change.account == Cast.listAddress { Self.giveAccounts(to: mail, in: store) }
            continuation.yield((mail, change.account))
        }
        defer { store.stopObserving(observation) }
        let list: RunningList
        let guide = SandboxGuide(stage: stage)
        do {
            try stage.directory.write(guide.muttrc, to: "muttrc")
            list = try RunningList(stage.context, executor: stage.executor, logger: logger)
        } catch {
            return .failure(error)
        }
        teller.title("The sandbox stays open")
        for paragraph in guide.paragraphs {
            teller.remark(paragraph.title)
            for line in paragraph.lines { teller.plain("    " + line) }
        }
        for await (mail, account) in passing {
            teller.show(mail, to: account, StoryTeller.Excerpt(first: 12, last: 2))
        }
        await list.stop()
        return .success(())
    }

    /// Whoever writes to the list can be answered.
    private static func giveAccounts(to mail: Message, in store: MailStore) {
        for author in mail.from.mailboxes where store.account(receiving: author.address.text) == nil {
            store.addAccount(author.address.text, password: SandboxStage.password)
        }
    }
}
