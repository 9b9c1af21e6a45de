import Base
import Crypto
import CryptoExtras
import Foundation
import Testing

@testable import OAuth

/// What lies in `Keys`.
enum KeyFile {
    static func text(_ name: String) throws -> String {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Keys")
        return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    static func certificate(_ year: Int = 2049) throws -> ClientCertificate {
        try #require(ClientCertificate(pem: try text("certificate-\(year).pem")))
    }
}

@Suite("Certificates and keys")
struct CertificateTests {
    @Test(
        "a certificate's end, in both ways of writing a time",
        arguments: [(2049, "2049-12-31T23:59:59Z"), (2050, "2050-01-01T00:00:00Z")])
    func expiry(year: Int, end: String) throws {
        #expect(try KeyFile.certificate(year).expires.text == end)
    }

    @Test("thumbprints are those that openssl shows")
    func thumbprints() throws {
        let thumbprints = try KeyFile.certificate().shownThumbprints
        #expect(thumbprints.sha1 == "0BCD0E451EA2A6C360AE1A51501F37311FC497DD")
        #expect(thumbprints.sha256 == "6231E3DDC50B4ED4C744001DA11E434623F6BA99E32DFA8F18E9341A2A33930B")
    }

    @Test("a key is read as PKCS#8 and as PKCS#1, and belongs to its certificate", arguments: ["pkcs8", "pkcs1"])
    func belongs(form: String) throws {
        let key = try SigningRsaKey(pem: try KeyFile.text("key-\(form).pem"))
        #expect(try KeyFile.certificate().belongs(to: key))
        #expect("\(key)" == "<key>")
    }

    @Test("another key does not belong to the certificate")
    func foreign() throws {
        let key = try SigningRsaKey(pem: try KeyFile.text("key-other.pem"))
        #expect(try !KeyFile.certificate().belongs(to: key))
    }

    @Test(
        "a file that holds no usable key says why",
        arguments: [
            ("key-encrypted.pem", .encrypted), ("key-elliptic.pem", .elliptic), ("certificate-2049.pem", .certificate),
            ("README.md", .unreadable),
        ] as [(String, SigningRsaKey.Problem)])
    func unusable(name: String, problem: SigningRsaKey.Problem) throws {
        let text = try KeyFile.text(name)
        #expect(throws: problem) { try SigningRsaKey(pem: text) }
    }

    @Test("key and certificate in one file, with text around them, are both found")
    func together() throws {
        let text =
            "Bag Attributes\n" + (try KeyFile.text("certificate-2049.pem")) + "\r\n"
            + (try KeyFile.text("key-pkcs8.pem"))
        let certificate = try #require(ClientCertificate(pem: text.replacing("\n", with: "\r\n")))
        #expect(certificate.belongs(to: try SigningRsaKey(pem: text)))
    }

    @Test("a certificate that was cut, or spoilt in any byte, never traps")
    func damaged() throws {
        let der = try #require(Pem.block("CERTIFICATE", in: try KeyFile.text("certificate-2049.pem")))
        func read(_ bytes: [UInt8]) -> ClientCertificate? {
            ClientCertificate(
                pem: "-----BEGIN CERTIFICATE-----\n\(Data(bytes).base64EncodedString())\n-----END CERTIFICATE-----\n")
        }
        #expect(read(der) != nil)
        for length in 0..<der.count { #expect(read(Array(der[..<length])) == nil) }
        for place in der.indices {
            for value in [0, 0x7F, 0x80, 0x84, 0xFF] as [UInt8] {
                var spoilt = der
                spoilt[place] = value
                _ = read(spoilt)
            }
        }
    }
}

@Suite("Statements of an application")
struct AssertionTests {
    static let now = Instant(secondsSince1970: 1_795_000_000)

    private static func pieces(_ jwt: String) throws -> (
        head: JsonObject, claims: JsonObject, signed: Data, signature: Data
    ) {
        let pieces = jwt.split(separator: ".")
        try #require(pieces.count == 3)
        func object(_ text: Substring) throws -> JsonObject {
            try #require(Base64URL.bytes(text.utf8).flatMap { JsonObject($0) })
        }
        return (
            try object(pieces[0]), try object(pieces[1]), Data("\(pieces[0]).\(pieces[1])".utf8),
            Data(try #require(Base64URL.bytes(pieces[2].utf8)))
        )
    }

    @Test("Microsoft's names the certificate and is signed with its key", arguments: SigningRsaKey.Algorithm.allCases)
    func microsoft(algorithm: SigningRsaKey.Algorithm) throws {
        let certificate = try KeyFile.certificate()
        let pem = try KeyFile.text("key-pkcs8.pem")
        let audience = try #require(HttpsURL("https://login.example/t/token"))
        let assertion = Assertion.certificate(
            certificate, clientID: "app \"1\"", audience: audience, algorithm: algorithm, id: "j1", at: Self.now)
        let jwt = try Self.pieces(try assertion.signed(with: try SigningRsaKey(pem: pem)))
        #expect(jwt.head.text("alg") == algorithm.rawValue && jwt.head.text("typ") == "JWT")
        let name = algorithm == .ps256 ? "x5t#S256" : "x5t"
        let other = algorithm == .ps256 ? "x5t" : "x5t#S256"
        let thumbprint = try #require(jwt.head.text(name))
        let shown = certificate.shownThumbprints
        #expect(
            Base64URL.bytes(thumbprint.utf8).map { Hex.text($0).uppercased() }
                == (algorithm == .ps256 ? shown.sha256 : shown.sha1))
        #expect(jwt.head.text(other) == nil)
        for name in ["iss", "sub"] { #expect(jwt.claims.text(name) == "app \"1\"") }
        #expect(jwt.claims.text("aud") == audience.text && jwt.claims.text("jti") == "j1")
        let life = try #require(jwt.claims.integer("exp")) - Self.now.secondsSince1970
        #expect((300...600).contains(life) && jwt.claims.integer("nbf") ?? .max < Self.now.secondsSince1970)
        let key = try _RSA.Signing.PrivateKey(pemRepresentation: pem).publicKey
        #expect(
            key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: jwt.signature), for: SHA256.hash(data: jwt.signed),
                padding: algorithm == .ps256 ? .PSS : .insecurePKCS1v1_5))
    }

