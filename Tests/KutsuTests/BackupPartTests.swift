import Base
import Testing

@testable import kutsu

@Suite("The mails of a backup in the mailbox")
struct BackupPartTests {
    @Test("a subject names its part, and no other mail's subject does")
    func labels() {
        let part = MailboxBackup.Part(
            list: "verkosto", time: Instant(secondsSince1970: 1_795_000_000), number: 2, count: 3)
        #expect(part.label == "Kutsu backup verkosto 2026-11-18T11:06:40Z 2/3")
        #expect(MailboxBackup.Part(label: part.label) == part)
        for label in [
            "", "Kutsu backup verkosto 2026-11-18T11:06:40Z 4/3", "Kutsu backup verkosto 2026-11-18T11:06:40Z 0/3",
            "Kutsu backup verkosto 2026-11-18T11:06:40Z 1/", "Re: Kutsu backup verkosto 2026-11-18T11:06:40Z 1/3",
            "Kutsu backup verkosto yesterday 1/3",
        ] { #expect(MailboxBackup.Part(label: label) == nil, "\(label)") }
    }
}
