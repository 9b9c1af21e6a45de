import Base
import Foundation
import Mail
import MailingList
import Testing

@testable import kutsu

/// Mails made after what users of other programs reported, with what a user would expect of each.
@Suite(
    "Mails of the kinds that users reported",
    .enabled(if: Reported.folder != nil, "the corpora are absent: set KUTSU_CORPORA"))
struct ReportedMailTests {
    @Test("each is taken as its sender meant it", arguments: Reported.rows, LineEnd.allCases)
    func reads(row: Reported.Row, lineEnd: LineEnd) throws {
        try expect(row.expected, of: Reported.bytes(row.file), lineEnd)
    }

    @Test("each report counts for what it says, and no person's mail is one", arguments: Reported.reports)
    func reports(row: Reported.Row) throws {
        try expect(row.expected, of: Reported.bytes("bounce/\(row.file)"), .lf)
    }

    @Test("each invitation is taken at its time, with the links that members need", arguments: Reported.invitations)
    func invitations(row: Reported.Row) throws {
        let message = Message(try Reported.bytes("calendar/\(row.file).eml"))
        let found = InspectedMail(message.bytes, list: try Reported.list.get())
        guard case .invitation(let plan)? = found.heldPost?.kind else {
            Issue.record("\(row.file) is not held: \(found.decision?.description ?? "")")
            return
        }
        #expect(found.decision?.letterNames == ["preview"])
        guard case .success(let object)? = message.calendar else { return }
        let words = try object.event().description
        let said = "\(Self.text(of: plan.span)) \(words)"
        #expect(said.contains(row.expected))
        if row.file == "method-body-only" { #expect(message.isCalendarMail) }
    }

    private static func text(of span: CalendarSpan) -> String {
        switch span {
        case .moments(let start, let end): "\(start.text)/\(end.text)"
        case .days(let start, let end): "days \(start.daysSince1970) to \(end.daysSince1970)"
        }
    }

    private func expect(_ expected: String, of mail: [UInt8], _ lineEnd: LineEnd) throws {
        let bytes = lineEnd == .crlf ? LineEnd.withCrlf(mail) : mail
        let found = InspectedMail(bytes, list: try Reported.list.get())
        let check = try #require(Self.checks[expected], "nobody knows what “\(expected)” means")
        let decision = found.decision?.description ?? ""
        let comment: Comment =
            "\(expected): \(found.kind) \(found.reason ?? ""), \(decision), “\(found.written)”, \(found.itemText ?? "-")"
        #expect(check(found), comment)
    }

    private static let checks: [String: @Sendable (InspectedMail) -> Bool] = [
        "join": { $0.isDecided("askedToJoin") },
        "join by olli@hel.test": { mail in
            mail.isDecided("askedToJoin") && mail.decision?.letters.first?.to.text == "olli@hel.test"
        },
        "leave": { $0.request == "leave" && $0.decision?.letterNames == ["confirmLeave"] },
        "leave, and the quotation is not in the new text": {
            $0.request == "leave" && $0.written.filter { !$0.isWhitespace } == "eroa"
        },
        "a reply's prefix does not count: leave": { $0.request == "leave" },
        "automatic": { $0.kind == .automatic && $0.isDecided("ignored") },
        "a person's mail": { mail in
            ![.automatic, .bounce].contains(mail.kind) && !["ignored", "quarantined"].contains(mail.decision?.name)
        },
        "to people": { $0.isDecided("forwarded") },
        "not dead": { $0.kind == .bounce && !$0.bounce.isEmpty && $0.bounce.allSatisfy { !$0.isDead } },
        "text has both": { $0.written.contains("Tiedote jäsenille") && $0.written.contains("LOPPUOSA") },
        "situation letter": { $0.decision?.letterNames == ["situation"] },
        "help letter": { $0.decision?.letterNames.first?.hasPrefix("help") == true },
        "the tip keeps all its words": { mail in
            let said = mail.message.text(of: mail.message.parts[0]).split(separator: "\n")
            return said.allSatisfy { mail.itemText?.contains($0) == true }
        },
        "tip without the program's line": { $0.itemText == "Hyvä näyttely Oodissa\n\nKannattaa käydä." },
        "what is passed on as a tip, or it goes to people": { mail in
            mail.itemText?.contains("Raportti julkaistaan") == true
                || mail.decision?.entryNames.contains("forwarded") == true
        },
        "held for sv only": { $0.heldPost?.audience == .speaking(.sv) && $0.heldPost?.subject == "Rubrik" },
        "held with a preview": { $0.heldPost != nil && $0.decision?.letterNames == ["preview"] },
    ]
}

/// The line ends that a test reads its mails with.
enum LineEnd: String, CaseIterable {
    case lf, crlf

