import Base
import Testing

@testable import Mail

struct CodingTests {
    private static func decode(_ encoding: TransferEncoding, _ text: String) -> String {
        String(decoding: encoding.decode(Array("..\(text)".utf8)[2...]), as: UTF8.self)
    }

    @Test(
        "base64, also damaged",
        arguments: [
            ("", ""), ("Zm9v", "foo"), ("Zm9vYg==", "foob"), ("Zm9vYmE=", "fooba"), ("Zm9v\r\nYmFy\r\n", "foobar"),
            ("Zm 9v!Y*mFy", "foobar"), ("Zm9vYg", "foob"), ("Zm9vYmE", "fooba"), ("Zm9vY", "foo"), ("=Zm9v", "foo"),
            ("Zm9vYg==\r\nYmFy\r\n", "foobbar"), ("Zg==Zg==Zg==", "fff"),
            ("Zm9vYg==\r\n-- \r\nBest regards\r\n", "foob"), ("Zm9vYg==\r\n\r\nAnna\u{20}K\r\n", "foob"),
            ("Zm9vYg==\r\nHello\r\n", "foob"), ("====", ""),
        ])
    func base64(text: String, expected: String) {
        #expect(Self.decode(.base64, text) == expected)
        #expect(Base64.decodedCount(Array(text.utf8)[...]) == expected.utf8.count)
    }

    @Test(
        "quoted-printable, also damaged",
        arguments: [
            ("p=C3=B6yt=c3=a4", "pöytä"), ("a=\r\nb=\nc", "abc"), ("a=  \r\nb", "ab"), ("a  \t\r\nb \nc ", "a\r\nb\nc"),
            ("a b", "a b"), ("1=2", "1=2"), ("=", ""), ("a=", "a"), ("=4", "=4"), ("=G1=41", "=G1A"), ("==41", "=A"),
            ("a=20\r\n", "a \r\n"), ("= x", "= x"),
        ])
    func quotedPrintable(text: String, expected: String) {
        #expect(Self.decode(.quotedPrintable, text) == expected)
    }

    @Test(
        "uuencode, also with its blanks trimmed",
        arguments: [
            ("begin 644 a.txt\r\n#8V%T\r\n`\r\nend\r\n", "cat"), ("text\nbegin 644 a\n\"8V$ \n \nend\nmore", "ca"),
            ("begin 644 a\n\"8V$\nend", "ca"), ("no begin\n#8V%T\n", ""), ("begin 644 a\n#8V%T", "cat"),
        ])
    func uuencode(text: String, expected: String) {
        #expect(Self.decode(.uuencode, text) == expected)
    }

    private static let encodings: [(String?, TransferEncoding)] = [
        (nil, TransferEncoding.sevenBit), ("7bit", .sevenBit), ("8BIT", .eightBit), ("binary", .binary),
        ("Quoted-Printable", .quotedPrintable), ("\"base64\"", .base64), ("base64 (as always)", .base64),
        ("base64; x=y", .base64), ("x-uuencode", .uuencode), ("rot13", .unknown), ("", .unknown),
    ]

    @Test("transfer encodings by name", arguments: Self.encodings)
    func names(value: String?, expected: TransferEncoding) {
        #expect(TransferEncoding(value) == expected)
    }

    private static let readings: [(String?, [UInt8], String)] = [
        ("utf-8", [0xC3, 0xA4], "ä"), (nil, [0xC3, 0xA4], "ä"), (nil, [0xE4], "ä"), ("utf-8", [0xE4], "ä"),
        ("us-ascii", [0xC3, 0xA4], "ä"), ("us-ascii", [0x93], "“"), ("iso-8859-1", [0x80, 0xE4], "€ä"),
        ("ISO_8859-1:1987", [0xE4], "ä"), ("latin1", [0xE4], "ä"), ("x-unknown", [0xE4], "ä"),
        ("klingon", [0xC3, 0xA4], "ä"), ("iso-8859-15", [0xA4], "€"), ("iso-8859-8-i", [0xE0], "א"),
        ("windows-1251", [0xC4, 0xE0], "Да"), ("koi8-r", [0xE4, 0xC1], "Да"), ("CP866", [0x84, 0xA0], "Да"),
        ("ks_c_5601-1987", [0xB0, 0xA1], "가"), ("gb2312", [0xD6, 0xD0], "中"), ("x-gbk", [0xD6, 0xD0], "中"),
        ("big5", [0xA4, 0xA4], "中"), ("Shift_JIS", [0x93, 0xFA], "日"), ("euc-jp", [0xC6, 0xFC], "日"),
        ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42], "日"), ("utf-16", [0xFE, 0xFF, 0, 0x41], "A"),
        ("UTF-16LE", [0x41, 0], "A"), ("unicode-1-1-utf-7", [0x2B, 0x41, 0x4F, 0x51, 0x2D], "ä"),
        ("macintosh", [0x8A], "ä"), ("csISOLatin1", [0xE4], "ä"), ("utf-8//IGNORE", [0xC3, 0xA4], "ä"),
        ("utf-8", [0xC3, 0xA4, 0xFF], "ä\u{FFFD}"), ("iso-2022-jp", [0x41, 0xFF, 0x42], "A\u{FFFD}B"),
        ("gb2312", [0xD6], "\u{FFFD}"), ("euc-jp", [0xC3, 0xA4, 0xC3], "辰\u{FFFD}"), ("utf-8", [], ""),
        ("../../../tmp/x", [0xE4], "ä"), ("INTERNAL", [0xE4], "ä"), ("windows-1252", [0x81], "\u{FFFD}"),
    ]

    @Test("bytes are read in their character set, or in the likeliest", arguments: Self.readings)
    func charsets(name: String?, bytes: [UInt8], expected: String) {
        #expect(Charset.decode(bytes, charset: name) == expected)
    }

    @Test("long text is converted whole")
    func longText() {
        let bytes = [UInt8](repeating: 0xC4, count: 100_001)
        #expect(Charset.decode(bytes, charset: "windows-1251") == String(repeating: "Д", count: 100_001))
        let garbage = [UInt8](repeating: 0xFF, count: 20_000)
        #expect(Charset.decode(garbage, charset: "euc-jp").unicodeScalars.count == 20_000)
    }

    private static let writings: [(String, String, [UInt8]?)] = [
        ("ä", "utf-8", [0xC3, 0xA4]), ("ä", "iso-8859-1", [0xE4]), ("€", "iso-8859-1", nil),
        ("€", "windows-1252", [0x80]),
        ("ä", "us-ascii", nil), ("a", "us-ascii", [0x61]), ("€", "iso-8859-15", [0xA4]), ("日", "iso-8859-15", nil),
        ("日a", "iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42, 0x61]),
        ("日", "iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42]), ("a", "klingon", nil),
        ("\u{FFFD}", "windows-1252", nil),
    ]

    @Test("text is written only in a set that holds it", arguments: Self.writings)
    func encoding(text: String, name: String, expected: [UInt8]?) {
        #expect(Charset.encode(text, charset: name) == expected)
    }

    // iconv works ahead, and does that work again for each character that it cannot write.
    @Test("refusing a text costs no more than writing one")
    func refusing() {
        let texts = ["日", "日\u{FFFD}"].map { String(repeating: $0, count: 20_000) }
        let seconds = texts.map { text in Growth.seconds { _ = Charset.encode(text, charset: "iso-2022-jp") } }
        #expect(seconds[1] < seconds[0] * 10)
    }
}
