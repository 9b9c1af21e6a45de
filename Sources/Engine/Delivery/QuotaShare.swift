/// Who shares what a relay takes. Neither may use up all of a day, so that a flood of letters holds up no post, and a
/// long post no letter. The raw values stand in the file `quota`.
enum QuotaShare: String, Sendable, CaseIterable {
    /// Mail to single people: letters, and mails that are forwarded to coordinators.
    case letters = "letters"
    /// Copies of posts.
    case posts = "posts"
}

/// Messages, and the recipients that they go to.
struct MailAmount: Equatable, Sendable {
    var messages = 0
    var recipients = 0

    static let unlimited = MailAmount(messages: .max, recipients: .max)
    static let one = MailAmount(messages: 1, recipients: 1)

    var isNothing: Bool { messages == 0 && recipients == 0 }

    static func += (left: inout MailAmount, right: MailAmount) {
        left.messages += right.messages
        left.recipients += right.recipients
    }
}
