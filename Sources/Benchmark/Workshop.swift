import Base
import Engine
import Glibc
import Mail
import MailingList

/// A list on a real disk, for as long as a measurement takes.
final class Workshop {
    let directory: String
    let disk: FileDisk
    let policy: Policy
    let signer: TokenSigner

    init() throws {
        var template = Array("/tmp/kutsu-benchmark-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Trouble(text: "no temporary directory") }
        directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        disk = try FileDisk(directory: directory, patience: .seconds(10))
        guard let list = Address("list@hel.fi"), let anna = Address("anna@hel.fi"), let key = SigningKey(Array(0..<32))
        else { throw Trouble(text: "the benchmark's own addresses") }
        policy = Policy(
            name: "list", address: list, titles: [.fi: "Verkosto"], languages: [.fi, .sv, .en], coordinators: [anna],
            joining: .domains(DomainPattern("hel.fi").map { [$0] } ?? []))
        signer = TokenSigner(list: "list", key: key)
    }

    deinit {
        for folder in ["posts", "outbox", "archive", "quarantine"] { try? disk.removeFolder(folder) }
        for name in (try? disk.names(in: "")) ?? [] { try? disk.remove(name) }
        rmdir(directory)
    }

    /// Members 0 ..< count, as an admin's import makes them, a thousand a transaction.
    func fill(_ ledger: inout Ledger, _ count: Int, at now: Instant) throws {
        for start in stride(from: 0, to: count, by: 10_000) {
            try ledger.transact(at: now) { (batch: inout Batch) throws(LedgerError) in
                for some in stride(from: start, to: min(start + 10_000, count), by: 1000) {
                    let people = (some..<min(some + 1000, count)).compactMap { number in
                        Self.address(number).map { Newcomer($0, .fi) }
                    }
                    let decision = batch.decide(.admin(.add(people, .imported, welcome: false)), policy)
                    try batch.add(decision, source: .admin, policy: policy)
                }
            }
        }
        try ledger.compact(at: now)
    }

    static func address(_ number: Int) -> Address? { Address("etunimi.sukunimi\(number)@hel.fi") }

    static let now = Instant(secondsSince1970: 1_800_000_000)

    /// `liity` from a person, as a mail client writes it.
    static func joinMail(_ number: Int) -> [UInt8] {
        let lines = [
            "Return-Path: <person\(number)@hel.fi>",
            "Received: from mail.hel.fi (mail.hel.fi [192.0.2.1]) by mx.example.org with ESMTPS id \(number);",
            "\tMon, 15 Jan 2027 10:00:00 +0200", "From: Person \(number) <person\(number)@hel.fi>",
            "To: list@hel.fi", "Subject: liity", "Date: Mon, 15 Jan 2027 10:00:00 +0200",
            "Message-ID: <\(number).benchmark@hel.fi>", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "", "Hei, haluaisin mukaan.", "", "-- ", "Person \(number)", "",
        ]
        return Array(lines.joined(separator: "\r\n").utf8)
    }
}

struct Trouble: Error { let text: String }
