import Base

/// Tells that another process may have written to the journal, such as an admin's command.
package protocol JournalWatch: Sendable {
    /// Returns when the journal may have changed since the last call, or since the watch began; at the latest when the
    /// task is cancelled. Our own writes may count too.
    func waitForChange() async
}