    @Test("Google's is the service account's, for the mailbox")
    func google() throws {
        let pem = try KeyFile.text("key-pkcs8.pem").replacing("\n", with: "\\n")
        let json =
            #"{"type":"service_account","client_email":"k@p.iam.gserviceaccount.com","client_id":"123","private_key_id":"kid1","private_key":"\#(pem)"}"#
        let account = try ServiceAccount(json: Array(json.utf8))
        #expect(account.clientID == "123")
        let audience = try #require(HttpsURL("https://oauth2.googleapis.com/token"))
        let assertion = Assertion.serviceAccount(
            account, mailbox: "lista@koe.fi", scope: "https://mail.google.com/", audience: audience, at: Self.now)
        let jwt = try Self.pieces(try assertion.signed(with: account.key))
        #expect(jwt.head.text("alg") == "RS256" && jwt.head.text("kid") == "kid1")
        #expect(jwt.claims.text("iss") == "k@p.iam.gserviceaccount.com" && jwt.claims.text("sub") == "lista@koe.fi")
        #expect(jwt.claims.text("scope") == "https://mail.google.com/")
        #expect(jwt.claims.integer("exp") == Self.now.secondsSince1970 + 3600)
    }

    @Test(
        "a file that is no service account's says why",
        arguments: [
            "", "{}", #"{"type":"authorized_user"}"#,
            #"{"type":"service_account","client_email":"a","private_key":"x"}"#,
        ])
    func noAccount(json: String) {
        #expect(throws: ServiceAccount.Problem.self) { try ServiceAccount(json: Array(json.utf8)) }
    }

    @Test("an access token that is a JWT says of itself whose it is and what it allows; another says nothing")
    func claims() throws {
        func token(_ claims: String) -> String { "e30.\(Base64URL.text(claims.utf8)).AAAA" }
        let person = try #require(
            TokenClaims(
                token: token(
                    #"{"aud":"https://outlook.office.com","scp":"IMAP.AccessAsUser.All SMTP.Send","upn":"a@b.fi","tid":"t","appid":"i","exp":1795000000}"#
                )))
        #expect(person.audience == ["https://outlook.office.com"] && person.person == "a@b.fi")
        #expect(person.scopes == ["IMAP.AccessAsUser.All", "SMTP.Send"] && person.roles.isEmpty)
        #expect(person.tenant == "t" && person.application == "i" && person.expires == Self.now)
        let application = try #require(TokenClaims(token: token(#"{"aud":["x","y"],"roles":["IMAP.AccessAsApp"]}"#)))
        #expect(application.audience == ["x", "y"] && application.roles == ["IMAP.AccessAsApp"])
        for opaque in ["ya29.a0Af", "", "a.b.c", "a.b", "EwBIA8l6BAAU"] { #expect(TokenClaims(token: opaque) == nil) }
    }

    @Test(
        "base64 of RFC 4648, section 10, without padding",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64(text: String, coded: String) {
        #expect(Base64URL.text(text.utf8) == coded)
        #expect(Base64URL.bytes(coded.utf8) == Array(text.utf8))
        #expect(Base64URL.bytes("Zm 9v".utf8) == nil && Base64URL.bytes("_-+/".utf8) != nil)
    }
}

@Suite("A certificate that is made here")
struct NewIdentityTests {
    @Test(
        "is read by this reader and by openssl, and signs what is said with it",
        arguments: ["2028-11-28T10:00:00Z", "2060-01-01T00:00:00Z"])
    func made(end: String) throws {
        let identity = try NewIdentity(
            name: "kutsu työ", from: try #require(Instant("2026-11-28T10:00:00Z")), to: try #require(Instant(end)),
            serial: [0, 0xFF, 1])
        let certificate = try #require(ClientCertificate(pem: identity.certificate))
        #expect(certificate.expires.text == end)
        #expect(certificate.belongs(to: try SigningRsaKey(pem: identity.key)))
        let file = FileManager.default.temporaryDirectory.appending(path: "kutsu-\(UUID().uuidString).pem")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(identity.certificate.utf8).write(to: file)
        let openssl = Process()
        openssl.executableURL = URL(filePath: "/usr/bin/openssl")
        // Its own signature is checked too.
        openssl.arguments = ["verify", "-CAfile", file.path, "-check_ss_sig", "-no_check_time", file.path]
        let output = Pipe()
        openssl.standardOutput = output
        try openssl.run()
        openssl.waitUntilExit()
        #expect(openssl.terminationStatus == 0)
    }
}
