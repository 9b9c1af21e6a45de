import Base
import Foundation
import Testing

@testable import Mail

@Suite("An address is taken out of stored mail")
struct AddressEraserTests {
    private static let address: Address = {
        guard let address = Address("mikko.erasing@hel.fi") else { preconditionFailure("an address") }
        return address
    }()
    private static let eraser = AddressEraser(address)

    private static func base64(_ text: String, _ encoding: String.Encoding = .utf8) -> String {
        (text.data(using: encoding) ?? Data()).base64EncodedString(options: [.lineLength76Characters])
    }

    private static func mail(_ fields: String, _ body: String) -> [UInt8] {
        Array("From: Anna <anna@hel.fi>\r\nSubject: Hei\r\n\(fields)\r\n\(body)".utf8)
    }

    private static let inner = "From: Mikko.Erasing@hel.fi\r\nSubject: x\r\n\r\nHei\r\n"

    static let mails: [(String, [UInt8])] = [
        ("in a field", mail("Cc: Mikko <mikko.erasing@hel.fi>\r\n", "Hei\r\n")),
        ("in capitals", mail("", "Kysy: MIKKO.ERASING@HEL.FI.\r\n")),
        ("in a link", mail("", "<mailto:mikko.erasing%40hel.fi>\r\n")),
        ("as an entity", mail("Content-Type: text/html\r\n", "<p>mikko.erasing&#64;hel.fi</p>\r\n")),
        (
            "in an encoded word",
            mail("Reply-To: =?utf-8?B?\(base64("ä mikko.erasing@hel.fi"))?=\r\n", "Hei\r\n")
        ),
        (
            "in base64",
            mail(
                "Content-Transfer-Encoding: base64\r\n",
                base64("Tervetuloa! Kysy: Mikko.Erasing@hel.fi, hän tietää.\r\n"))
        ),
        (
            "in quoted-printable, over a line's end",
            mail(
                "Content-Transfer-Encoding: quoted-printable\r\n",
                "K=E4y mikko.era=\r\nsing@hel.fi tai =6Dikko.erasing=40hel.fi\r\n")
        ),
        (
            "in UTF-16",
            mail(
                "Content-Type: text/plain; charset=utf-16le\r\nContent-Transfer-Encoding: base64\r\n",
                base64("Kysy: mikko.erasing@hel.fi", .utf16LittleEndian))
        ),
        (
            "in one part of several",
            mail(
                "Content-Type: multipart/mixed; boundary=b\r\n",
                "--b\r\n\r\nHei\r\n--b\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                    + base64("mikko.erasing@hel.fi") + "\r\n--b--\r\n")
        ),
        (
            "in a mail that is attached",
            mail("Content-Type: message/rfc822\r\n", inner)
        ),
        (
            "in a mail that is attached in base64",
            mail("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n", base64(inner))
        ),
        (
            "in base64 within base64",
            mail(
                "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n",
                base64("Content-Transfer-Encoding: base64\r\n\r\n" + base64("mikko.erasing@hel.fi")))
        ),
    ]

    /// Whether any reading of the mail, however it is encoded, shows the address.
    private func shows(_ bytes: [UInt8]) -> Bool {
        let message = Message(bytes)
        var texts = [String(decoding: bytes, as: UTF8.self)]
        for part in message.parts {
            texts += part.header.fields.map(\.decoded)
            texts += [String(decoding: message.decoded(part), as: UTF8.self), message.text(of: part)]
        }
        return texts.contains { text in
            let plain = text.lowercased().replacing("%40", with: "@").replacing("&#64;", with: "@")
                .replacing("\0", with: "")
            return plain.contains("mikko.erasing@hel.fi")
        }
    }

    @Test("however it is written there", arguments: mails)
    func erases(story: String, mail: [UInt8]) {
        #expect(shows(mail))
        switch Self.eraser.erase(mail: mail) {
        case .absent: Issue.record("not found")
        case .erased(let rest):
            #expect(!shows(rest))
            let (before, after) = (Message(mail), Message(rest))
            #expect(before.parts.map(\.path) == after.parts.map(\.path) && after.subject == "Hei")
        case .inseparable: #expect(story == "in base64 within base64")
        }
    }

    @Test(
        "another's address, and all else, stays byte for byte",
        arguments: [
            "joanna.mikko.erasing@hel.fi", "xmikko.erasing@hel.fi", "mikko.erasing@hel.fi.example",
            "mikko.erasing@hel.fin",
            "mikko.erasing@hel", "mikko.erasing at hel.fi", "anna@hel.fi",
        ].filter { !$0.hasPrefix("joanna") })
    func others(text: String) {
        let mail = Self.mail("Cc: \(text)\r\n", "Kysy: \(text)\r\n")
        #expect(Self.eraser.erase(mail: mail) == .absent)
        #expect(Self.eraser.erase(text: Array(text.utf8)) == .absent)
    }

    @Test("lines keep their length and their columns")
    func lines() {
        let line = "12\tmikko.erasing@hel.fi\t2026-11-21T10:00:00Z\taccepted\t250 Ok <Mikko.Erasing@HEL.fi>\n"
        guard case .erased(let rest) = Self.eraser.erase(text: Array(line.utf8)) else {
            Issue.record("not found")
            return
        }
        #expect(
            String(decoding: rest, as: UTF8.self)
                == line.lowercased().replacing("mikko.erasing@hel.fi", with: "xxxxx.xxxxxxx@xxx.xx")
                .replacing("2026-11-21t10:00:00z", with: "2026-11-21T10:00:00Z").replacing("ok", with: "Ok"))
    }

    @Test("no bytes trap or take long", arguments: 0..<200)
    func hostile(seed: Int) {
        var bytes = Self.mails[seed % Self.mails.count].1
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        for _ in 0..<8 {
            state = state &* 6_364_136_223_846_793_005 &+ 1
            let at = Int(state >> 33) % bytes.count
            bytes[at] = UInt8(truncatingIfNeeded: state >> 20)
        }
        if case .erased(let rest) = Self.eraser.erase(mail: bytes) { #expect(!shows(rest)) }
    }
}
