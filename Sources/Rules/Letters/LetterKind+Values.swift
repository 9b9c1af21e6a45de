extension LetterKind {
    /// The values this letter takes: the contract between whoever decides that a letter is sent and whoever words it.
    package var values: [LetterField] { Self.common + own }

    /// What every letter knows.
    static let common: [LetterField] = [
        need("title", .text),  // the list's name in the letter's language
        need("list", .address),  // the list's own address
    ]

    private var own: [LetterField] {
        switch self {
        case .confirmJoin, .confirmLeave, .confirmLanguage: [need("until", .time), may("token", .token)]
        case .welcome:
            [may("principles", .link), may("tips", .flag), may("languages", .languages)]
        case .alreadyMember: [may("languages", .languages)]
        case .refusedDomain: [need("domains", .texts)]
        case .goodbye: [may("erased", .flag)]
        case .notMember: []
        case .tipThanks: [may("moderated", .flag)]
        case .tipFromStranger: [may("forwarded", .flag)]
        case .help:
            [
                may("forwarded", .flag), may("member", .flag), may("coordinator", .flag), may("tips", .flag),
                may("topics", .flag), may("languages", .languages), may("principles", .link),
            ]
        case .languageChanged: [may("languages", .languages)]
        case .paused: [may("until", .time), may("resumed", .flag)]
        case .topics: [may("chosen", .texts), may("others", .texts)]
        case .myData:
            [
                need("address", .text), may("member", .flag), may("erased", .flag), may("joined", .time),
                may("proof", .text), may("message", .text), may("wording", .text), may("language", .languages),
                may("topics", .texts), may("pausedUntil", .time), may("tips", .texts), may("answers", .texts),
                may("records", .lines(links: true)),
            ]
        case .tooLarge: [need("limit", .size), may("size", .size), may("subject", .text)]
        case .preview:
            post + event + ask + [
                need("members", .members), may("ready", .time), may("sender", .text), may("languages", .languages),
                may("topics", .texts), may("mirrors", .texts), may("when", .text), may("where", .text),
                may("sealed", .flag), may("body", .lines(links: true)),
                may("attachments", .items([need("name", .text), need("size", .size)])),
            ]
        case .previewReminder:
            post + event + unasked + ask + [need("members", .members), may("answer", .text), may("begun", .flag)]
        case .postCancelled: post + event + unasked + [may("accepted", .members), may("begun", .flag)]
        case .postReport:
            post + event + unasked + [
                need("accepted", .members), may("refused", .members), may("skipped", .members),
                may("delayed", .members), may("unknown", .members), may("started", .time), may("finished", .time),
                may(
                    "refusals",
                    .items([need("reason", .text), may("address", .text), may("members", .members)])),
            ]
        case .postStale:
            post + event + unasked + ask + [
                need("since", .time), need("accepted", .members), need("remaining", .members),
            ]
        case .postExpired: post + event + unasked
        case .postReturned: post + [need("count", .members)]
        case .tipPreview:
            ask + [
                need("sender", .text), need("body", .passage(links: true)), may("language", .languages),
                may("again", .flag), may("answer", .text),
            ]
        case .eventRefused:
            post + [need("problem", .text), may("words", .text), may("examples", .flag)]
        case .digest:
            [
                need(
                    "tips",
                    .items([
                        need("number", .text), need("text", .passage(links: true)),
                        need("language", .text),  // “ruotsiksi”: `LocalizedFormat.inLanguage`
                        may("sender", .text),
                    ]))
            ]
        case .invitation: [need("name", .text), may("updated", .flag), may("body", .passage(links: true))]
        case .cancellation: occasion + [may("body", .passage(links: true))]
        case .reminder: occasion + [may("body", .passage(links: true)), may("principles", .link)]
        case .situation:
            [
                need("members", .members), may("paused", .members), may("waiting", .mails), may("ready", .time),
                may("held", .texts), may("tips", .texts), may("waitingTips", .texts), may("digest", .time),
                may("quarantine", .mails), may("trouble", .text),
                may(
                    "events",
                    .items([
                        need("name", .text), need("when", .text), need("accepted", .members),
                        need("tentative", .members), need("declined", .members), may("silent", .members),
                    ])),
            ]
        case .probe: []
        case .bounceReport: [may("failing", .texts), may("suspended", .texts), may("removed", .texts)]
        case .quarantineNotice:
            [
                need("reason", .text), need("file", .text), may("subject", .text), may("sender", .text),
                may("received", .time),
            ]
        case .floodNotice: [need("sender", .text), need("mails", .mails), may("since", .time), may("folder", .text)]
        case .deliveryTrouble:
            [need("reason", .text), may("waiting", .members), may("since", .time), may("retry", .time)]
        case .forwardNote: [need("sender", .text), may("member", .flag), may("post", .text)]
        case .footer: []
        case .eventNote:
            [
                need("when", .text), may("where", .text), may("updated", .flag), may("tentative", .flag),
                may("principles", .link),
            ]
        }
    }

    /// The subject of the post; empty or missing if it has none.
    private var post: [LetterField] { [may("subject", .text)] }

    /// What kind of event the post is about, if it is about one: a new one, a change or a cancellation.
    private var event: [LetterField] { [may("event", .flag), may("updated", .flag), may("cancellation", .flag)] }

    /// Posts that nobody was asked about, because the clock brought them.
    private var unasked: [LetterField] { [may("digest", .flag), may("reminder", .flag)] }

    /// An event as its people read it.
    private var occasion: [LetterField] { [need("name", .text), need("when", .text), may("where", .text)] }

    /// What a letter that asks a coordinator carries: how long the question stands, and the token.
    private var ask: [LetterField] { [need("expires", .time), may("token", .token)] }
}

private func need(_ name: String, _ shape: LetterShape) -> LetterField { LetterField(name, shape, required: true) }
private func may(_ name: String, _ shape: LetterShape) -> LetterField { LetterField(name, shape) }
