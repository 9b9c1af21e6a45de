import Base
import CCurl
import Testing

@testable import Wire

@Suite("LoginTranscript")
struct LoginTranscriptTests {
    private static let connection = Connection(endpoint: Endpoint(scheme: .imaps, host: "mail.hel.fi"))

    @Test(
        "libcurl's error and the server's lines together tell what happened",
        arguments: [
            (
                CURLE_LOGIN_DENIED,
                [
                    "* OK hi", "* CAPABILITY IMAP4rev1", "A001 OK done",
                    "A002 NO [AUTHENTICATIONFAILED] Authentication failed.",
                ],
                WireError.loginDenied(serverText: "[AUTHENTICATIONFAILED] Authentication failed")
            ),
            (
                CURLE_LOGIN_DENIED, ["* OK hi", "A002 NO [UNAVAILABLE] Temporary authentication failure."],
                .unreachable("it cannot check logins at the moment ([UNAVAILABLE] Temporary authentication failure)")
            ),
            (
                CURLE_LOGIN_DENIED,
                [
                    "220 hi", "250 AUTH PLAIN", "535-5.7.8 Username and Password not accepted.",
                    "535 5.7.8 See the help",
                ],
                .loginDenied(serverText: "535 5.7.8 Username and Password not accepted 5.7.8 See the help")
            ),
            (
                CURLE_LOGIN_DENIED, ["220 hi", "250 AUTH PLAIN", "454 4.7.0 Temporary authentication failure"],
                .unreachable("it cannot check logins at the moment (454 4.7.0 Temporary authentication failure)")
            ),
            (
                CURLE_LOGIN_DENIED,
                [
                    "* OK hi", "+ ", "+ eyJzdGF0dXMiOiI0MDAiLCJzY29wZSI6Imh0dHBzOi8vbWFpbC5nb29nbGUuY29tLyJ9",
                    "A002 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)",
                ],
                .loginDenied(
                    serverText: "[AUTHENTICATIONFAILED] Invalid credentials (Failure) "
                        + #"{"status":"400","scope":"https://mail.google.com/"}"#)
            ),
            (
                CURLE_LOGIN_DENIED, ["220 hi", "334 eyJzdGF0dXMiOiI0MDAifQ==", "535 5.7.8 Username not accepted"],
                .loginDenied(serverText: #"535 5.7.8 Username not accepted {"status":"400"}"#)
            ),
            (
                CURLE_LOGIN_DENIED, ["* OK hi", "+ eyJzdGF0dXMiOiI0MDAifQ=="],
                .loginDenied(serverText: #"{"status":"400"}"#)
            ),
            (CURLE_LOGIN_DENIED, ["* OK hi"], .loginNotOffered(connection.endpoint)),
            (
                CURLE_LOGIN_DENIED, ["A2 NO Request is throttled. Suggested Backoff Time: 5000 milliseconds"],
                .throttled(milliseconds: 5000)
            ),
            (
                CURLE_WEIRD_SERVER_REPLY, ["* BYE Too busy, come back later"],
                .closed(byServer: "Too busy, come back later")
            ),
            (CURLE_WEIRD_SERVER_REPLY, ["421 4.3.2 Too busy"], .closed(byServer: "421 4.3.2 Too busy")),
            (
                CURLE_WEIRD_SERVER_REPLY, [],
                .protocolViolation("imaps://mail.hel.fi:993 does not greet as a mail server does")
            ),
            (CURLE_RECV_ERROR, ["* OK hi", "* BYE Shutting down"], .closed(byServer: "Shutting down")),
            (CURLE_RECV_ERROR, ["* OK hi"], .closed(byServer: nil)),
            (CURLE_OPERATION_TIMEDOUT, [], .timeout(during: "connecting to imaps://mail.hel.fi:993")),
            (CURLE_PEER_FAILED_VERIFICATION, [], .certificate("words of libcurl")),
            (CURLE_USE_SSL_FAILED, ["* OK hi"], .tlsNotOffered(connection.endpoint)),
            (CURLE_COULDNT_CONNECT, [], .unreachable("words of libcurl")),
            (CURLE_OUT_OF_MEMORY, [], .curl(code: 27, text: "words of libcurl")),
        ] as [(CURLcode, [String], WireError)])
    func meaning(code: CURLcode, lines: [String], expected: WireError) {
        var transcript = LoginTranscript()
        for line in lines { transcript.add(Array((line + "\r\n").utf8)) }
        #expect(transcript.error(code, text: "words of libcurl", connection: Self.connection) == expected)
    }

    @Test("the last 200 lines are kept, each shortened")
    func limit() {
        var transcript = LoginTranscript()
        for number in 0..<300 { transcript.add(Array("* \(number) \(String(repeating: "x", count: 5000))".utf8)) }
        #expect(transcript.lines.count == 200)
        #expect(transcript.lines.allSatisfy { $0.count <= ServerText.limit })
        #expect(transcript.lines.last?.hasPrefix("* 299 ") == true)
    }

    @Test(
        "a throttling text gives its pause in milliseconds",
        arguments: [
            ("Request is throttled. Suggested Backoff Time: 299961 milliseconds", 299_961),
            ("request is throttled", 60_000), ("Suggested Backoff Time: soon", 60_000),
            ("Suggested Backoff Time: 99999999999999999999", 86_400_000), ("Suggested Backoff Time:", 60_000),
            ("All is well", nil),
        ] as [(String, Int?)])
    func throttle(text: String, expected: Int?) {
        #expect(Throttle.pause(in: text) == expected)
    }

    @Test(
        "a server's words are cleaned",
        arguments: [
            ("  Hello.\r\n", "Hello"), ("a\u{0}b\tc", "a b c"), ("Sähkö\u{1B}[31m", "Sähkö [31m"), ("...", ""),
        ])
    func clean(text: String, expected: String) {
        #expect(ServerText.clean(text) == expected)
    }
}
