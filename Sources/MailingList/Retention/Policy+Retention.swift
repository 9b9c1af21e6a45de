import Base

extension Policy {
    /// How long what is over is kept; nil for as long as nobody removes it.
    package struct Retention: Hashable, Sendable {
        /// The mails of posts, and what the relay said of their copies.
        package var posts: Seconds?
        /// Handled mail in the mailbox's done folder.
        package var doneMail: Seconds?
        /// Whom the list wrote to and heard from, and mail in quarantine.
        package var contacts: Seconds?

        package init(posts: Seconds? = nil, doneMail: Seconds? = nil, contacts: Seconds? = nil) {
            self.posts = posts
            self.doneMail = doneMail
            self.contacts = contacts
        }
    }
}
