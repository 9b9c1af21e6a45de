import Base
import Testing

@testable import OAuth

@Suite("Requests for tokens")
struct TokenRequestTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let request: TokenRequest
        let form: String
    }

    static let cases = [
        Case(
            testDescription: "an application with a secret",
            request: TokenRequest(
                .clientCredentials(scope: "https://outlook.office365.com/.default"), clientID: "id-1",
                proof: .secret("a+b&c=ä")),
            form: "grant_type=client_credentials&scope=https%3A%2F%2Foutlook.office365.com%2F.default&client_id=id-1"
                + "&client_secret=a%2Bb%26c%3D%C3%A4"),
        Case(
            testDescription: "an application with a certificate",
            request: TokenRequest(.clientCredentials(scope: "s"), clientID: "id-1", proof: .assertion("h.c.s")),
            form: "grant_type=client_credentials&scope=s&client_id=id-1&client_assertion_type="
                + "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=h.c.s"),
        Case(
            testDescription: "a service account, which has no client id",
            request: TokenRequest(.jwtBearer(assertion: "h.c.s"), clientID: nil, proof: .none),
            form: "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=h.c.s"),
        Case(
            testDescription: "a code with its verifier",
            request: TokenRequest(
                .authorizationCode("c", verifier: "v", redirect: "http://localhost:8400"), clientID: "id", proof: .none),
            form: "grant_type=authorization_code&code=c&code_verifier=v&redirect_uri=http%3A%2F%2Flocalhost%3A8400"
                + "&client_id=id"),
        Case(
            testDescription: "a device code",
            request: TokenRequest(.deviceCode("d"), clientID: "id", proof: .none),
            form: "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=d&client_id=id"),
        Case(
            testDescription: "a refresh token of a public client sends no secret",
            request: TokenRequest(.refreshToken("r"), clientID: "id", proof: .none),
            form: "grant_type=refresh_token&refresh_token=r&client_id=id"),
    ]

    @Test("the form of", arguments: cases)
    func form(_ one: Case) {
        #expect(one.request.form.text == one.form)
        #expect(FormBody(text: one.form) == one.request.form)
        #expect("\(one.request)" == "<token request>")
    }

    @Test("a form is read as browsers write it", arguments: [("a=b+c&d", "b c", ""), ("a=%41%zz%4&d=", "A%zz%4", "")])
    func reading(text: String, a: String, d: String) {
        let form = FormBody(text: text)
        #expect(form["a"] == a && form["d"] == d && form["e"] == nil)
    }
}

@Suite("Answers of a token endpoint")
struct TokenGrantTests {
    @Test(
        "a token",
        arguments: [
            (#"{"access_token":"t","expires_in":3599}"#, 3599, nil, nil),
            (#"{"access_token":"t","expires_in":"3599","token_type":"bearer"}"#, 3599, nil, nil),
            (#"{"access_token":"t","token_type":"Bearer","refresh_token":"r"}"#, 3600, "r", nil),
            (
                #"{"access_token":"t","expires_in":-3,"refresh_token":"r","refresh_token_expires_in":604799}"#, 0, "r",
                604_799
            ),
            (#"{"access_token":"t","expires_in":999999999}"#, 2_592_000, nil, nil),
        ] as [(String, Int64, String?, Int64?)])
    func grants(json: String, lifetime: Int64, refresh: String?, refreshLife: Int64?) throws {
        let grant = try TokenGrant.read(status: 200, body: Array(json.utf8)).get()
        #expect(grant.accessToken == "t" && grant.lifetime == Seconds(lifetime) && grant.refreshToken == refresh)
        #expect(grant.refreshLifetime == refreshLife.map { Seconds($0) })
        #expect("\(grant)" == "<token>" && String(reflecting: grant).contains("<token>"))
    }

    @Test(
        "an answer without a usable token is a refusal",
        arguments: [
            #"{"token_type":"Bearer"}"#, #"{"access_token":""}"#, #"{"access_token":"a b"}"#,
            #"{"access_token":"a\n"}"#,
            #"{"access_token":"t","token_type":"mac"}"#, #"{"access_token":"t","error":"x"}"#, "<html>", "",
        ])
    func unusable(json: String) {
        #expect(throws: TokenRefusal.self) { try TokenGrant.read(status: 200, body: Array(json.utf8)).get() }
    }

    @Test("Microsoft's refusal keeps its numbers and ids, and says each once")
    func microsoft() throws {
        let json = #"""
            {"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided.\r\nTrace ID: t-1\r\nCorrelation ID: c-1\r\nTimestamp: 2026-11-28 12:00:00Z","error_codes":[7000215],"timestamp":"2026-11-28 12:00:00Z","trace_id":"t-1","correlation_id":"c-1"}
            """#
        guard case .failure(let refusal) = TokenGrant.read(status: 401, body: Array(json.utf8)) else {
            Issue.record("no refusal")
            return
        }
        #expect(refusal.error == "invalid_client" && refusal.codes == [7_000_215] && !refusal.isPassing)
        #expect(
            refusal.description
                == "invalid_client: AADSTS7000215: Invalid client secret provided. (trace id t-1, correlation id c-1, "
                + "at 2026-11-28 12:00:00Z)")
    }

    @Test(
        "whether a refusal is likely to pass by itself",
        arguments: [
            (503, "<html>", true), (429, "{}", true), (500, #"{"error":"server_error"}"#, true),
            (400, #"{"error":"temporarily_unavailable"}"#, true), (400, #"{"error":"internal_failure"}"#, true),
            (400, #"{"error":"invalid_grant","error_description":"AADSTS50196: loop"}"#, true),
            (400, #"{"error":"invalid_grant","error_codes":[90055]}"#, true),
            (400, #"{"error":"invalid_grant","error_description":"AADSTS700082: old"}"#, false),
            (401, #"{"error":"invalid_client"}"#, false), (404, "not here", false), (200, "{}", false),
        ])
    func passing(status: Int, body: String, isPassing: Bool) {
        guard case .failure(let refusal) = TokenGrant.read(status: status, body: Array(body.utf8)) else {
            Issue.record("no refusal")
            return
        }
        #expect(refusal.isPassing == isPassing)
    }

    @Test("a number is read out of the words where there is no list of them")
    func numberInWords() {
        let body = #"{"error":"invalid_grant","error_description":"x AADSTS50076: y, AADSTS1: z"}"#
        guard case .failure(let refusal) = TokenGrant.read(status: 400, body: Array(body.utf8)) else { return }
        #expect(refusal.codes == [50076, 1])
    }
}
