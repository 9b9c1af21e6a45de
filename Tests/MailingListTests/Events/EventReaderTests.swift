import Base
import Foundation
import Mail
import TestWorld
import Testing

@testable import MailingList

/// Mails as Outlook, Google and Apple write them, and some that are broken.
@Suite("What a mail says about an event")
struct EventReaderTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Calendars")
    private static let reader = RequestReader(policy: W.timelyPolicy, signer: W.signer)

    private static func read(_ name: String, _ change: (String) -> String = { $0 }) throws -> Request {
        let text = try String(contentsOf: folder.appending(path: "\(name).eml"), encoding: .utf8)
        return Mails.read(Array(change(text).utf8), by: reader)
    }

    private static let outlook =
        "040000008200E00074C5B7101A82E00800000000B0A4E5A0F16FDA01000000000000000010000000D3B7A3B0A9C0D94A8E1A5F2C4B6D7E8F"
    private static let google = "6kq3ceb1cdhj2b9o@google.com"
    private static let apple = "0D6C3F0E-1111-2222-3333-444455556666"
    /// Written a minute before `W.now`.
    private static let stamp = W.instant("2026-11-21T12:19:00Z")

    private static func plan(
        _ name: String, uid: String = "", sequence: Int = 0, stamp: Instant? = stamp, span: CalendarSpan? = nil,
        place: String = "", _ change: (inout EventPlan) -> Void = { _ in }
    ) -> EventRequest {
        var plan = EventPlan(
            uid: uid, sequence: sequence, stamp: stamp, span: span ?? W.plan().span, name: name, place: place)
        change(&plan)
        return .plan(plan)
    }

    private static func reply(
        _ uid: String, _ attendee: Address, _ participation: Participation, sequence: Int? = nil, stamp: String? = nil,
        isForPeople: Bool = false
    ) -> EventRequest {
        .answer(
            CalendarAnswer(
                uid: uid, attendee: attendee, participation: participation, sequence: sequence,
                stamp: stamp.map { W.instant("2026-11-21T\($0)Z") }, isForPeople: isForPeople))
    }

    /// Six of ten, each at 14 on the list's clocks.
    private static let weeks: [CalendarSpan] = (0..<6).map { week in
        .moments(
            start: W.instant("2026-12-12T12:00:00Z") + .days(Int64(7 * week)),
            end: W.instant("2026-12-12T14:00:00Z") + .days(Int64(7 * week)))
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var file: String
        var event: EventRequest?
        init(_ file: String, _ event: EventRequest?) { (self.file, self.event) = (file, event) }
        var testDescription: String { file }
    }

    static let cases: [Case] = [
        Case(
            "outlook-request",
            plan("Kevätkokous", uid: outlook, sequence: 2, place: "Toinen linja 7, Helsinki")),
        Case("outlook-cancel", .cancellation(uid: outlook, sequence: 3)),
        // Its comment is a line feed, and it names no organizer.
        Case("outlook-reply", reply(outlook, W.mikko, .accepted, sequence: 2, stamp: "12:15:00")),
        Case(
            "outlook-reply-words",
            reply(outlook, W.mikko, .tentative, sequence: 2, stamp: "12:15:00", isForPeople: true)),
        Case("outlook-counter", reply(outlook, W.mikko, .tentative, sequence: 2, stamp: "12:15:00", isForPeople: true)),
        Case("outlook-series", .refused(.series(weeks, place: ""))),
        Case("google-request", plan("Kokous", uid: google)),
        // Marked as automatic, and a person's answer all the same.
        Case("google-reply", reply(google, W.maria, .declined, sequence: 1, stamp: "12:16:00")),
        Case("google-reply-note", reply(google, W.maria, .declined, sequence: 1, stamp: "12:16:00", isForPeople: true)),
        Case("google-automatic-request", nil),
        Case(
            "apple-request",
            plan("Retki", uid: apple, span: W.days("2026-12-12", "2026-12-14").span) {
                $0.url = "https://hel.fi/retki"
                $0.isTransparent = true
            }),
        Case("apple-reply", reply(apple, W.maria, .tentative, sequence: 1, stamp: "12:17:00", isForPeople: true)),
        // Bare line feeds, small letters, no method in the object, no stamp, no sequence, no mailto.
        Case("broken-reply", reply("kokous@hel.fi", W.mikko, .accepted)),
        Case("nobody-reply", .unclearAnswer),
        // A zone that the file does not define is the list's own.
        Case(
            "attached", plan("Jouluglögit", uid: "a1b2c3d4-thunderbird", place: "Oodi") { $0.isTentative = true }),
        // Said to somebody else.
        Case("forwarded", nil),
        Case("damaged", .refused(.calendar(.unreadableProperty("DTSTART")))),
        Case("written-fi", plan("[fi] Glögit", stamp: nil, place: "Oodi, Töölönlahdenkatu 4")),
        Case(
            "written-sv", plan("Vandring", stamp: nil, span: W.days("2026-12-12", "2026-12-14").span, place: "Noux")),
        Case("written-unclear", .refused(.time(.unknownWords, written: "joulun alla"))),
        Case("written-later", nil),
    ]

    @Test("a whole mail", arguments: cases)
    func reads(example: Case) throws {
        #expect(try Self.read(example.file).event == example.event)
    }

    @Test("no file is without its line in the table")
    func complete() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).map { $0.dropLast(4) }
        #expect(files.sorted() == Self.cases.map { Substring($0.file) }.sorted())
    }

    @Test("an automatic mail counts as an answer only, and its words never do")
    func automatic() throws {
        let answer = try Self.read("google-reply")
        #expect(answer.obstacle == nil && answer.command == nil && answer.excerpt == "")
        let said = try Self.read("google-reply") { $0.replacing("Maria has declined", with: "eroa\r\n\r\nMaria") }
        #expect(said.command == nil && said.event == answer.event)
        guard case .automatic? = try Self.read("google-automatic-request").obstacle else {
            Issue.record("an automatic invitation counts")
            return
        }
        let absent = try Self.read("outlook-request") {
            $0.replacing("MIME-Version", with: "Auto-Submitted: auto-replied\r\nMIME-Version")
        }
        #expect(absent.obstacle != nil && absent.event == nil)
    }

    @Test("a bounce that carries an answer is a bounce")
    func bounce() throws {
        let bounce = try Self.read("google-reply") {
            $0.replacing("MIME-Version", with: "Return-Path: <>\r\nMIME-Version")
        }
        let plain = try Self.read("broken-reply") {
            "Return-Path: <>\n"
                + $0.replacing(
                    "text/calendar; charset=utf-8; method=REPLY",
                    with: "multipart/report; report-type=delivery-status; boundary=b")
        }
        // An empty Return-Path alone is what Google's answers have as well.
        #expect(bounce.event != nil)
        #expect(plain.event == nil && plain.obstacle != nil)
    }

    @Test("names and places are one line, and not endless")
    func lines() throws {
        let long = String(repeating: "ä", count: 3000)
        let request = try Self.read("google-request") {
            $0.replacing("SUMMARY:Kokous", with: "SUMMARY:a\\nb\u{1B}[31m\u{202E}\(long)").replacing(
                "LOCATION:", with: "LOCATION:\(long)")
        }
        guard case .plan(let plan)? = request.event else {
            Issue.record("no plan: \(String(describing: request.event))")
            return
        }
        for text in [plan.name, plan.place] {
            #expect(text.hasSuffix("ä…") && (200...CleanText.longestLine + 1).contains(text.count))
        }
        #expect(plan.name.hasPrefix("a b") && !plan.name.unicodeScalars.contains { $0.value < 32 })
    }

    @Test("a zone that nobody knows is asked about, and the list's own is not mistaken for another")
    func zones() throws {
        let mars = try Self.read("attached") { $0 }
        #expect(mars.event != nil)
        let other = try Self.read("broken-reply") { _ in
            String(
                decoding: Mails.mail(
                    from: "anna@hel.fi", subject: "x",
                    ["MIME-Version: 1.0", "Content-Type: text/calendar; method=REQUEST"],
                    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:x\r\n"
                        + "DTSTART;TZID=Europe/Atlantis:20261212T140000\r\nEND:VEVENT\r\nEND:VCALENDAR"), as: UTF8.self)
        }
        #expect(other.event == .refused(.calendar(.unknownZone("Europe/Atlantis"))))
    }
}
