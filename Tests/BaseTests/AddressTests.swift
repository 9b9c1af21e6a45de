import Testing

@testable import Base

struct AddressTests {
    @Test(
        "an address has one canonical form",
        arguments: [
            ("anna@hel.fi", "anna@hel.fi"),
            ("Anna.Koordinaattori@Hel.FI", "anna.koordinaattori@hel.fi"),
            ("anna+kutsu@edu.hel.fi", "anna+kutsu@edu.hel.fi"),
            ("root@localhost", "root@localhost"),
            ("\"anna\"@hel.fi", "anna@hel.fi"),
            ("\"an\\na\"@hel.fi", "anna@hel.fi"),
            ("\"a..b\"@hel.fi", "\"a..b\"@hel.fi"),
            ("\"a\\\"b\\\\c\"@hel.fi", "\"a\\\"b\\\\c\"@hel.fi"),
            ("a@xn--h1ahg.fi", "a@xn--h1ahg.fi"),
            ("a@yhteys.Ääniä.fi", "a@yhteys.xn--ni-uiaac.fi"),
            ("a@hel。fi", "a@hel.fi"),
            ("!#$%&'*+-/=?^_`{|}~@hel.fi", "!#$%&'*+-/=?^_`{|}~@hel.fi"),
        ])
    func canonical(text: String, canonical: String) {
        #expect(Address(text)?.text == canonical)
        #expect(Address(canonical)?.text == canonical)
    }

    @Test(
        "what is not exactly one address is none",
        arguments: [
            "", "@", "anna", "anna@", "@hel.fi", "a@b@hel.fi", "\"a@b\"@hel.fi", "anna @hel.fi", "anna@ hel.fi",
            " anna@hel.fi", "anna@hel.fi ", "anna@hel.fi\r\n", "anna@hel.fi\r\nBcc: x@evil.org", "an\0na@hel.fi",
            "anna\n@hel.fi", "anna@hel\r\n.fi", "anna@hel.fi,x@evil.org", "<anna@hel.fi>", "Anna <anna@hel.fi>",
            ".anna@hel.fi", "anna.@hel.fi", "an..na@hel.fi", "anna@.hel.fi", "anna@hel.fi.", "anna@hel..fi",
            "anna@-hel.fi", "anna@hel-.fi", "anna@hel_fi.fi", "anna@[127.0.0.1]", "anna@[IPv6:::1]", "anna@127.0.0.1",
            "\"anna@hel.fi", "\"anna\"x@hel.fi", "\"an na\"@hel.fi", "\"\"@hel.fi", "äiti@hel.fi",
            "anna@hel\u{200B}.fi",
            "anna@hel⁄x.fi", "anna@hel.fi\u{2028}", "anna@hel.fi(x)", "mailto:anna@hel.fi", "anna;x@hel.fi",
        ])
    func refused(text: String) {
        #expect(Address(text) == nil)
    }

    @Test("lengths are those of RFC 5321")
    func lengths() {
        let label = String(repeating: "d", count: 63)
        let domain = "\(label).\(label).\(label)"
        #expect(Address(String(repeating: "a", count: 64) + "@hel.fi") != nil)
        #expect(Address(String(repeating: "a", count: 65) + "@hel.fi") == nil)
        #expect(Address("a@\(label).fi") != nil)
        #expect(Address("a@\(label)d.fi") == nil)
        #expect(Address(String(repeating: "a", count: 62) + "@" + domain)?.text.utf8.count == 254)
        #expect(Address(String(repeating: "a", count: 63) + "@" + domain) == nil)
        #expect(Address("a@" + String(repeating: "ä", count: 5_000)) == nil)
    }

    @Test(
        "a domain matches itself, and its subdomains only where asked",
        arguments: [
            ("a@hel.fi", "hel.fi", true), ("a@hel.fi", "HEL.fi", true), ("a@edu.hel.fi", "hel.fi", false),
            ("a@edu.hel.fi", "*.hel.fi", true), ("a@x.edu.hel.fi", "*.hel.fi", true), ("a@hel.fi", "*.hel.fi", false),
            ("a@evilhel.fi", "*.hel.fi", false), ("a@hel.fi.evil.org", "hel.fi", false), ("a@hel.fi", "", false),
            ("a@hel.fi", "*.", false), ("a@xn--ni-uiaac.fi", "ääniä.fi", true), ("a@hel.fi", "*", false),
        ])
    func matching(text: String, pattern: String, expected: Bool) throws {
        let domain = try #require(Address(text)).domain
        #expect((DomainPattern(pattern)?.matches(domain) ?? false) == expected)
    }

    @Test("addresses sort and compare by their text, and hide it from logs")
    func values() throws {
        let anna = try #require(Address("Anna@hel.fi"))
        let bob = try #require(Address("bob@hel.fi"))
        #expect(anna < bob)
        #expect(anna == Address("anna@HEL.fi"))
        #expect(anna.local == "anna")
        #expect(anna.domain.text == "hel.fi")
        #expect("\(anna)" == "a…@hel.fi")
    }

    @Test(
        "Punycode as RFC 3492 section 7.1 has it",
        arguments: [
            ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"),
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
            ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
            ("bücher", "bcher-kva"), ("ääkköset", "kkset-fraa0m"),
        ])
    func punycode(label: String, encoded: String) {
        #expect(Punycode.encode(label.unicodeScalars).map { String(decoding: $0, as: UTF8.self) } == encoded)
    }
}
