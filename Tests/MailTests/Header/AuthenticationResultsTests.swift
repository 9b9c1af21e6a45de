import Base
import Mail
import Testing

@Suite struct AuthenticationResultsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var fields: [String]
        var isTrusted: Bool
    }

    static let cases: [Case] = [
        Case(testDescription: "dmarc=pass", fields: ["mx.hel.fi; dmarc=pass header.from=hel.fi"], isTrusted: true),
        Case(
            testDescription: "comments, a version and other results",
            fields: [
                "mx.hel.fi 1; spf=pass (a; b) smtp.mailfrom=x@y; dmarc=pass (p=NONE \\) dis=none) header.from=HEL.FI"
            ],
            isTrusted: true),
        Case(
            testDescription: "spaces around =", fields: ["mx.hel.fi; dmarc = pass header.from = hel.fi"],
            isTrusted: true),
        Case(
            testDescription: "a quoted value", fields: ["mx.hel.fi; dmarc=pass header.from=\"hel.fi\""], isTrusted: true
        ),
        Case(testDescription: "dmarc=fail", fields: ["mx.hel.fi; dmarc=fail header.from=hel.fi"], isTrusted: false),
        Case(
            testDescription: "another domain", fields: ["mx.hel.fi; dmarc=pass header.from=evil.org"], isTrusted: false),
        Case(
            testDescription: "another server", fields: ["mx.evil.org; dmarc=pass header.from=hel.fi"], isTrusted: false),
        Case(testDescription: "no server", fields: ["spf=pass; dmarc=pass header.from=hel.fi"], isTrusted: false),
        Case(
            testDescription: "dmarc in a comment", fields: ["mx.hel.fi; spf=fail (; dmarc=pass header.from=hel.fi)"],
            isTrusted: false),
        Case(
            testDescription: "a field that came with the mail, below the server's own",
            fields: ["mx.hel.fi; dmarc=fail header.from=hel.fi", "mx.hel.fi; dmarc=pass header.from=hel.fi"],
            isTrusted: false),
        Case(
            testDescription: "two opinions",
            fields: ["mx.hel.fi; dmarc=pass header.from=hel.fi; dmarc=fail header.from=hel.fi"], isTrusted: false),
        Case(testDescription: "none", fields: [], isTrusted: false),
        Case(
            testDescription: "a server and a version, quoted",
            fields: ["\"mx.hel.fi\" 1; dmarc=pass header.from=hel.fi"],
            isTrusted: true),
        Case(
            testDescription: "a server put together from quotes",
            fields: ["mx.\"hel\".fi; dmarc=pass header.from=hel.fi"], isTrusted: false),
        Case(
            testDescription: "a server with a quote before it",
            fields: ["\"mx.hel.fi; dmarc=pass header.from=hel.fi"], isTrusted: false),
        Case(
            testDescription: "a server in two quotes", fields: ["\"mx.\"\"hel.fi\"; dmarc=pass header.from=hel.fi"],
            isTrusted: false),
        Case(
            testDescription: "a method put together from quotes",
            fields: ["mx.hel.fi; d\"ma\"rc=pass header.from=hel.fi"], isTrusted: false),
        Case(
            testDescription: "a method put together around a comment",
            fields: ["mx.hel.fi; dm(x)arc=pass header.from=hel.fi"], isTrusted: false),
        Case(
            testDescription: "a whole result in quotes", fields: ["mx.hel.fi; \"dmarc=pass\" header.from=hel.fi"],
            isTrusted: false),
    ]

    static let exchange: [(String, Bool)] = [
        (
            "spf=pass (sender IP is 40.92.66.28) smtp.helo=EUR01.outlook.com; dkim=none (message not signed) "
                + "header.d=none;dmarc=pass action=none header.from=hel.fi;compauth=pass reason=100", true
        ),
        (
            "spf=softfail (sender IP is 148.163.150.14) smtp.mailfrom=hel.fi; espoo.fi; dkim=pass (signature was "
                + "verified) header.d=hel.fi;espoo.fi; dmarc=pass action=none header.from=hel.fi;compauth=pass", true
        ),
        ("spf=pass; dkim=none;dmarc=bestguesspass action=none header.from=hel.fi", false),
        ("spf=pass; dkim=none;dmarc=pass action=none header.from=evil.org", false),
        ("mx.evil.org; dmarc=pass header.from=hel.fi", false),
    ]

    @Test("Exchange Online's form, which names no server, counts only where it is asked for", arguments: exchange)
    func exchangeOnline(_ field: String, _ isTrusted: Bool) throws {
        let message = Message(Array("Authentication-Results: \(field)\r\nFrom: anna@hel.fi\r\n\r\n".utf8))
        let address = try #require(Address("anna@hel.fi"))
        #expect(message.isAuthenticated(address, by: nil) == isTrusted)
        #expect(!message.isAuthenticated(address, by: "mx.hel.fi"))
        let renamed = Message(
            Array("Authentication-Results-Original: \(field)\r\nFrom: anna@hel.fi\r\n\r\n".utf8))
        #expect(!renamed.isAuthenticated(address, by: nil))
    }

    @Test("only the topmost field of the pinned server vouches for a domain", arguments: cases)
    func trust(_ example: Case) throws {
        let header = example.fields.map { "Authentication-Results: \($0)\r\n" }.joined()
        let message = Message(Array("\(header)From: anna@hel.fi\r\n\r\n".utf8))
        let anna = try #require(Address("anna@hel.fi"))
        #expect(message.isAuthenticated(anna, by: "MX.hel.fi") == example.isTrusted)
    }

    @Test("bytes of any kind are read without end or crash", arguments: [";", "(", "\"", "\\", "=", " ", "a=b;"])
    func hostile(piece: String) {
        let results = AuthenticationResults(String(repeating: piece, count: 100_000))
        #expect(results.results.count <= 16384)
    }
}
