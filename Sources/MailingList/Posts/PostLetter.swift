import Base
import Mail

/// What letters to coordinators say about posts, and about the list as a whole.
package enum PostLetter: LetterSlice {
    case preview(PostID)
    /// With the first words of the answer that was not understood; they may be empty.
    case previewReminder(PostID, answer: String)
    case cancelled(PostID)
    case expired(PostID)
    /// It can be cancelled no longer: all have it.
    case gone(PostID)
    /// - Parameter isSecond: the first was told before all had come to its end.
    case report(PostID, Report, isSecond: Bool = false)
    /// How many members' copies came back.
    case returned(PostID, count: Int)
    /// How many copies were accepted and are left, and when the last of them was accepted.
    case stalled(PostID, accepted: Int, remaining: Int, since: Instant)
    case situation

    /// The post that it is about.
    package var post: PostID? {
        switch self {
        case .preview(let id), .previewReminder(let id, _), .cancelled(let id), .expired(let id), .gone(let id),
            .report(let id, _, _),
            .returned(let id, _), .stalled(let id, _, _, _):
            id
        case .situation: nil
        }
    }

    package var kind: LetterKind {
        switch self {
        case .preview: .preview
        case .previewReminder: .previewReminder
        case .cancelled: .postCancelled
        case .expired: .postExpired
        case .gone: .postGone
        case .report: .postReport
        case .returned: .postReturned
        case .stalled: .postStalled
        case .situation: .situation
        }
    }

    package func write(to values: inout LetterFacts) {
        if let post { values.add("post", post.text) }
        switch self {
        case .preview, .cancelled, .expired, .gone, .situation: break
        case .previewReminder(_, let answer): values.add("answer", answer)
        case .report(_, let report, let isSecond):
            report.write(to: &values)
            if isSecond { values.add("second", "yes") }
        case .returned(_, let count): values.add("count", String(count))
        case .stalled(_, let accepted, let remaining, let since):
            values.add("accepted", String(accepted))
            values.add("remaining", String(remaining))
            values.add("since", since.text)
        }
    }

    package init?(_ kind: LetterKind, _ values: LetterFacts) {
        if kind == .situation {
            self = .situation
            return
        }
        guard let id = values.post() else { return nil }
        switch kind {
        case .preview: self = .preview(id)
        case .previewReminder: self = .previewReminder(id, answer: values["answer"] ?? "")
        case .postCancelled: self = .cancelled(id)
        case .postExpired: self = .expired(id)
        case .postGone: self = .gone(id)
        case .postReport: self = .report(id, Report(values), isSecond: values["second"] != nil)
        case .postReturned: self = .returned(id, count: values.number("count") ?? 0)
        case .postStalled:
            guard let since = values["since"].flatMap({ Instant($0) }) else { return nil }
            self = .stalled(
                id, accepted: values.number("accepted") ?? 0, remaining: values.number("remaining") ?? 0, since: since)
        default: return nil
        }
    }

    package func purpose(_ language: Language) -> TokenPurpose {
        switch self {
        // Who reads a report may want to stop the rest, or to take back what is gone.
        case .preview(let id), .previewReminder(let id, _), .stalled(let id, _, _, _), .report(let id, _, _): .post(id)
        case .cancelled, .expired, .gone, .returned, .situation: .note
        }
    }
}

extension Report {
    /// With the servers' words made harmless for a line of a letter.
    var cleaned: Report {
        var report = self
        report.reasons = reasons.compactMap { Reason(line: CleanText.line($0.line)) }
        return report
    }

    fileprivate func write(to values: inout LetterFacts) {
        values.add("accepted", String(accepted))
        values.add("refused", String(refused))
        values.add("skipped", String(skipped))
        values.add("delayed", String(delayed))
        values.add("unknown", String(unknown))
        if pending > 0 { values.add("pending", String(pending)) }
        values.add("reasons", reasons.map { CleanText.line($0.line) }.joined(separator: "\n"))
    }

    fileprivate init(_ values: LetterFacts) {
        self.init()
        accepted = values.number("accepted") ?? 0
        refused = values.number("refused") ?? 0
        skipped = values.number("skipped") ?? 0
        delayed = values.number("delayed") ?? 0
        unknown = values.number("unknown") ?? 0
        pending = values.number("pending") ?? 0
        reasons = (values["reasons"] ?? "").split(separator: "\n").compactMap { Reason(line: $0) }
    }
}
