import Foundation
import Testing

/// What forged and hostile mail gets: a defined answer, and the daemon goes on.
@Suite(.mailStack, .serialized) struct ForgedMailTests {
    @Test("nobody can throw another out, and who is not from here gets one kind letter")
    func forgedLeave() async throws {
        let list = try await MailStack.shared().list()
        let daemon = try await list.run()
        let (matti, eve) = (list.person("matti"), list.person("eve", at: "evil.test"))
        try await matti.joins(list)
        try await eve.writes(to: list, subject: "eroa") { $0.set("From", "Matti <\(matti.address)>") }
        let question = try await matti.inbox.next()
        #expect(question.subject.contains("Vahvista eroamisesi"))
        for _ in 0..<3 { try await eve.writes(to: list, subject: "liity") }
        let refusal = try await eve.inbox.next()
        #expect(try await refusal.text().contains("@hel.test"))
        try await list.handles(try await eve.writes(to: list, subject: "liity"))
        #expect(eve.inbox.count() == 1)
        #expect(try await list.command("members", "export").output.contains(matti.address))
        #expect(try await daemon.terminate() == .exit(0))
    }

    /// From fields that try to look like somebody of ours.
    private static let forgeries: [String] = [
        "anna@hel.test.evil.test",
        "\"anna@hel.test\" <x@evil.test>",
        "x@evil.test, anna@hel.test",
        "anna@hel.test\r\nFrom: eve@evil.test",
        "=?utf-8?q?anna=40hel.test?= <x@evil.test>",
        "anna@hel.test (\r\n bcc: everybody) <x@evil.test>",
        "group: anna@hel.test;",
        "anna@hel.test\u{0}@evil.test",
        "<anna@hel.test> <x@evil.test>",
    ]

