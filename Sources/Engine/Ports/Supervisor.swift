/// Whoever started the daemon and wants to know how it is: systemd, or nobody.
package protocol Supervisor: Sendable {
    /// How often a heartbeat is wanted, at least; nil where nobody listens for one.
    var heartbeatInterval: Duration? { get }
    func notify(_ news: SupervisorNews)
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
    package var heartbeatInterval: Duration? { nil }
    package func notify(_ news: SupervisorNews) {}
}
