import Foundation
import Testing

/// The calendar object in a mail that came, line by line: told apart by nobody who wrote it.
struct ArrivedInvitation: Sendable {
    let mail: ReceivedMail
    let judged: Judged
    /// As it came, decoded from the mail.
    let bytes: [UInt8]
    /// Unfolded (RFC 5545 section 3.1).
    let lines: [String]

    init(_ mail: ReceivedMail) async throws {
        self.mail = mail
        judged = try await mail.judged()
        let part = judged.parts.first { $0.type == "text/calendar" }
        bytes = [UInt8](try #require(part?.calendar, "\(mail.subject) holds no calendar"))
        lines = String(decoding: bytes, as: UTF8.self).replacing("\r\n ", with: "").split(separator: "\r\n").map(
            String.init)
    }

    var method: String { value("METHOD") }
    var uid: String { value("UID") }
    var sequence: Int { Int(value("SEQUENCE")) ?? -1 }

    /// What stands behind the colon of the first such property; empty where there is none.
    func value(_ name: String) -> String { values(name).first ?? "" }

    func values(_ name: String) -> [String] {
        properties(name).map { line in
            // A colon within quotation marks is part of a parameter.
            var isQuoted = false
            let colon = line.firstIndex { character in
                if character == "\"" { isQuoted.toggle() }
                return character == ":" && !isQuoted
            }
            return colon.map { String(line[line.index(after: $0)...]) } ?? ""
        }
    }

    /// Whole lines.
    func properties(_ name: String) -> [String] {
        lines.filter { $0.hasPrefix(name + ":") || $0.hasPrefix(name + ";") }
    }
}

extension ArrivedInvitation {
    /// That mail programs show it with buttons, and that its recipient learns of nobody else.
    func expectGood(
        _ expected: String, for person: Person, on list: TestList, hidden: [String], extras: String = "",
        _ place: SourceLocation = #_sourceLocation
    ) {
        #expect(
            judged.structure
                == "mixed(alternative(text/plain, text/html, text/calendar), application/ics\(extras))",
            sourceLocation: place)
        #expect(judged.defects.isEmpty, sourceLocation: place)
        let inline = judged.parts.first { $0.type == "text/calendar" }
        #expect(inline?.disposition == nil && inline?.charset == "utf-8", sourceLocation: place)
        #expect(inline?.method == expected && method == expected, sourceLocation: place)
        let file = judged.parts.first { $0.type == "application/ics" }
        #expect(file?.disposition == "attachment" && file?.name == "invite.ics", sourceLocation: place)
        #expect(file?.sha256 == inline?.sha256, sourceLocation: place)

        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.utf8.count == bytes.count && text.hasSuffix("END:VCALENDAR\r\n"), sourceLocation: place)
        #expect(!text.replacing("\r\n", with: "").contains { $0 == "\r" || $0 == "\n" }, sourceLocation: place)
        #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 75 }, sourceLocation: place)
        #expect(lines.count { $0 == "BEGIN:VEVENT" } == 1, sourceLocation: place)
        #expect(lines.count { $0.hasPrefix("BEGIN:") } == 2, "no alarm, no zone", sourceLocation: place)
        #expect(values("ORGANIZER") == ["mailto:\(list.address)"], sourceLocation: place)
        #expect(values("ATTENDEE") == ["mailto:\(person.address)"], sourceLocation: place)
        let isRequest = expected == "REQUEST"
        let asks = properties("ATTENDEE").allSatisfy {
            $0.contains("PARTSTAT=NEEDS-ACTION") && $0.contains("RSVP=TRUE")
        }
        #expect(asks == isRequest, sourceLocation: place)
        #expect(value("STATUS") == (isRequest ? "CONFIRMED" : "CANCELLED"), sourceLocation: place)
        #expect(value("DTSTART").hasSuffix("Z") && value("DTSTAMP").hasSuffix("Z"), sourceLocation: place)

        #expect(ReceivedMail.address(in: mail.from) == list.address, sourceLocation: place)
        #expect(mail.replyAddress == list.address, sourceLocation: place)
        #expect(ReceivedMail.address(in: mail.to) == person.address, sourceLocation: place)
        let everything = mail.raw + text + judged.parts.compactMap(\.text).joined()
        for address in hidden where address != person.address {
            #expect(!everything.lowercased().contains(address.lowercased()), "\(address)", sourceLocation: place)
        }
    }
}
