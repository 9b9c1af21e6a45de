import Base
import Testing

@testable import OAuth

@Suite("Signing in")
struct SignInTests {
    static let now = Instant(secondsSince1970: 1_795_000_000)

    @Test("the example of RFC 7636, appendix B")
    func proofKey() {
        let key = ProofKey(random: [
            116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37, 77, 105, 214, 191,
            240, 91, 88, 5, 88, 83, 132, 141, 121,
        ])
        #expect(key.verifier == "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
        #expect(key.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    }

    private static func request() throws -> AuthorizationRequest {
        AuthorizationRequest(
            endpoint: try #require(HttpsURL("https://login.example/authorize")), clientID: "id 1", scope: "a b",
            redirect: "http://localhost:8400", state: "s1", key: ProofKey(random: .init(repeating: 7, count: 32)),
            extras: ["prompt": "consent", "access_type": "offline"])
    }

    @Test("the address that a person opens")
    func address() throws {
        let address = try Self.request().address
        #expect(
            address.hasPrefix(
                "https://login.example/authorize?response_type=code&client_id=id%201&redirect_uri=http%3A%2F%2Flocalhost"
                    + "%3A8400&scope=a%20b&state=s1&code_challenge="))
        #expect(address.hasSuffix("&code_challenge_method=S256&access_type=offline&prompt=consent"))
    }

    @Test(
        "a code counts only with the state",
        arguments: [
            ("GET /?code=c%2B1&state=s1 HTTP/1.1", AuthorizationRequest.Answer.code("c+1")),
            ("GET /?state=s1&code=c&session_state=x HTTP/1.1", .code("c")),
            ("GET /?code=c&state=s2 HTTP/1.1", .stranger), ("GET /?code=c HTTP/1.1", .stranger),
            ("GET /?code=&state=s1 HTTP/1.1", .stranger), ("POST /?code=c&state=s1 HTTP/1.1", .stranger),
            ("GET /favicon.ico HTTP/1.1", .stranger), ("", .stranger),
            ("GET /?error=access_denied&state=s2 HTTP/1.1", .stranger),
            (
                "GET /?error=access_denied&error_description=AADSTS65001%3A+no%0D%0Aconsent&state=s1 HTTP/1.1",
                .refused(
                    TokenRefusal(status: 400, error: "access_denied", text: "AADSTS65001: no consent", codes: [65001]))
            ),
        ])
    func answers(line: String, answer: AuthorizationRequest.Answer) throws {
        #expect(try Self.request().answer(line) == answer)
    }

    @Test(
        "a device code, with the usual values where the answer has none",
        arguments: [
            (
                #"{"device_code":"d","user_code":"ABC","verification_uri":"https://x/","expires_in":900,"interval":5}"#,
                5,
                900
            ),
            (#"{"device_code":"d","user_code":"ABC","verification_url":"https://x/"}"#, 5, 900),
            (#"{"device_code":"d","user_code":"ABC","verification_uri":"https://x/","interval":"0"}"#, 1, 900),
        ] as [(String, Seconds, Seconds)])
    func device(json: String, interval: Seconds, lifetime: Seconds) throws {
        let given = try DeviceAuthorization.read(status: 200, body: Array(json.utf8)).get()
        #expect(given.userCode == "ABC" && given.address == "https://x/" && given.deviceCode == "d")
        #expect(given.interval == interval && given.lifetime == lifetime)
    }

    @Test("a device code is asked for again at the provider's pace, until it is decided or too old")
    func polling() throws {
        func refusal(_ error: String?, _ status: Int = 400) -> TokenRefusal {
            TokenRefusal(status: status, error: error, text: "")
        }
        let given = DeviceAuthorization(
            deviceCode: "d", userCode: "u", address: "a", interval: 5, lifetime: 60)
        var polling = DeviceAuthorization.Polling(given, at: Self.now)
        func pause(_ refusal: TokenRefusal, after: Seconds) -> Seconds? {
            polling.pause(after: refusal, at: Self.now + after)
        }
        let pending = refusal("authorization_pending")
        #expect(pause(pending, after: 0) == 5)
        #expect(pause(refusal("slow_down"), after: 0) == 10)
        #expect(pause(pending, after: 10) == 10)
        #expect(pause(refusal(nil, 503), after: 20) == 10)
        #expect(pause(.unreachable("no"), after: 30) == 10)
        for error in ["authorization_declined", "bad_verification_code", "expired_token", "access_denied"] {
            #expect(pause(refusal(error), after: 30) == nil)
        }
        #expect(pause(pending, after: 55) == nil)
    }

    @Test(
        "addresses of token endpoints",
        arguments: [
            ("https://login.microsoftonline.com/t/oauth2/v2.0/token", "login.microsoftonline.com"),
            ("https://127.0.0.1:8443/token", "127.0.0.1"), ("https://[::1]:8443/", "::1"), ("HTTPS://A.fi", "a.fi"),
            ("http://a.fi/", nil), ("https://", nil), ("https://a b/", nil), ("https://u:p@a.fi/", nil),
            ("https://a.fi/?x=1", nil), ("https://a.fi/#x", nil), ("https://a.fi\r\nX: y", nil), ("ä", nil),
        ] as [(String, String?)])
    func addresses(text: String, host: String?) { #expect(HttpsURL(text)?.host == host) }
}
