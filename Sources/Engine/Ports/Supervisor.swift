/// Whoever started the daemon and wants to know how it is: systemd, or nobody.
package protocol Supervisor: Sendable {
    func tell(_ news: SupervisorNews)
}

package enum SupervisorNews: Sendable, Hashable {
    case ready
    /// One line for `systemctl status`.
    case status(String)
    /// Still alive.
    case heartbeat
    case reloading
    case stopping
}

/// For tests and for one-shot work.
package struct NoSupervisor: Supervisor {
    package init() {}
    package func tell(_ news: SupervisorNews) {}
}