    static func withCrlf(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for byte in bytes {
            if byte == 0x0A, result.last != 0x0D { result.append(0x0D) }
            result.append(byte)
        }
        return result
    }
}

enum Reported {
    struct Row: CustomTestStringConvertible, Sendable {
        var file: String
        var expected: String
        var testDescription: String { "\(file): \(expected)" }
    }

    static let folder: URL? = {
        let beside = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/corpora")
        let named = ProcessInfo.processInfo.environment["KUTSU_CORPORA"].map { URL(filePath: $0) }
        let folder = (named ?? beside).appending(path: "reported").standardizedFileURL
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: #require(folder).appending(path: path)))
    }

    /// What the corpus itself says of each mail.
    static let rows: [Row] = {
        let table = (try? bytes("expected.tsv")).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return table.split(separator: "\n").dropFirst().compactMap { line in
            let columns = line.split(separator: "\t").map(String.init)
            return columns.count == 2 ? Row(file: columns[0], expected: columns[1]) : nil
        }
    }()

    /// What their names say.
    static let reports: [Row] = {
        let names = FileManager.default.enumerator(atPath: folder?.appending(path: "bounce").path ?? "")?.allObjects
        return (names?.compactMap { $0 as? String } ?? []).sorted().map { name in
            let expected = name.hasPrefix("A") ? "automatic" : name.hasPrefix("B") ? "not dead" : "a person's mail"
            return Row(file: name, expected: expected)
        }
    }()

    /// By the names of their files; a time in UTC, or what is said of them.
    static let invitations: [Row] = [
        Row(file: "conference-7986", expected: "https://meet.jit.si/kutsutesti"),
        Row(file: "date-datetime", expected: "days 20830 to 20831"),
        Row(file: "dur-P90M", expected: "T12:00:00Z/2027-01-12T13:30:00Z"),
        Row(file: "dur-PT1D", expected: "days 20830 to 20831"),
        Row(file: "ics-attached-desc", expected: "https://teams.microsoft.com/l/meetup-join/"),
        Row(file: "method-body-only", expected: "https://x.test/liity"),
        Row(file: "tz-EET", expected: "T11:00:00Z/2027-07-12T13:00:00Z"),
        Row(file: "tz-W-Europe", expected: "T12:00:00Z/2027-07-12T14:00:00Z"),
        Row(file: "tz-stockholm-novtz", expected: "T12:00:00Z/2027-07-12T14:00:00Z"),
        Row(file: "xalt-70k", expected: "Lyhyt"),
        Row(file: "xaltdesc-only", expected: "https://x.test/liity"),
    ]

    /// The list that the mails were written to.
    static let list = Result {
        let fixture = try ListFixture(languages: "\"fi\", \"sv\", \"en\"")
        for (name, language) in [("maija", "fi"), ("sven", "sv"), ("joe", "en")] {
            try fixture.add("\(name)@hel.test", "--language", language)
        }
        return try Inspect.ListView(fixture.context())
    }
}

extension InspectedMail {
    func isDecided(_ verdict: String) -> Bool { decision?.name == verdict }

    /// The words of the tip that the mail would become.
    var itemText: String? {
        for case .item(.received(let item)) in decision?.entries ?? [] { return item.text }
        return nil
    }

    var heldPost: Post? {
        for case .post(.held(let post)) in decision?.entries ?? [] { return post }
        return nil
    }
}

extension Decision {
    fileprivate var description: String { "\(verdict) \(entryNames) \(letterNames)" }
}
