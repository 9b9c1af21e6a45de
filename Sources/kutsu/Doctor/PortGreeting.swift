import Base
import Glibc

/// Who answers at a port, by the first line that it says without being asked.
enum PortGreeting: Hashable, Sendable {
    case imap
    case smtp
    case pop3
    /// Connected, and nothing was said: so does a server that waits for TLS.
    case silence
    case other

    init(line: [UInt8]) {
        let text = String(decoding: line.prefix(8), as: UTF8.self).uppercased()
        self =
            if line.isEmpty {
                .silence
            } else if text.hasPrefix("* ") {
                .imap
            } else if text.hasPrefix("220") || text.hasPrefix("421") || text.hasPrefix("554") {
                .smtp
            } else if text.hasPrefix("+OK") || text.hasPrefix("-ERR") {
                .pop3
            } else {
                .other
            }
    }

    /// Listens for three seconds. Nil where nobody can be reached.
    static func heard(at endpoint: Endpoint) -> PortGreeting? {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(endpoint.host, String(endpoint.port), &hints, &found) == 0, let found else { return nil }
        defer { freeaddrinfo(found) }
        var next: UnsafeMutablePointer<addrinfo>? = found
        while let candidate = next?.pointee {
            if let line = firstBytes(from: candidate) { return PortGreeting(line: line) }
            next = candidate.ai_next
        }
        return nil
    }

    /// Nil where no connection comes about.
    private static func firstBytes(from address: addrinfo) -> [UInt8]? {
        let descriptor = socket(address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 3, tv_usec: 0)
        // Linux takes the time to send for the time to connect as well.
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        guard connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        return count > 0 ? Array(bytes.prefix(count)) : []
    }
}
