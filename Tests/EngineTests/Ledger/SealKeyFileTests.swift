import Base
import MailingList
import Testing

@testable import Engine

@Suite("The secret")
struct SealKeyFileTests {
    @Test("is made on the first start, as text, and read again after")
    func firstStart() throws {
        let disk = FakeDisk()
        let key = try SigningKeyFile.open(on: disk, entropy: CountingEntropy())
        #expect(key.bytes.count == SigningKey.length)
        let text = try #require(try disk.read("secret"))
        #expect(text.count == 65 && text.last == 0x0A)
        let later = FakeDisk(disk.model.crashed(.nothing))
        #expect(try SigningKeyFile.open(on: later, entropy: CountingEntropy()).bytes == key.bytes)
        #expect(later.calls == 0)
    }

    private static let half = String(repeating: "0a", count: 16)

    @Test(
        "that is no key is refused without being shown",
        arguments: [
            "", "\n", "0a", half, half + half + "0", half + half.dropLast() + "g", half.uppercased() + half,
            half + "\n" + half,
        ])
    func damaged(_ text: String) throws {
        let disk = FakeDisk()
        try disk.write(Array(text.utf8), to: "secret")
        #expect { try SigningKeyFile.open(on: disk, entropy: CountingEntropy()) } throws: {
            ($0 as? LedgerError)?.description.hasPrefix(
                "secret is damaged in line 1: it is not 32 bytes in hexadecimal.") == true
        }
        #expect(try disk.read("secret") == Array(text.utf8))
    }
}
