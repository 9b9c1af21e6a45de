import Base

/// What a letter to a coordinator tells of sending, as it is known when the letter is written.
package struct SendingOutlook: Equatable, Sendable {
    /// Mails that wait to be sent.
    package var waiting: Int
    /// When the last of them, or the last copy of the post if it is published now, will have gone out; nil where nobody can
    /// tell.
    package var ready: Instant?
    /// Whether the copies of the post will share messages.
    package var isGrouped: Bool

    package init(waiting: Int = 0, ready: Instant? = nil, isGrouped: Bool = false) {
        (self.waiting, self.ready, self.isGrouped) = (waiting, ready, isGrouped)
    }
}