    @Test("no way of writing From makes a stranger a member")
    func from() async throws {
        let list = try await MailStack.shared().list()
        let daemon = try await list.run()
        let eve = list.person("eve", at: "evil.test")
        for from in Self.forgeries {
            let mail =
                "From: \(from)\r\nTo: \(list.address)\r\nSubject: liity\r\nMessage-ID: <\(UUID().uuidString)@x>\r\n\r\nliity\r\n"
            list.inbox.deliverQuietly(Array(mail.utf8))
        }
        try await list.handles(try await eve.writes(to: list, subject: "ohje"))
        let members = try await list.command("members", "export").output
        #expect(members.split(whereSeparator: \.isNewline).count == 1, "only the header line: \(members)")
        #expect(daemon.isRunning)
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("a mail of 60 MB, one with 10 000 nested parts, a header of 5 MB and our own mail leave the daemon at work")
    func monsters() async throws {
        let list = try await MailStack.shared().list()
        let daemon = try await list.run()
        let eve = list.person("eve")
        let start = "From: \(eve.address)\r\nTo: \(list.address)\r\nSubject: liity\r\n"
        let large = Array((start + "Message-ID: <large@x>\r\n\r\n").utf8) + [UInt8](repeating: 0x61, count: 60_000_000)
        list.inbox.deliverQuietly(large)
        var nested = start + "Message-ID: <nested@x>\r\n"
        for depth in 0..<10_000 {
            nested += "Content-Type: multipart/mixed; boundary=b\(depth)\r\n\r\n--b\(depth)\r\n"
        }
        list.inbox.deliverQuietly(Array(nested.utf8))
        let header =
            start + "Message-ID: <header@x>\r\nX-Long: " + String(repeating: "a b\r\n ", count: 850_000) + "\r\n\r\n"
        list.inbox.deliverQuietly(Array(header.utf8))
        let own = "From: \(list.address)\r\nTo: \(list.address)\r\nSubject: liity\r\nMessage-ID: <own@x>\r\n\r\n"
        list.inbox.deliverQuietly(Array(own.utf8))

        let tooLarge = try await eve.inbox.wait { $0.subject.contains("liian suuri") }
        #expect(try await tooLarge.text().contains("20"))
        let notice = try await list.coordinator.inbox.next()
        #expect(!(try await notice.text().isEmpty))
        // One notice may tell of both.
        try await awaiting("two mails in quarantine, each with its reason") {
            let kept = try? FileManager.default.contentsOfDirectory(atPath: list.stateDirectory + "/quarantine")
            return [".eml", ".reason"].allSatisfy { end in kept?.count { $0.hasSuffix(end) } == 2 } ? () : nil
        }
        let matti = list.person("matti")
        try await matti.joins(list)
        #expect(list.inbox.mails().allSatisfy { $0.folder != "INBOX" })
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("a thousand mails from one sender in a minute bring five letters, and nothing of them is lost")
    func flood() async throws {
        let list = try await MailStack.shared().list()
        let daemon = try await list.run()
        let eve = list.person("eve")
        for number in 0..<1000 {
            let command = number.isMultiple(of: 2) ? "liity" : "Kysymys \(number)"
            let mail =
                "From: \(eve.address)\r\nTo: \(list.address)\r\nSubject: \(command)\r\nMessage-ID: <\(number)@flood>\r\n\r\nHei.\r\n"
            try list.inbox.deliver(Array(mail.utf8))
        }
        let matti = list.person("matti")
        let last = try await matti.writes(to: list, subject: "liity")
        try await list.handles(last)
        try await awaiting("all mails to be done") {
            list.inbox.mails().allSatisfy { $0.folder != "INBOX" } ? () : nil
        }
        #expect(list.inbox.count() == 1001)
        _ = try await matti.inbox.next()
        try await Task.sleep(for: .seconds(1))
        #expect(eve.inbox.count() == 5)
        let forwarded = list.coordinator.inbox.mails().filter { $0.subject.hasPrefix("Kysymys") }
        #expect(forwarded.count == 50)
        #expect(list.coordinator.inbox.count() == 51, "and one letter that says so")
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("a thousand forged names in a minute stay below the caps; a post goes out and a proven member is served")
    func names() async throws {
        let list = try await MailStack.shared().list { $0["relay", "per_day"] = 10_000 }
        let daemon = try await list.run()
        let (matti, anna) = (list.person("matti"), list.coordinator)
        try await matti.joins(list)
        let welcome = try #require(matti.inbox.mails().last)
        for number in 0..<1000 {
            let from = number % 5 == 4 ? "" : "From: Nimi <nimi\(number)@hel.test>\r\n"
            let subject = ["liity", "Kysymys \(number)", "vinkki: Osta", "omat tiedot", "Rikki"][number % 5]
            let mail =
                "\(from)To: \(list.address)\r\nSubject: \(subject)\r\nMessage-ID: <\(number)@names>\r\n\r\nHei.\r\n"
            try list.inbox.deliver(Array(mail.utf8))
        }
        let started = ContinuousClock.now
        try await anna.writes(to: list, subject: "Tiedote", body: "Hei kaikki.")
        try await anna.answers(try await anna.inbox.wait { $0.subject.contains("Julkaistaanko?") }, "julkaise")
        _ = try await matti.inbox.wait { $0.subject == "Tiedote" }
        #expect(ContinuousClock.now - started < .seconds(60))
        try await matti.answers(welcome, "ohje")
        _ = try await matti.inbox.wait { $0.subject.hasPrefix("Näin lista toimii") }
        try await awaiting("all mails to be done") {
            list.inbox.mails().allSatisfy { $0.folder != "INBOX" } ? () : nil
        }
        let journal = try String(contentsOfFile: list.stateDirectory + "/journal", encoding: .utf8)
        func count(_ text: String) -> Int { journal.split(separator: text, omittingEmptySubsequences: false).count - 1 }
        let letters = ["confirmJoin", "notMember", "tipFromStranger", "help"].map { count("\tletter kind=\($0) ") }
        #expect(letters.reduce(0, +) <= 102, "a hundred an hour, and two for whom is proven: \(letters)")
        #expect(count("\tforwarded ") <= 60)
        #expect(count("\tletter kind=capNotice ") <= 3, "one word about each cap")
        #expect(try FileManager.default.contentsOfDirectory(atPath: list.stateDirectory + "/quarantine").count <= 200)
        let status = try String(contentsOfFile: "/proc/\(try #require(daemon.pid))/status", encoding: .utf8)
        let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }?.split(separator: " ").dropFirst()
            .first
        #expect(peak.flatMap { Int($0) }.map { $0 < 300_000 } == true, "\(peak ?? "")")
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("automatic mail is never answered, and answers no question of ours")
    func automatic() async throws {
        let list = try await MailStack.shared().list()
        let daemon = try await list.run()
        let (matti, anna) = (list.person("matti"), list.coordinator)
        try await matti.writes(to: list, subject: "liity")
        let question = try await matti.inbox.next()
        try await list.handles(try await matti.isAway(question))
        #expect(!(try await list.command("members", "export").output.contains(matti.address)))
        try await anna.writes(to: list, subject: "Tieto", body: "Hei.")
        let preview = try await anna.inbox.next()
        try await list.handles(try await anna.isAway(preview))
        try await list.handles(try await anna.answers(preview, ""))
        let reminder = try await anna.inbox.next()
        #expect(!reminder.subject.hasPrefix("Lähetetty"))
        #expect(matti.inbox.count() == 1 && anna.inbox.count() == 2)
        #expect(try await daemon.terminate() == .exit(0))
    }
}

extension Inbox {
    /// A mailbox that cannot be written to fails the test by the mail that never comes.
    func deliverQuietly(_ bytes: [UInt8]) {
        do { try deliver(bytes) } catch { Issue.record(error) }
    }
}
