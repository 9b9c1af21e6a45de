import Base

/// The name of a post, of its files and of its job: the day and eight hexadecimal digits, `20261121-7f3a9c04`.
package struct PostID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String

    /// Nil unless `text` is a day, a hyphen and eight lower-case hexadecimal digits: it becomes a file name.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 17, bytes[8] == UInt8(ascii: "-"),
            bytes[..<8].allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            bytes[9...].allSatisfy({ "0123456789abcdef".utf8.contains($0) })
        else { return nil }
        self.text = String(text)
    }

    /// The id of a mail that came at `instant`; the same mail gets the same id again.
    package init(at instant: Instant, digest: MailDigest) {
        text = String(instant.text.prefix(10)).filter { $0 != "-" } + "-" + digest.text.prefix(8)
    }

    /// The id of a post that no mail brought: what makes it differ from others is in `seed`.
    package init(at instant: Instant, seed: String) {
        self.init(at: instant, digest: MailDigest(of: seed))
    }

    package var description: String { text }
    package static func < (left: PostID, right: PostID) -> Bool { left.text < right.text }
}
