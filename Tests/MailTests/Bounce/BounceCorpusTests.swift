import Base
import Foundation
import Testing

@testable import Mail

/// The answers are those of other readers; where they differ from ours for a reason, the reason is beside it.
@Suite("Bounces in real mails", .enabled(if: Corpus.directory != nil, Corpus.isAbsent))
struct BounceCorpusTests {
    private struct Verdict {
        let file: String
        let isSure: Bool
        /// Dead or not, by address.
        let recipients: [String: Bool]
        /// Whether it is a vacation notice, which comes back as well but is no bounce.
        let isVacation: Bool

        init?(_ line: [String: Any]) {
            guard let file = line["file"] as? String, let verdict = line["verdict"] as? [[String: Any]] else {
                return nil
            }
            self.file = file
            isSure = line["sure"] as? Bool ?? false
            isVacation = !verdict.isEmpty && verdict.allSatisfy { $0["reason"] as? String == "vacation" }
            var recipients: [String: Bool] = [:]
            for entry in verdict {
                let address = (entry["address"] as? String ?? "").lowercased()
                // A stand-in for a complaint that hides who complains: nobody is the right answer.
                if address.hasSuffix(".invalid") { continue }
                recipients[address] = entry["dead"] as? Bool ?? false
            }
            self.recipients = recipients
        }
    }

    private static func lines(_ path: String) throws -> [[String: Any]] {
        try Corpus.text(path).split(separator: "\n").compactMap {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
    }

    @Test("the right recipient in 97 of 100, the right judgement in 95 of 100")
    func sisimai() throws {
        var files = 0
        var named = 0
        var judged = 0
        var misses: Set<String> = []
        for verdict in try Self.lines("bounce/sisimai.expected.jsonl").compactMap(Verdict.init) where verdict.isSure {
            files += 1
            let bounce = Message(try Corpus.bytes("bounce/sisimai/\(verdict.file)")).bounce
            if verdict.isVacation {
                #expect(bounce == nil)
                named += 1
                judged += 1
                continue
            }
            var found: [String: Bool] = [:]
            for recipient in bounce?.recipients ?? [] {
                if let address = recipient.address { found[address.text] = recipient.isDead }
            }
            let isNamed = Set(found.keys) == Set(verdict.recipients.keys)
            let isJudged = verdict.recipients.allSatisfy { found[$0.key] ?? false == $0.value }
            named += isNamed ? 1 : 0
            judged += isJudged ? 1 : 0
            if !isNamed || !isJudged { misses.insert(String(verdict.file.dropLast(4))) }
        }
        print("sisimai: of \(files) sure ones \(named) with the right recipients, \(judged) judged right")
        try #require(files > 200)
        #expect(named * 100 >= files * 97)
        #expect(judged * 100 >= files * 95)
        #expect(misses == Set(Self.differences.keys))
    }

    /// Where we differ from the other readers, and why.
    private static let differences = [
        "arf-12": "the complaint names its recipient in Removal-Recipient; they read none",
        "rfc3464-28": "two reports in one file: what follows the end of the first is not the mail",
        "lhost-v5sendmail-01": "they cut the returned mail's recipient short",
        "lhost-amazonses-09": "a notification in JSON by a web service: no mail server sends it to a list's address",
        "lhost-amazonses-02": "“Unknown user” is believed; they know that this provider says so of filtered mail",
        "lhost-amazonworkmail-02": "“User Unknown” with 5.2.1: they believe the code, and elsewhere the words",
        "lhost-messagingserver-06": "the same",
        "lhost-sendmail-27": "the refusal is RCPT's, read after DATA was sent: the transcript shows it",
        "lhost-surfcontrol-01": "“No such user” is believed; they know of what product it comes",
        "lhost-x1-01": "the same",
        "lhost-x2-01": "“doesn't have an account” is believed",
        "rfc3464-42": "“does not exist” is believed",
        "lhost-exim-37": "after the content, the name that does not exist is the sender's own",
        "lhost-opensmtpd-12": "a delay: nobody is given up while a server still tries",
        "lhost-trendmicro-03": "the server's answer stands only inside the returned mail, which is itself a report",
        "rhost-aol-06": "a name server's malformed answer says nothing of the domain",
    ]

    @Test("of old bounces 85 in 100 name all recipients and tell given up from delayed")
    func flufl() throws {
        var files = 0
        var right = 0
        for line in try Self.lines("bounce/flufl.expected.jsonl") {
            let file = try #require(line["file"] as? String)
            let failed = Set((line["permanent"] as? [String] ?? []).map { $0.lowercased() })
            let delayed = Set((line["temporary"] as? [String] ?? []).map { $0.lowercased() })
            var found: [BouncedRecipient.Action: Set<String>] = [.failed: [], .delayed: []]
            for recipient in Message(try Corpus.bytes("bounce/flufl/\(file)")).bounce?.recipients ?? [] {
                // That reader names the address that was written to.
                guard let address = recipient.originalAddress ?? recipient.address else { continue }
                found[recipient.action, default: []].insert(address.text)
            }
            files += 1
            if found[.failed] == failed, found[.delayed] == delayed { right += 1 }
        }
        print("flufl: \(right) of \(files) right")
        try #require(files > 60)
        #expect(right * 100 >= files * 85)
    }

    @Test("what is no bounce is none", arguments: Corpus.files(in: "bounce/not"))
    func others(name: String) throws {
        let message = Message(try Corpus.bytes("bounce/not/\(name)"))
        #expect(message.bounce == nil)
        #expect(message.feedback == nil)
    }

    @Test(
        "no automatic reply is a bounce",
        arguments: Corpus.files(in: "autoreply").filter { !$0.hasPrefix("NOT-") })
    func autoReplies(name: String) throws {
        #expect(Message(try Corpus.bytes("autoreply/\(name)")).bounce == nil)
    }
}
