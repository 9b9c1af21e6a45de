import Base
import Testing

@testable import Wire

@Suite("Credentials")
struct CredentialsTests {
    @Test("a secret is never printed")
    func redaction() {
        let credentials = Credentials(user: "lista@hel.fi", secret: .password(Secret("salasana")))
        var dumped = ""
        dump(credentials, to: &dumped)
        dump(credentials.secret, to: &dumped)
        for text in ["\(credentials)", "\(credentials.secret)", String(reflecting: credentials), dumped] {
            #expect(!text.contains("salasana"))
            #expect(!text.contains("lista@"))
        }
        #expect("\(credentials)" == "l…@hel.fi")
        #expect(String(reflecting: Secret("salasana")) == "<secret>")
    }

    @Test(
        "only mechanisms that fit the secret are allowed",
        arguments: [
            (Credentials.Key.password(Secret("x")), Connection.Mechanisms.usual, "AUTH=PLAIN;AUTH=LOGIN"),
            (.token(Secret("x")), .usual, "AUTH=OAUTHBEARER;AUTH=XOAUTH2"),
            (.password(Secret("x")), .any, "AUTH=*"),
        ])
    func mechanisms(key: Credentials.Key, mechanisms: Connection.Mechanisms, expected: String) {
        #expect(mechanisms.options(for: key) == expected)
    }
}
