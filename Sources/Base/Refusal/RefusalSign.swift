/// Words by which a server's text shows what it speaks of.
struct RefusalSign: Sendable {
    let subject: RefusalSubject
    /// Of each of these a phrase must be there, in any order.
    private let all: [RefusalPhrases]
    private let unless: RefusalPhrases?
    /// It speaks of a mailbox or an account, and does not say whose.
    let isOfSomeMailbox: Bool

    init(
        _ subject: RefusalSubject, _ all: RefusalPhrases..., unless: RefusalPhrases? = nil, ofSomeMailbox: Bool = false
    ) {
        (self.subject, self.all, self.unless, isOfSomeMailbox) = (subject, all, unless, ofSomeMailbox)
    }

    func isIn(_ words: RefusalWords) -> Bool {
        all.allSatisfy { words.have($0) } && !(unless.map { words.have($0) } ?? false)
    }
}
