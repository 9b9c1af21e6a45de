import Base
import Testing

@testable import Wire

@Suite("Endpoint")
struct EndpointTests {
    @Test(
        "a server's address is read",
        arguments: [
            ("imaps://outlook.office365.com", Endpoint(scheme: .imaps, host: "outlook.office365.com", port: 993)),
            ("smtp://smtp.office365.com:587", Endpoint(scheme: .smtp, host: "smtp.office365.com", port: 587)),
            ("SMTPS://Mail.Hel.fi/", Endpoint(scheme: .smtps, host: "mail.hel.fi", port: 465)),
            ("imap://localhost", Endpoint(scheme: .imap, host: "localhost", port: 143)),
            ("smtp://[::1]:2525", Endpoint(scheme: .smtp, host: "::1", port: 2525)),
        ])
    func reads(text: String, expected: Endpoint) throws {
        #expect(try Endpoint(text) == expected)
    }

    @Test(
        "a text that is no server's address is refused with a reason",
        arguments: [
            "", "imaps", "imaps:/host", "https://hel.fi", "imaps://", "imaps://user:pass@host", "imaps://host/INBOX",
            "imaps://host:0", "imaps://host:65536", "imaps://host:", "imaps://host:+99", "imaps://host:9a",
            "imaps://a b",
            "imaps://[::1", "imaps://[::1]x", "imaps://[host]", "imaps://host\r\n", "imaps://höst", "imaps://h?x=1",
            "imaps://host:99:99", "://host",
        ])
    func refuses(text: String) {
        #expect {
            try Endpoint(text)
        } throws: { error in
            guard let reason = (error as? EndpointError)?.reason else { return false }
            return !reason.isEmpty
        }
    }

    @Test(
        "only this machine is loopback",
        arguments: [
            ("127.0.0.1", true), ("127.255.0.9", true), ("localhost", true), ("LOCALHOST", true), ("::1", true),
            ("127.0.0.1.evil.org", false), ("127.evil.org", false), ("127.0.0", false), ("128.0.0.1", false),
            ("localhost.evil.org", false), ("::2", false), ("127.0.0.256", false),
        ])
    func loopback(host: String, expected: Bool) {
        #expect(Endpoint(scheme: .imap, host: host).isLoopback == expected)
    }

    @Test("the address for libcurl has port and brackets")
    func url() throws {
        #expect(try Endpoint("imaps://[::1]").url == "imaps://[::1]:993")
        #expect(try Endpoint("smtp://mail.hel.fi").url == "smtp://mail.hel.fi:587")
    }
}
