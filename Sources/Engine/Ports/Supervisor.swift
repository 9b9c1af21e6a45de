/// Whoever started the daemon and wants to know how it is: systemd, or nobody.
public protocol Supervisor: Sendable {
    func tell(_ news: SupervisorNews)
}

public enum SupervisorNews: Sendable, Hashable {
    case ready
    /// One line for `systemctl status`.
    case status(String)
    /// Still alive.
    case heartbeat
    case reloading
    case stopping
}

/// For tests and for one-shot work.
public struct NoSupervisor: Supervisor {
    public init() {}
    public func tell(_ news: SupervisorNews) {}
}
