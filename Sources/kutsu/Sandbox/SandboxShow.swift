import Logging
import Sandbox

/// One sandbox from its first line to its last.
struct SandboxShow: Sendable {
    let stage: SandboxStage
    let teller: StoryTeller
    /// Whether a key goes on from step to step.
    let isPaced: Bool
    let logger: Logger

    /// All that was asked for, one after the other.
    func run(_ story: Story?, thenStay: Bool) async -> Result<Void, CommandError> {
        if let story, case .failure(let error) = await play(story) { return .failure(error) }
        return thenStay ? await stay() : .success(())
    }

    /// Plays the story with the list at work, and looks at the files when it has stopped.
    private func play(_ story: Story) async -> Result<Void, CommandError> {
        let began = ContinuousClock.now
        teller.title("A day in the life of a list")
        teller.remark(
            "\(Cast.listAddress), its mail server and its people live in this process. Mail goes through IMAP "
                + "and SMTP on 127.0.0.1, by libcurl, as it would in earnest.")
        do throws(CommandError) {
            let mails = try await perform(story)
            guard try StoryEnd(stage: stage, teller: teller).check(story) else { throw .world(Self.failure) }
            teller.plain("")
            teller.good("All of it happened: \(mails) mails in \(Self.text(ContinuousClock.now - began)).")
            return .success(())
        } catch {
            return .failure(error)
        }
    }

    /// How many mails went by.
    private func perform(_ story: Story) async throws(CommandError) -> Int {
        let list = try RunningList(stage.context, executor: stage.executor, logger: logger)
        var player = StoryPlayer(
            stage: stage, teller: teller,
            pace: StoryPace(executor: stage.executor, page: teller.page, waits: isPaced))
        do throws(StoryPlayer.Interruption) {
            try await player.play(story)
        } catch {
            await list.stop()
            switch error {
            case .failed: throw .world(Self.failure)
            case .cancelled: throw .world("stopped before the end of the story")
            case .refused(let error): throw error
            }
        }
        await list.stop()
        return player.mails
    }

    private static let failure = "the story did not go as it should; --verbose shows what the list's daemon says"

    /// Runs the work. A signal cancels it; what it answers then is waited for.
    func untilSignal<R: Sendable>(
        _ signals: AsyncStream<Int32>, _ work: @escaping @Sendable () async -> R
    ) async -> R {
        let work = Task { await work() }
        let listening = Task {
            for await _ in signals { work.cancel() }
        }
        defer { listening.cancel() }
        return await work.value
    }

    private static func text(_ length: Duration) -> String {
        let tenths = length / .milliseconds(100)
        return "\(Int(tenths) / 10).\(Int(tenths) % 10) s"
    }
}
