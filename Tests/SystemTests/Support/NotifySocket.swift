import Glibc
import Synchronization

/// What a service manager hears: the datagrams of sd_notify(3).
final class NotifySocket: Sendable {
    let path: String
    private let notices: Notices
    private let listening: Task<Void, Never>

    /// Shared between the listening task and its owner, so that the task does not keep its owner alive.
    private final class Notices: Sendable {
        let lines = Mutex<[String]>([])
    }

    init(path: String) throws {
        let type = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let socket = try Descriptor(Glibc.socket(AF_UNIX, type, 0), from: "socket")
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        precondition(path.utf8.count < MemoryLayout.size(ofValue: address.sun_path))
        // A C array of characters is a tuple in Swift; both calls see the same bytes through a pointer for this long.
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        unlink(path)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket.number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else { throw Trouble.system("bind \(path)") }
        let notices = Notices()
        self.path = path
        self.notices = notices
        // Always emptied, asked or not: the kernel queues few datagrams and then holds up the sender.
        listening = Task {
            var datagram = [UInt8](repeating: 0, count: 4096)
            while !Task.isCancelled {
                let count = recv(socket.number, &datagram, datagram.count, 0)
                if count > 0 {
                    let text = String(decoding: datagram[..<count], as: UTF8.self)
                    notices.lines.withLock { $0 += text.split(separator: "\n").map(String.init) }
                } else {
                    try? await Task.sleep(for: .milliseconds(10))
                }
            }
        }
    }

    deinit {
        listening.cancel()
        unlink(path)
    }

    /// Every assignment so far, such as `READY=1`, in order.
    var lines: [String] { notices.lines.withLock { $0 } }
}
