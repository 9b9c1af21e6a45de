import Base
import Glibc

@testable import Wire

/// A small server on 127.0.0.1 that takes one client for each script, one after the other, on a thread of its own.
/// No TLS.
final class LoopbackServer: Sendable {
    enum Step: Sendable {
        /// Sends a text; `$` becomes the tag of the last line read.
        case say(String)
        /// Reads lines until one begins so, after its tag.
        case expect(String)
        /// Sends so many bytes back as they come.
        case echo(Int)
        /// Sends so many bytes.
        case pour(Int)
        /// Reads until the client hangs up.
        case hold
        /// Hangs up with a reset.
        case reset
    }

    let endpoint: Endpoint
    private let listener: Int32

    /// The steps up to a finished login, as real servers do it.
    static let imapLogin: [Step] = [
        .say("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready\r\n"),
        .expect("CAPABILITY"), .say("* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\n$ OK done\r\n"),
        .expect("AUTHENTICATE PLAIN"), .say("$ OK logged in\r\n"),
    ]

    init(_ scripts: [Step]..., scheme: Endpoint.Scheme = .imap) {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let code = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 1) == 0 ? getsockname(listener, $0, &length) : -1
            }
        }
        precondition(code == 0, "no port is free")
        endpoint = Endpoint(scheme: scheme, host: "127.0.0.1", port: UInt16(bigEndian: address.sin_port))
        let work = Work(listener: listener, scripts: scripts)
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, Unmanaged.passRetained(work).toOpaque())
        precondition(failure == 0)
        pthread_detach(thread)
    }

    private final class Work: Sendable {
        let listener: Int32
        let scripts: [[Step]]

        init(listener: Int32, scripts: [[Step]]) {
            self.listener = listener
            self.scripts = scripts
        }

        func run() {
            for (index, script) in scripts.enumerated() {
                let client = accept(listener, nil, nil)
                if index == scripts.count - 1 { close(listener) }
                play(script, client)
                close(client)
            }
        }

        private func play(_ script: [Step], _ client: Int32) {
            var tag = ""
            for step in script {
                switch step {
                case .say(let text):
                    write(client, Array(text.replacing("$", with: tag).utf8))
                case .expect(let prefix):
                    while true {
                        guard let line = readLine(client) else { return }
                        let words = line.split(separator: " ", maxSplits: 1)
                        tag = words.first.map(String.init) ?? ""
                        if line.hasPrefix(prefix) || words.last?.hasPrefix(prefix) == true { break }
                    }
                case .echo(let count):
                    var left = count
                    while left > 0, let bytes = read(client, atMost: min(left, 100_000)) {
                        write(client, bytes)
                        left -= bytes.count
                    }
                case .pour(let count): write(client, Array(repeating: UInt8(ascii: "x"), count: count))
                case .hold: while readLine(client) != nil {}
                case .reset:
                    var linger = linger(l_onoff: 1, l_linger: 0)
                    setsockopt(client, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
                    return
                }
            }
        }

        private func write(_ client: Int32, _ bytes: [UInt8]) {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }

        /// Nil when the client has hung up.
        private func read(_ client: Int32, atMost limit: Int) -> [UInt8]? {
            let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
                count = max(0, recv(client, buffer.baseAddress, limit, 0))
            }
            return bytes.isEmpty ? nil : bytes
        }

        private func readLine(_ client: Int32) -> String? {
            var line: [UInt8] = []
            while let byte = read(client, atMost: 1)?.first {
                if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
                line.append(byte)
            }
            return nil
        }
    }
}
