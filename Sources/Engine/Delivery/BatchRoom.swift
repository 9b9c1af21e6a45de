/// What one connection may be handed in one go: of all together, and of each share.
struct BatchRoom: Equatable, Sendable {
    /// Recipients in one go, whatever the quota.
    private var places: Int
    private var whole: MailAmount
    private var letters: MailAmount
    private var posts: MailAmount

    init(places: Int, whole: MailAmount, letters: MailAmount, posts: MailAmount) {
        (self.places, self.whole, self.letters, self.posts) = (places, whole, letters, posts)
    }

    static let none = BatchRoom(places: 0, whole: MailAmount(), letters: MailAmount(), posts: MailAmount())

    /// At most so many recipients.
    func limited(to most: Int) -> BatchRoom {
        BatchRoom(places: min(places, most), whole: whole, letters: letters, posts: posts)
    }

    /// How many more messages to one recipient each; of nobody's share in particular where it is nil.
    func messages(of share: QuotaShare?) -> Int { min(recipients(of: share), most(share) { $0.messages }) }

    /// How many more recipients of messages that are there already.
    func recipients(of share: QuotaShare?) -> Int { min(places, most(share) { $0.recipients }) }

    private func most(_ share: QuotaShare?, _ part: (MailAmount) -> Int) -> Int {
        switch share {
        case nil: max(0, part(whole))
        case .letters: max(0, min(part(whole), part(letters)))
        case .posts: max(0, min(part(whole), part(posts)))
        }
    }

    mutating func take(_ amount: MailAmount, of share: QuotaShare) {
        let less = MailAmount(messages: -amount.messages, recipients: -amount.recipients)
        places -= amount.recipients
        whole += less
        if share == .letters { letters += less } else { posts += less }
    }
}
