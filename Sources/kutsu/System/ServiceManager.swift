import Engine
import Glibc

/// Tells systemd the state of the service, with one datagram to `$NOTIFY_SOCKET` for each change (sd_notify(3)). Does
/// nothing where that variable is not set.
struct ServiceManager: Supervisor {
    /// A path, or `@` and a name in the abstract namespace.
    let socketName: String?
    /// How long systemd waits for a heartbeat before it ends the service; nil where it does not watch.
    let watchdog: Duration?

    /// - Parameter variable: gives systemd's, from the environment (sd_notify(3), sd_watchdog_enabled(3)).
    init(_ variable: (String) -> String?) {
        socketName = variable("NOTIFY_SOCKET")
        let isMeant = variable("WATCHDOG_PID").map { $0 == String(getpid()) } ?? true
        watchdog = isMeant ? variable("WATCHDOG_USEC").flatMap { Int64($0) }.map { .microseconds($0) } : nil
    }

    /// Twice as often as it has to be.
    var heartbeatInterval: Duration? { watchdog.map { $0 / 2 } }

    func notify(_ news: SupervisorNews) {
        guard let socketName else { return }
        switch news {
        case .ready: send("READY=1", to: socketName)
        case .status(let line): send("STATUS=" + line.filter { !$0.isNewline }, to: socketName)
        case .heartbeat: send("WATCHDOG=1", to: socketName)
        case .reloading: send("RELOADING=1", to: socketName)
        case .stopping: send("STOPPING=1", to: socketName)
        }
    }

    private func send(_ text: String, to name: String) {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // An abstract name begins with a zero byte (unix(7)).
        let path = name.hasPrefix("@") ? [0] + Array(name.utf8.dropFirst()) : Array(name.utf8)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard path.count < room else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let length = socklen_t(MemoryLayout.offset(of: \sockaddr_un.sun_path) ?? 2) + socklen_t(path.count)
        // The kernel reads the address as the sockaddr that every socket address begins with, and no longer than told.
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                _ = Array(text.utf8).withUnsafeBytes {
                    sendto(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL), pointer, length)
                }
            }
        }
    }
}
