import Base
import Engine
import Mail
import MailingList
import Sandbox

/// Plays a story on a stage: does each step, waits for what must come of it, and shows what goes by.
struct StoryPlayer {
    let stage: SandboxStage
    let teller: StoryTeller
    let pace: StoryPace
    private let judge: StoryJudge
    /// The UID up to which each inbox was looked at.
    private var looked: [Persona: UInt32] = [:]
    /// The last mail from the list to each.
    private var last: [Persona: Message] = [:]
    private var past = StoryPast()
    /// Mails that went by, both ways.
    private(set) var mails = 0

    init(stage: SandboxStage, teller: StoryTeller, pace: StoryPace) {
        self.stage = stage
        self.teller = teller
        self.pace = pace
        judge = StoryJudge(context: stage.context)
    }

    /// Why a story ended early.
    enum Interruption: Error {
        /// Something did not happen as it should, and the page says what.
        case failed
        case cancelled
        case refused(CommandError)
    }

    mutating func play(_ story: Story) async throws(Interruption) {
        for (number, scene) in story.scenes.enumerated() {
            teller.title("\(number + 1)  \(scene.title)")
            for step in scene.steps {
                try await play(step)
                await pace.turn()
                if Task.isCancelled { throw .cancelled }
            }
        }
    }

    private mutating func play(_ step: Story.Step) async throws(Interruption) {
        teller.remark(step.remark)
        let uid: UInt32
        do { uid = try act(step) } catch { throw .refused(error) }
        var open = step.expects
        while let event = await next(uid, isLast: open.isEmpty) {
            switch event {
            case .isDone:
                if step.expects.isEmpty { teller.good("no mail came of it") }
                return
            case .mail(let mail, let recipient): try take(mail, for: recipient, &open)
            }
        }
        if Task.isCancelled { throw .cancelled }
        for missing in open { teller.bad("did not come: \(missing.description)") }
        if open.isEmpty { teller.bad("the list did not put the mail aside as done") }
        throw .failed
    }

    /// Does what the step says. Answers with the number of the mail that the list got; 0 where it got none.
    private mutating func act(_ step: Story.Step) throws(CommandError) -> UInt32 {
        if case .sendsDigest = step.does {
            let context = stage.context
            past.tips = try context.openReadOnly().items.kept(in: .tips)
            var ledger = try context.ledger(on: context.disk())
            _ = try context.decide(.sendDigest(.tips), in: &ledger)
            return 0
        }
        let bytes = write(step)
        mails += 1
        teller.show(Message(bytes), to: "the list", sender: step.pretender)
        return try stage.post(bytes)
    }

    private mutating func take(
        _ mail: Message, for recipient: Persona, _ open: inout [Story.Expectation]
    ) throws(Interruption) {
        mails += 1
        let index = open.firstIndex { judge.isMeant(mail, for: recipient, $0, about: past) }
        guard let index else {
            teller.show(mail, to: recipient.name)
            for missing in open { teller.plain("    expected: \(missing.description)") }
            teller.bad("nobody expected this mail")
            throw .failed
        }
        let expectation = open.remove(at: index)
        teller.show(mail, to: recipient.name, expectation.excerpt)
        let findings = judge.findings(mail, for: recipient, expectation, about: past)
        for finding in findings { finding.isGood ? teller.good(finding.text) : teller.bad("not so: \(finding.text)") }
        guard findings.allSatisfy(\.isGood) else { throw .failed }
        last[recipient] = mail
    }

    private enum Event: Sendable {
        case mail(Message, Persona)
        /// The list is through with the step's mail.
        case isDone
    }

    /// What happens next; nil where nothing does.
    /// - Parameter isLast: whether no mail is expected any more.
    private mutating func next(_ uid: UInt32, isLast: Bool) async -> Event? {
        let (store, looked) = (stage.store, looked)
        let event = await StoredMailWatch(store: store).answer { () -> (Event, UInt32)? in
            for persona in Cast.everybody {
                let new = store.messages(of: persona.address).first { $0.uid > looked[persona, default: 0] }
                if let new { return (.mail(Message(new.bytes), persona), new.uid) }
            }
            let isDone = isLast && store.message(uid, of: Cast.listAddress) == nil
            return isDone ? (.isDone, 0) : nil
        }
        if case .mail(_, let persona)? = event?.0 { self.looked[persona] = event?.1 }
        return event?.0
    }

    private mutating func write(_ step: Story.Step) -> [UInt8] {
        let draft = PersonaMail(number: mails, time: SystemClock().now().secondsSince1970)
        past.writer = step.who
        switch step.does {
        case .writes(let subject, let text):
            past.words = text
            return draft.new(from: step.who, subject: subject, text: text)
        case .answers(let text):
            past.words = text
            return draft.answer(to: last[step.who] ?? Message([]), from: step.who, text: text)
        case .isAway(let text):
            return draft.awayNotice(to: last[step.who] ?? Message([]), from: step.who, text: text)
        case .announces(let announcement):
            past.announcement = announcement
            return draft.announcement(announcement, from: step.who)
        case .invites(let meeting):
            past.meeting = meeting
            return draft.invitation(meeting, from: step.who)
        case .participates(let participation):
            return draft.participation(participation, in: last[step.who] ?? Message([]), from: step.who)
        case .sendsDigest: return []
        case .forges(let victim, let subject): return draft.new(from: victim, subject: subject, text: "")
        }
    }
}

extension Story.Step {
    /// Who hides behind another's From line.
    fileprivate var pretender: Persona? {
        if case .forges = does { who } else { nil }
    }
}

extension Story.Expectation {
    /// A copy's end is its footer; what was passed on begins with the question and ends with a note.
    fileprivate var excerpt: StoryTeller.Excerpt {
        switch self {
        case .letter: StoryTeller.Excerpt()
        case .copy: StoryTeller.Excerpt(first: 2, last: 2)
        case .invitation, .digest: StoryTeller.Excerpt(first: 8)
        case .forward: StoryTeller.Excerpt(first: 1, last: 4)
        }
    }
}
