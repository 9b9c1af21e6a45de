import Base
import TestWorld
import Testing

@Suite("Text inside a line of a file")
struct PercentCodecTests {
    @Test("whatever the text, it comes back, and never breaks a line or a column", arguments: HostileText.all)
    func roundTrip(_ text: String) {
        let escaped = PercentCodec.column(text)
        #expect(PercentCodec.value(escaped) == text)
        #expect(!escaped.isEmpty)
        #expect(escaped.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "=") })
    }

    @Test("a broken escape is no text", arguments: ["%", "%4", "%zz", "%2f", "a%", "%FF", "%C3"])
    func broken(_ text: String) {
        #expect(PercentCodec.value(text) == nil)
    }

    @Test("plain words stay as they are, so that grep finds them")
    func plain() {
        #expect(PercentCodec.column("kevätjuhla") == "kevätjuhla")
        #expect(PercentCodec.column("a b") == "a%20b")
        #expect(PercentCodec.column("") == "-")
        #expect(PercentCodec.column("-") == "%2D")
    }
}
