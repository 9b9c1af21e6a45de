import Base
import Testing

@testable import Mail

@Suite("Written headers")
struct HeaderWriterTests {
    private static let subjects = [
        "", "Kokous", "  edges  ", "Ihmisoikeusiltapäivä", "two  spaces   inside", "=?utf-8?q?looks_encoded?=",
        "Tervetuloa mukaan ihmisoikeusverkoston kevään ensimmäiseen iltapäivään Helsingin kaupungintalolle 12.2.2026",
        "A long plain subject that has to be folded because it does not fit on one line of seventy-eight characters",
        "日本語の件名がここにあり、とても長いので複数の符号化語に分割されなければならない", "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦 family", "plain words then ääkkösiä then plain",
        String(repeating: "ä", count: 500), String(repeating: "x", count: 2500), "a=b?c_d (e) \"f\" <g>",
    ]

    private func header(_ field: OutgoingField) -> (text: String, message: Message) {
        let bytes = HeaderWriter.bytes(of: [field])
        return (String(decoding: bytes, as: UTF8.self), Message(bytes + [0x0D, 0x0A]))
    }

    @Test("a subject reads back as it was written", arguments: subjects)
    func readsBack(subject: String) {
        let (_, message) = header(.text("Subject", subject))
        #expect(message.subject == subject.trimmed)
    }

    @Test("lines are folded at 78 and encoded words kept to 75", arguments: subjects)
    func lengths(subject: String) {
        let (text, _) = header(.text("Subject", subject))
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
        for line in text.split(separator: "\r\n") {
            #expect(line.utf8.count <= (line.contains("=?UTF-8?") ? 76 : 78))
            #expect(line.contains { $0 != " " })
            for word in line.split(separator: " ") where word.hasPrefix("=?UTF-8?") { #expect(word.utf8.count <= 75) }
        }
    }

    @Test("a word that cannot be folded stays under the hard limit")
    func hardLimit() {
        let (text, _) = header(.structured("References", "<\(String(repeating: "r", count: 3000))@x>"))
        #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 998 })
    }

    @Test("the shorter encoding is taken")
    func shorter() {
        #expect(
            header(.text("Subject", "Ihmisoikeusverkostön ohjelma")).text
                == "Subject: =?UTF-8?Q?Ihmisoikeusverkost=C3=B6n?= ohjelma\r\n")
        #expect(header(.text("Subject", "会議")).text == "Subject: =?UTF-8?B?5Lya6K2w?=\r\n")
    }

    @Test(
        "no line break and no control gets out",
        arguments: [
            "a\r\nBcc: evil@example.org", "a\nBcc: evil@example.org", "a\rBcc: evil@example.org", "a\u{0}b",
            "a\u{2028}b",
            "ä\r\n\r\nbody", "\u{85}Bcc: x", "a\u{7F}\u{1B}[31m",
        ])
    func injection(text: String) throws {
        let address = try #require(Address("anna@hel.fi"))
        let fields: [OutgoingField] = [
            .text("Subject", text), .structured("List-Help", text),
            .mailboxes("From", [NamedAddress(name: text, address: address)]),
            OutgoingField("List-Id", .phrase(text, structured: "<a.b>")), .text("X-\(text)", "v"),
            OutgoingField("Content-Disposition", .parameters(text, [Parameter(name: text, value: text)])),
        ]
        for field in fields {
            let lines = header(field).text.split(separator: "\r\n", omittingEmptySubsequences: false)
            #expect(lines.last == "")
            #expect(lines.dropFirst().dropLast().allSatisfy { $0.hasPrefix(" ") })
            #expect(lines.allSatisfy { $0.utf8.allSatisfy { (0x20...0x7E).contains($0) } })
        }
    }

    @Test(
        "a display name is quoted or encoded as its characters ask",
        arguments: [
            ("Anna Koordinaattori", "Anna Koordinaattori <anna@hel.fi>"),
            ("Anna K.", "\"Anna K.\" <anna@hel.fi>"),
            ("Say \"hi\" \\ bye", "\"Say \\\"hi\\\" \\\\ bye\" <anna@hel.fi>"),
            ("Anna (Verkosto)", "\"Anna (Verkosto)\" <anna@hel.fi>"),
            ("evil@example.org", "\"evil@example.org\" <anna@hel.fi>"),
            ("Anna Mäki", "=?UTF-8?Q?Anna_M=C3=A4ki?= <anna@hel.fi>"),
            ("", "anna@hel.fi"),
        ])
    func names(name: String, written: String) throws {
        let address = try #require(Address("anna@hel.fi"))
        let (text, message) = header(.mailboxes("From", [NamedAddress(name: name, address: address)]))
        #expect(text == "From: \(written)\r\n")
        #expect(message.from.mailboxes == [NamedAddress(name: name, address: address)])
    }

    @Test("words that end in a colon are folded as others are")
    func colons() throws {
        let name = String(repeating: "kutsu: ", count: 200) + "loppu"
        let address = try #require(Address("a@b.fi"))
        let header = HeaderWriter.bytes(of: [.mailboxes("From", [NamedAddress(name: name, address: address)])])
        #expect(header.split(separator: 0x0A).allSatisfy { $0.count <= 79 })
        #expect(Message(header + [0x0D, 0x0A]).from.mailboxes.map(\.name) == [name])
    }

    @Test("many addresses read back in order")
    func manyAddresses() throws {
        let mailboxes = try (1...40).map { number in
            NamedAddress(name: "Jäsen, \(number)", address: try #require(Address("m\(number)@hel.fi")))
        }
        #expect(header(.mailboxes("To", mailboxes)).message.to.mailboxes == mailboxes)
    }

    @Test(
        "file names read back",
        arguments: [
            "ohjelma.pdf", "päiväkirja – kevät.pdf", "a\"b\\c.txt", String(repeating: "long name ", count: 30) + ".pdf",
            String(repeating: "pitkä nimi ", count: 30) + ".pdf", "日本語.docx", "100% varma*.txt", "x/y;z=1",
        ])
    func filenames(name: String) {
        let field = OutgoingField(
            "Content-Disposition", .parameters("attachment", [Parameter(name: "filename", value: name)]))
        let (text, message) = header(field)
        #expect(message.parts[0].filename == name)
        #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 160 })
    }
}
