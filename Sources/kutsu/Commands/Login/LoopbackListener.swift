import Glibc
import Wire

/// A port on 127.0.0.1 that a browser comes back to: reads the first line of each request, and answers with a sentence.
/// The thin edge to the system's sockets; one client at a time.
final class LoopbackListener {
    let port: UInt16
    private let listener: Int32
    private var client: Int32 = -1

    /// At that port, or at any other where it is taken.
    init(port wanted: UInt16) throws(CommandError) {
        listener = socket(
            AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard listener >= 0 else { throw Self.refusal() }
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard let port = Self.bind(listener, wanted) ?? Self.bind(listener, 0), listen(listener, 8) == 0 else {
            let refusal = Self.refusal()
            close(listener)
            throw refusal
        }
        self.port = port
    }

    deinit {
        close(listener)
        if client >= 0 { close(client) }
    }

    /// The next request's first line; nil when the time is over. A browser also opens connections that say nothing:
    /// those are given up after two seconds.
    func requestLine(_ executor: PollExecutor, until deadline: ContinuousClock.Instant) async throws -> String? {
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { return nil }
            let interest = PollExecutor.Interest(listener, reading: true, writing: false)
            guard case .ready = await executor.wait(for: [interest], timeout: left) else { return nil }
            if client >= 0 { close(client) }
            client = accept(listener, nil, nil)
            if client >= 0, let line = await line(executor) { return line }
        }
    }

    /// Answers the last request, and hangs up.
    func answer(_ sentence: String, status: String) async {
        guard client >= 0 else { return }
        let page = "<!doctype html><meta charset=utf-8><title>Kutsu</title><p>\(sentence)</p>\n"
        let text =
            "HTTP/1.1 \(status)\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: \(page.utf8.count)\r\n"
            + "Referrer-Policy: no-referrer\r\nConnection: close\r\n\r\n\(page)"
        // It fits into any socket's buffer; where the browser is gone, nobody reads it.
        _ = Array(text.utf8).withUnsafeBytes { send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        shutdown(client, Int32(SHUT_WR))
        close(client)
        client = -1
    }

    /// Codes of Microsoft have some 1500 bytes.
    private static let longestRequest = 16_384

    private func line(_ executor: PollExecutor) async -> String? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while bytes.count < Self.longestRequest {
            // The buffer stays in place for the length of the call.
            let count = buffer.withUnsafeMutableBytes {
                recv(client, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT))
            }
            if count > 0 {
                bytes += buffer[..<count]
                // The whole head is read: a browser whose request is not read to its end sees a reset.
                if bytes.suffix(4).elementsEqual("\r\n\r\n".utf8) {
                    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
                }
                continue
            }
            guard count < 0, errno == EAGAIN || errno == EINTR else { return nil }
            let interest = PollExecutor.Interest(client, reading: true, writing: false)
            guard case .ready = await executor.wait(for: [interest], timeout: .seconds(2)) else { return nil }
        }
        return nil
    }

    /// The port that it got; nil where it is taken.
    private static func bind(_ listener: Int32, _ port: UInt16) -> UInt16? {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        // bind and getsockname take any kind of address through a pointer to the common head of all.
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(listener, $0, length) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        return isBound ? UInt16(bigEndian: address.sin_port) : nil
    }

    private static func refusal() -> CommandError {
        .world("no port on 127.0.0.1 can be listened at: \(String(cString: strerror(errno)))")
    }
}
