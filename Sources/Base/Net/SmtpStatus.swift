/// An enhanced mail system status code such as `5.1.1` (RFC 3463 section 2).
package struct SmtpStatus: Hashable, Sendable, CustomStringConvertible {
    /// The code's class: 2 success, 4 persistent transient failure, 5 permanent failure.
    package let statusClass: Int
    /// What it concerns: 1 address, 2 mailbox, 3 system, 4 network, 5 protocol, 6 content, 7 policy.
    package let subject: Int
    /// Up to three digits: Exchange really uses three (`5.2.252`).
    package let detail: Int

    /// For codes that are written in the source; what servers say is read by `init(exactly:)`.
    package init(_ statusClass: Int, _ subject: Int, _ detail: Int) {
        guard let status = SmtpStatus(exactly: statusClass, subject, detail) else {
            preconditionFailure("\(statusClass).\(subject).\(detail) is no status code")
        }
        self = status
    }

    /// Nil where RFC 3463 knows no such class, or a number has more than three digits.
    package init?(exactly statusClass: Int, _ subject: Int, _ detail: Int) {
        guard [2, 4, 5].contains(statusClass), (0...999).contains(subject), (0...999).contains(detail) else {
            return nil
        }
        (self.statusClass, self.subject, self.detail) = (statusClass, subject, detail)
    }

    package var description: String { "\(statusClass).\(subject).\(detail)" }
}
