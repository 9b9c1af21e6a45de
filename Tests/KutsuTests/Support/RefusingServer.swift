import Base
import Glibc

/// A mail server on 127.0.0.1 that greets, offers XOAUTH2, and refuses every login with a certain text, as the real ones do
/// it, on a thread of its own. For one client.
final class RefusingServer: Sendable {
    let endpoint: Endpoint

    /// - Parameter refusal: what stands behind the tag in IMAP (`NO …`), or the whole reply in SMTP (`535 …`); and what the
    ///   server says of the token before it, in base64.
    init(_ scheme: Endpoint.Scheme, refusal: String, challenge: String? = nil) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 1) == 0 ? getsockname(listener, $0, &length) : -1
            }
        }
        precondition(code == 0, "no port is free")
        endpoint = Endpoint(scheme: scheme, host: "127.0.0.1", port: UInt16(bigEndian: address.sin_port))
        let dialogue = Dialogue(isImap: scheme == .imap, refusal: refusal, challenge: challenge, listener: listener)
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Dialogue>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, Unmanaged.passRetained(dialogue).toOpaque())
        precondition(failure == 0)
        pthread_detach(thread)
    }

    private final class Dialogue: Sendable {
        let isImap: Bool
        let refusal: String
        let challenge: String?
        let listener: Int32

        init(isImap: Bool, refusal: String, challenge: String?, listener: Int32) {
            (self.isImap, self.refusal, self.challenge, self.listener) = (isImap, refusal, challenge, listener)
        }

        func run() {
            let client = accept(listener, nil, nil)
            close(listener)
            defer { close(client) }
            say(client, isImap ? "* OK ready" : "220 ready")
            var tag = ""
            while let line = read(client) {
                let words = line.split(separator: " ").map(String.init)
                let isLogin = line.contains("AUTH")
                if isImap, words.count > 1 { tag = words[0] }
                if isImap, line.hasSuffix("CAPABILITY") {
                    say(client, "* CAPABILITY IMAP4rev1 AUTH=XOAUTH2 SASL-IR\r\n\(tag) OK done")
                } else if line.hasPrefix("EHLO") {
                    say(client, "250-ready\r\n250 AUTH XOAUTH2")
                } else if isLogin, let challenge {
                    say(client, (isImap ? "+ " : "334 ") + challenge)
                } else if isLogin || (challenge != nil && line.count <= 2) {
                    say(client, isImap ? "\(tag) \(refusal)" : refusal)
                } else {
                    say(client, isImap ? "* BYE\r\n\(tag) OK bye" : "221 bye")
                }
            }
        }

        private func say(_ client: Int32, _ text: String) {
            _ = Array("\(text)\r\n".utf8).withUnsafeBytes {
                send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
        }

        /// A line without its end; nil when the client has hung up.
        private func read(_ client: Int32) -> String? {
            var line: [UInt8] = []
            var byte: UInt8 = 0
            while recv(client, &byte, 1, 0) == 1 {
                if byte == UInt8(ascii: "\n") { return String(decoding: line.filter { $0 != 13 }, as: UTF8.self) }
                line.append(byte)
            }
            return nil
        }
    }
}
