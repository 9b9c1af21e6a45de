import Base
import MailingList
import Testing

@testable import Engine

/// A journal that is larger than what is read of it together.
@Suite("A long journal")
struct JournalPortionTests {
    private static let lineEnd = UInt8(ascii: "\n")

    /// Of some megabytes, in lines of a thousand joins.
    private static let lived = Result {
        let disk = FakeDisk()
        var ledger = try Ledger(disk: disk, list: ListLife.list)
        for block in 0..<30 {
            try ledger.transact(at: ListLife.start) { (batch: inout Batch) throws(LedgerError) in
                let members = (0..<1000).compactMap { number in
                    Address("henkilo.numero.\(block * 1000 + number)@hel.fi").map { address in
                        Member(
                            address: address, language: .fi, joined: ListLife.start,
                            consent: Consent(means: .admin, message: "-", wording: "-"))
                    }
                }
                let entries = members.map { Entry.membership(.joined($0)) }
                try batch.add(Decision(.joined, entries: entries), source: .admin, policy: ListLife.policy)
            }
        }
        return (disk.model, ledger.state)
    }

    /// Which line is damaged.
    enum Place: String, CaseIterable, CustomTestStringConvertible {
        case lastWholeLineOfTheFirstPortion, lineAcrossTheFirstPortionsEnd, lastLineOfTheFile
        var testDescription: String { rawValue }
    }

    @Test("is read whole, in portions")
    func whole() throws {
        let (model, state) = try Self.lived.get()
        let disk = FakeDisk(model)
        #expect(try #require(try disk.status(of: Journal.file)).size > 2 * Journal.portion)
        let ledger = try Ledger(disk: disk, list: ListLife.list)
        #expect(ledger.state == state && ledger.state.members.count == 30_000 && ledger.warnings.isEmpty)
    }

    @Test("tells a damaged line wherever a portion ends, and a torn one only at its own end", arguments: Place.allCases)
    func damage(_ place: Place) throws {
        let disk = FakeDisk(try Self.lived.get().0)
        var bytes = try #require(try disk.read(Journal.file))
        let border = Journal.portion
        let last = try #require(bytes[..<border].lastIndex(of: Self.lineEnd))
        let damaged =
            switch place {
            case .lastWholeLineOfTheFirstPortion: last - 20
            case .lineAcrossTheFirstPortionsEnd: last + 20
            case .lastLineOfTheFile: bytes.count - 20
            }
        bytes[damaged] ^= 1
        try disk.lock()
        try disk.write(bytes, to: Journal.file)
        disk.unlock()
        let number = bytes[..<damaged].count { $0 == Self.lineEnd } + 1
        if place == .lastLineOfTheFile {
            let ledger = try Ledger(disk: disk, list: ListLife.list)
            #expect(ledger.state.members.count == 29_000 && ledger.warnings.count == 1)
        } else {
            let expected = LedgerError.damaged(file: "journal", line: number, reason: "the checksum does not fit")
            #expect(throws: expected) { _ = try Ledger(disk: disk, list: ListLife.list) }
            #expect(try disk.read(Journal.file) == bytes)
        }
    }
}
