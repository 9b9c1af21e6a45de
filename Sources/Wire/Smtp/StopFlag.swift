import Synchronization

/// Asks a batch to end early: see ``SmtpSession/send(_:until:onResults:)``.
///
/// It may be raised from any thread, before the batch begins or while it goes on, and stays raised. Each batch has its
/// own, so that one that is raised too late stops no other batch.
package final class StopFlag: Sendable {
    private let flag = Atomic(false)

    package init() {}

    package var isRaised: Bool { flag.load(ordering: .acquiring) }

    package func raise() { flag.store(true, ordering: .releasing) }
}
