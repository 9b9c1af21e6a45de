import Base
import Foundation
import Mail
import MailingList
import Testing

@testable import Engine

/// Somebody who asked to be forgotten is in no file of the list.
@Suite("Erasing people from the files")
struct ErasingTests {
    private static let person: Address = {
        guard let address = Address("eva.example@hel.fi") else { preconditionFailure("an address") }
        return address
    }()
    private static let fingerprint: AddressFingerprint = {
        guard let key = SigningKey([UInt8](repeating: 7, count: 32)) else { preconditionFailure("a key") }
        return TokenSigner(list: ListLife.list, key: key).fingerprint(of: person)
    }()
    private static let now = ListLife.start

    private static let encoded = Array(
        ("From: anna@hel.fi\r\nReply-To: =?utf-8?B?"
            + Data("Eva <Eva.Example@hel.fi>".utf8).base64EncodedString()
            + "?=\r\nSubject: Kokous\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
            + "--b\r\n\r\nKysy: EVA.EXAMPLE@HEL.FI\r\n--b\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + Data("Ilmoittaudu: eva.example@hel.fi, kiitos!".utf8).base64EncodedString()
            + "\r\n--b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\neva.exam=\r\nple=40hel.fi\r\n--b--\r\n")
            .utf8)

    /// Every file in which any reading shows the person.
    private func showing(_ disk: FakeDisk) throws -> [String] {
        var names = try disk.names(in: "")
        for folder in ["posts", "archive", "quarantine"] {
            names += try disk.names(in: folder).map { "\(folder)/\($0)" }
        }
        for job in try disk.names(in: "outbox") {
            names += try disk.names(in: "outbox/\(job)").map { "outbox/\(job)/\($0)" }
        }
        return try names.filter { name in
            guard let bytes = try disk.read(name) else { return false }
            let message = Message(bytes)
            var texts = [String(decoding: bytes, as: UTF8.self)]
            for part in message.parts {
                texts += part.header.fields.map(\.decoded) + [String(decoding: message.decoded(part), as: UTF8.self)]
            }
            return texts.contains { $0.lowercased().replacing("%40", with: "@").contains("eva.example@hel.fi") }
        }
    }

    private func commit(_ entries: [Entry], letters: [Letter] = [], mail: [UInt8] = encoded, to ledger: inout Ledger)
        throws
    {
        try ledger.transact(at: Self.now) { (batch: inout Batch) throws(LedgerError) in
            try batch.add(
                Decision(.nothing, entries: entries, letters: letters), source: .admin, mail: mail,
                policy: ListLife.policy)
        }
    }

    /// A list whose every file names the person.
    private func list() throws -> (FakeDisk, Ledger) {
        let disk = FakeDisk()
        _ = try SigningKeyFile.open(on: disk, entropy: CountingEntropy())
        var ledger = try Ledger(disk: disk, list: ListLife.list)
        let member = Member(
            address: Self.person, language: .fi, joined: Self.now, consent: Consent(means: .admin),
            choices: Choices(pause: .until(Self.now + .days(9))))
        try commit([.membership(.joined(member))], to: &ledger)
        try ledger.compact(at: Self.now)
        var post = ListLife.meeting(1)
        post.kind = .announcement
        try commit([.post(.held(post))], to: &ledger)
        try commit([.post(.published(post.id, recipients: 1))], to: &ledger)
        let progress = "0\teva.example@hel.fi\t2026-11-21T10:00:00Z\taccepted\t250 Ok\n"
        try disk.write(Array(progress.utf8), to: "outbox/\(post.id.text)/progress")
        try commit([.post(.finished(post.id, Report()))], to: &ledger)
        try commit(
            [.forwarding(.quarantined(QuarantineID(digest: MailDigest(value: 5)), reason: "from Eva.Example@hel.fi"))],
            to: &ledger)
        try commit([.bounce(.returned(Self.person, post.id)), .forwarding(.flooded(Self.person))], to: &ledger)
        return (disk, ledger)
    }

    private static let forgotten: [Entry] = [
        .membership(.left(person, .erased)), .erasure(.erased(person, fingerprint)),
    ]

    @Test("all that names a person is gone after the compaction that erasure asks for, and the rest stands")
    func erases() throws {
        var (disk, ledger) = try list()
        let before = try showing(disk)
        #expect(
            Set(before.map { String($0.split(separator: "/")[0]) }) == [
                "members", "journal", "posts", "archive", "quarantine",
            ],
            "\(before)")
        #expect(before.contains { $0.hasSuffix(".progress") } && before.contains { $0.hasSuffix(".reason") })
        try commit(Self.forgotten, to: &ledger)
        #expect(ledger.isDueForCompaction(at: Self.now))
        try ledger.compact(at: Self.now)
        #expect(try showing(disk) == [])
        #expect(!ledger.isDueForCompaction(at: Self.now) && ledger.state.erasures.pending.isEmpty)
        #expect(ledger.state.erasures[Self.fingerprint] == Self.now)
        let mail = try #require(try disk.read("archive/\(ListLife.meeting(1).id.text).eml"))
        #expect(Message(mail).subject == "Kokous" && Message(mail).parts.count == 4)
        #expect(try Fsck.examine(disk, list: ListLife.list).isEmpty)
        #expect(try Ledger(disk: disk, list: ListLife.list).state == ledger.state)
    }

    @Test("it waits for the last letter, and for nothing else")
    func lastLetter() throws {
        var (disk, ledger) = try list()
        let letter = Letter(.erasure(.erased), to: Self.person, language: .fi)
        try commit(Self.forgotten, letters: [letter], to: &ledger)
        #expect(!ledger.isDueForCompaction(at: Self.now))
        try ledger.compact(at: Self.now)
        #expect(try showing(disk).contains("journal"))
        let id = try #require(ledger.state.letters.ids.first)
        try commit([.letter(.ended(id, .accepted))], to: &ledger)
        #expect(ledger.isDueForCompaction(at: Self.now))
        try ledger.compact(at: Self.now)
        #expect(try showing(disk) == [])
    }

    @Test("a disk that fails at any call loses nothing, and the next compaction erases")
    func crashes() throws {
        var (whole, first) = try list()
        try commit(Self.forgotten, to: &first)
        let model = whole.model
        let start = whole.calls
        try first.compact(at: Self.now)
        let count = whole.calls - start
        #expect(count > 10)
        for call in 0..<count {
            let disk = FakeDisk(model)
            var ledger = try Ledger(disk: disk, list: ListLife.list)
            disk.fail((disk.calls + call)..<(disk.calls + call + 1), .broken)
            #expect(throws: LedgerError.self) { try ledger.compact(at: Self.now) }
            disk.fail(0..<0, .broken)
            ledger = try Ledger(disk: disk, list: ListLife.list)
            #expect(ledger.state.erasures[Self.fingerprint] != nil)
            if ledger.isDueForCompaction(at: Self.now) { try ledger.compact(at: Self.now) }
            #expect(try showing(disk) == [], "failed at call \(call)")
        }
        whole = FakeDisk(model)
    }
}
