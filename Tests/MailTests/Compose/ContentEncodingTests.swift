import Base
import Testing

@testable import Mail

@Suite("Written content")
struct ContentEncodingTests {
    @Test(
        "quoted-printable reads back and keeps its lines short",
        arguments: [
            "", "plain", "päivä = day", "space at the end \r\nnext", "tab\t\r\n", "trailing ", "\r\n\r\n", "=3D",
            "a\rb\nc",
            String(repeating: "x", count: 76), String(repeating: "x", count: 77), String(repeating: "ä", count: 300),
            String(repeating: "x", count: 75) + "=", String(repeating: "word ", count: 100) + "\r\nend",
        ])
    func quotedPrintable(text: String) {
        let encoded = QuotedPrintable.encode(Array(text.utf8))
        #expect(QuotedPrintable.decode(encoded[...]) == Array(text.utf8))
        let lines = String(decoding: encoded, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.utf8.count <= 76 && $0.last != " " && $0.last != "\t" })
        #expect(encoded.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0D || $0 == 0x0A || $0 == 0x09 })
    }

    @Test(
        "base64 is RFC 4648's",
        arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")])
    func base64(text: String, encoded: String) {
        #expect(String(decoding: Base64.encode(Array(text.utf8)), as: UTF8.self) == encoded)
    }

    @Test("base64 of any length reads back in lines of 76", arguments: [0, 1, 56, 57, 58, 114, 1000])
    func base64Lines(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let encoded = Base64.encode(bytes)
        #expect(Base64.decode(encoded[...]) == bytes)
        #expect(Base64.decodedCount(encoded[...]) == bytes.count)
        #expect(
            String(decoding: encoded, as: UTF8.self).split(separator: "\r\n").dropLast().allSatisfy {
                $0.utf8.count == 76
            })
    }

    @Test(
        "text takes the plainest encoding that carries it",
        arguments: [
            ("Plain.\n", "7bit"), ("Päivän ohjelma on tässä.\n", "quoted-printable"),
            (String(repeating: "x", count: 999), "quoted-printable"),
            (String(repeating: "会議", count: 50), "base64"), ("nul\u{0}", "quoted-printable"),
        ])
    func choice(text: String, encoding: String) {
        #expect(EncodedText(text).encoding == encoding)
    }

    @Test(
        "every line end becomes CRLF",
        arguments: [
            ("a\nb", "a\r\nb"), ("a\r\nb", "a\r\nb"), ("a\rb", "a\r\nb"), ("a\r\r\nb", "a\r\nb"),
            ("a\n\nb\n", "a\r\n\r\nb\r\n"),
            ("a\r", "a\r\n"), ("", ""), ("\n", "\r\n"),
        ])
    func lineEnds(text: String, canonical: String) {
        #expect(String(decoding: LineEnds.canonical(Array(text.utf8)), as: UTF8.self) == canonical)
        #expect(LineEnds.areCanonical(Array(text.utf8)[...]) == (text.utf8.elementsEqual(canonical.utf8)))
    }
}
