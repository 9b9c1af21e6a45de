import Base
import Testing

@testable import Wire

@Suite("SmtpBody")
struct SmtpBodyTests {
    static func write(_ segments: [String], _ form: SmtpBody.Form, step: Int) -> String {
        var body = SmtpBody(segments.map { Array($0.utf8)[...] }, form: form)
        var bytes: [UInt8] = []
        while !body.append(to: &bytes, atMost: step) {}
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        "dots are doubled at the start of a line only, wherever the bytes are cut",
        arguments: [
            ([""], ".\r\n"),
            (["a\r\n"], "a\r\n.\r\n"),
            (["a"], "a\r\n.\r\n"),
            (["a\r"], "a\r\r\n.\r\n"),
            (["a\n"], "a\n\r\n.\r\n"),
            ([".\r\n"], "..\r\n.\r\n"),
            (["..\r\n"], "...\r\n.\r\n"),
            (["a.b.\r\n.c\r\n..\r\n"], "a.b.\r\n..c\r\n...\r\n.\r\n"),
            (["a\r\n.\r\nMAIL FROM:<x>\r\n"], "a\r\n..\r\nMAIL FROM:<x>\r\n.\r\n"),
            (["a\r\n", ".b", ".", "\r\n"], "a\r\n..b.\r\n.\r\n"),
            (["", "a\r", "\n", "", ".", "\r\n"], "a\r\n..\r\n.\r\n"),
            (["a\n.\nb\r.\r\n"], "a\n..\nb\r..\r\n.\r\n"),
        ])
    func dots(_ segments: [String], _ expected: String) {
        for step in 1...12 { #expect(Self.write(segments, .lines, step: step) == expected) }
    }

    @Test("a BDAT chunk is the message unchanged", arguments: [[""], ["a"], [".\r\n", "", "..", "\n.\n"]])
    func chunk(_ segments: [String]) {
        for step in 1...12 { #expect(Self.write(segments, .chunk, step: step) == segments.joined()) }
    }
}
