import Testing

@testable import Wire

@Suite("TXT records")
struct DnsTextTests {
    /// The answer to `hel.test TXT`: a header, the question, and these records with a pointer to the name.
    private static func message(_ records: [(type: UInt8, data: [UInt8])]) -> [UInt8] {
        let header: [UInt8] = [0, 1, 0x81, 0x80, 0, 1, 0, UInt8(records.count), 0, 0, 0, 0]
        let question = [3] + Array("hel".utf8) + [4] + Array("test".utf8) + [0, 0, 16, 0, 1]
        let answers = records.flatMap { record -> [UInt8] in
            [0xC0, 12, 0, record.type, 0, 1, 0, 0, 1, 0, 0, UInt8(record.data.count)] + record.data
        }
        return header + question + answers
    }

    private static func text(_ pieces: String...) -> [UInt8] {
        pieces.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
    }

    @Test("pieces of a record belong together, and an alias is none")
    func records() {
        let message = Self.message([(5, [0xC0, 12]), (16, Self.text("v=spf1 ", "-all")), (16, Self.text("other"))])
        #expect(DnsText.texts(in: message) == ["v=spf1 -all", "other"])
        #expect(DnsText.texts(in: Self.message([])) == [])
    }

    @Test("an answer that was cut, or spoilt in any byte, never traps")
    func damaged() {
        let message = Self.message([(16, Self.text("v=spf1 -all"))])
        for length in 0..<message.count { #expect(DnsText.texts(in: Array(message[..<length])) == nil) }
        for place in message.indices {
            for value in [0, 0x3F, 0x40, 0xC0, 0xFF] as [UInt8] {
                var spoilt = message
                spoilt[place] = value
                _ = DnsText.texts(in: spoilt)
            }
        }
    }
}
