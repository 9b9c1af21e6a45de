import Base
import Logging
import OAuth
import Synchronization

/// What the log says of tokens: each failure once until it changes, that it is over, and once a day what ends soon.
final class TokenNews: Sendable {
    private struct State {
        var failure: String?
        var told: [Expiry: Instant] = [:]
    }

    private let logger: Logger?
    private let values: RemedyValues
    private let state = Mutex(State())

    /// - Parameter logger: nil for commands, which answer instead.
    init(logger: Logger?, values: RemedyValues) {
        self.logger = logger
        self.values = values
    }

    func renewed() {
        let wasFailing = state.withLock { state in
            defer { state.failure = nil }
            return state.failure != nil
        }
        if wasFailing { logger?.notice("tokens: the identity provider gives tokens again") }
    }

    func failed(_ refusal: TokenRefusal) {
        // Ids and times differ each time and make no news.
        let essence = "\(refusal.status) \(refusal.error ?? "") \(refusal.codes)"
        let isNew = state.withLock { state in
            defer { state.failure = essence }
            return state.failure != essence
        }
        guard isNew else { return }
        let advice = Doctor.advice(on: refusal, values).map { ". \($0.text)" } ?? ""
        logger?.error("tokens: \(refusal)\(advice)")
    }

    func tell(_ expiries: [Expiry], at now: Instant) {
        for expiry in expiries where expiry.isNear(at: now) {
            let isDue = state.withLock { state in
                if let last = state.told[expiry], now.since(last) < .days(1) { return false }
                state.told[expiry] = now
                return true
            }
            if isDue { logger?.warning("\(expiry.sentence(at: now))") }
        }
    }
}

extension Expiry {
    /// What ends, when, and what to do.
    func sentence(at now: Instant) -> String {
        switch subject {
        case .certificate:
            "the application's certificate \(words(at: now)): make another, register it beside the old one, then replace "
                + "the files"
        case .signIn: "the sign-in at the mailbox's provider \(words(at: now)): kutsu login"
        }
    }
}
