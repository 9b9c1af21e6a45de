import Base

/// Which of our mails somebody answers.
package struct Reply: Hashable, Sendable {
    package var purpose: TokenPurpose
    /// Whether the token is genuine, and made for this purpose and day, and for this sender where it is made for one.
    package var isProven: Bool
    /// When the token was made, where it tells.
    package var issued: Instant?

    package init(_ purpose: TokenPurpose, isProven: Bool, issued: Instant? = nil) {
        self.purpose = purpose
        self.isProven = isProven
        self.issued = issued
    }

    /// The post that is answered, or whose preview is.
    package var post: PostID? {
        switch purpose {
        case .post(let id), .copy(let id): id
        default: nil
        }
    }

    /// Whether the address in From is shown to be the sender's. The token of a preview is made for the post, the item or
    /// the newcomer, so that any coordinator may answer: it says nothing of who does.
    package var provesSender: Bool {
        switch purpose {
        case .post, .item, .admission: false
        default: isProven
        }
    }
}
