import Base
import Engine
import Logging
import MailingList
import OAuth
import Wire

/// Mails the coordinators of what ends within thirty days, once for each end, beside the daemon's own work.
struct ExpiryNotice: Sendable {
    private static let toldFile = "oauth.told"

    private let context: ListContext
    private let keeper: TokenKeeper
    private let executor: PollExecutor
    private let disk: FileDisk
    private let clock: any Clock
    private let logger: Logger

    init(
        _ context: ListContext, keeper: TokenKeeper, executor: PollExecutor, logger: Logger
    ) throws(CommandError) {
        (self.context, self.keeper, self.executor, self.logger) = (context, keeper, executor, logger)
        disk = try context.disk()
        clock = try context.clock()
    }

    func run() async {
        while !Task.isCancelled {
            await tell()
            await clock.sleep(.seconds(3600))
        }
    }

    private func tell() async {
        let now = clock.now()
        let near = await keeper.expiries.filter { $0.isNear(at: now) }
        // What was renewed is forgotten; what could not be told is tried again.
        var told = told.intersection(near.map(Self.line))
        for expiry in near where !told.contains(Self.line(expiry)) {
            guard await send(letter(expiry, at: now)) else { continue }
            told.insert(Self.line(expiry))
            logger.notice("the coordinators were told by mail: \(expiry.sentence(at: now))")
        }
        remember(told)
    }

    /// How an end is written down.
    private static func line(_ expiry: Expiry) -> String { "\(expiry.subject.rawValue) \(expiry.ends.text)" }

    private var told: Set<String> {
        guard let bytes = try? disk.read(Self.toldFile) else { return [] }
        return Set(String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init))
    }

    /// Where the disk takes nothing they are told once more after a restart.
    private func remember(_ lines: Set<String>) {
        guard lines != told else { return }
        let text = lines.sorted().map { $0 + "\n" }.joined()
        do throws(DiskError) {
            try disk.write(Array(text.utf8), to: Self.toldFile + ".new")
            try disk.sync(Self.toldFile + ".new")
            try disk.rename(Self.toldFile + ".new", to: Self.toldFile)
        } catch {
            logger.debug("\(error)")
        }
    }

    private func letter(_ expiry: Expiry, at now: Instant) -> ExpiryLetter {
        let policy = context.policy
        let language = policy.defaultLanguage
        let file = context.configuration.file
        return ExpiryLetter(
            list: policy.address, title: policy.title(in: language), coordinators: policy.coordinators,
            language: language, expiry: expiry, end: context.zone.local(of: expiry.ends).civil,
            command: expiry.subject == .signIn ? "kutsu login -c \(file)" : "kutsu check -c \(file)",
            messageID: "kutsu-expiry.\(Hex.text(SystemEntropy().bytes(8)))@\(policy.address.domain.text)", now: now)
    }

    /// Whether a relay took it for somebody.
    private func send(_ letter: ExpiryLetter) async -> Bool {
        for settings in context.configuration.relays {
            let accepted = Accepted()
            do throws(WireError) {
                let relay = try RelayAdapter(settings, keeper: keeper, executor: executor)
                let bytes = letter.bytes
                let envelopes = letter.coordinators.enumerated().map { index, coordinator in
                    Envelope(
                        id: UInt64(index), sender: letter.list, recipients: [coordinator], segments: [bytes[...]])
                }
                // The delivery tells of a relay that does not answer.
                try? await relay.send(
                    envelopes, offer: { Set($0) }, report: { results, _ in await accepted.add(results) })
                await relay.close()
            } catch {
                continue
            }
            if await accepted.isAny { return true }
        }
        return false
    }
}

private actor Accepted {
    private(set) var isAny = false

    func add(_ results: [EnvelopeResult]) {
        for case .accepted in results.flatMap(\.outcomes) { isAny = true }
    }
}
