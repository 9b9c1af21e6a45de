import Base
import Mail
import MailingList

extension PostLetter: TypedLetter {
    func values(in context: LetterContext) -> [String: LetterValue] {
        if case .situation = self { return Self.situation(context) }
        var values = asks ? ["expires": context.time(context.expiry)] : [:]
        guard let post = post.flatMap({ context.state.posts[$0] }) else {
            return values.merging(withoutPost(context)) { $1 }
        }
        values["subject"] = .text(post.subject)
        switch self {
        case .preview: values.merge(Self.preview(of: post, context)) { $1 }
        case .previewReminder(_, let answer):
            values["members"] = .number(Self.memberCount(post, context))
            values["answer"] = .text(answer)
            values["begun"] = .flag(post.approved != nil)
        case .returned(_, let count):
            values["count"] = .number(count)
            return values
        case .cancelled: values["begun"] = .flag(post.approved != nil)
        case .stalled(_, let accepted, let remaining, let since):
            values["since"] = context.time(since)
            values["accepted"] = .number(accepted)
            values["remaining"] = .number(remaining)
        case .report(_, let report, let isSecond):
            values.merge(report.values(in: context.language)) { $1 }
            values["second"] = .flag(isSecond)
            values["started"] = post.approved.map { context.time($0) }
            if report.pending == 0 { values["finished"] = context.time(context.written) }
        case .gone: values["members"] = .number(post.recipients)
        case .expired, .situation: break
        }
        var kind = Self.kind(of: post, context)
        switch self {
        // They have the same words whether a coordinator asked for the post or the clock brought it.
        case .gone, .preview: (kind["digest"], kind["reminder"]) = (nil, nil)
        default: break
        }
        return values.merging(kind) { $1 }
    }

    /// Whether it asks a coordinator something.
    private var asks: Bool {
        switch self {
        case .preview, .previewReminder, .stalled: true
        case .cancelled, .expired, .gone, .report, .returned, .situation: false
        }
    }

    /// What sort of post it is, as flags.
    private static func kind(of post: Post, _ context: LetterContext) -> [String: LetterValue] {
        switch post.kind {
        case .announcement: [:]
        case .invitation: ["event": .flag(true), "updated": .flag(context.state.isUpdate(post))]
        case .cancellation: ["event": .flag(true), "cancellation": .flag(true)]
        case .reminder: ["reminder": .flag(true)]
        case .digest, .roundup: ["digest": .flag(true)]
        }
    }

    /// Members only: mirrors are named beside them.
    private static func memberCount(_ post: Post, _ context: LetterContext) -> Int {
        context.list.recipientCount(of: post) - context.policy.mirrors.count
    }

    private static func preview(of post: Post, _ context: LetterContext) -> [String: LetterValue] {
        let (policy, language) = (context.policy, context.language)
        let members = memberCount(post, context)
        let author = post.author.name.isEmpty ? post.author.address.text : post.author.name
        var values: [String: LetterValue] = [
            "members": .number(members), "later": .number(context.list.gatheredCount(of: post)),
            "sender": .text(author), "mirrors": .texts(policy.mirrors.map(\.text)),
        ]
        values["corrects"] = .flag(!context.list.corrected(by: post).isEmpty)
        if let plan = post.plan ?? context.state.event(of: post)?.plan {
            values["when"] = .text(plan.shownTime(in: policy.zone, language))
            values["where"] = .text(plan.place)
        }
        if let audience = post.audience.language { values["languages"] = .languages([audience]) }
        values["topics"] = .texts(context.titles(of: post.audience.topics))
        let unknown = AddressedSubject(post.subject, policy).unknown
        if !unknown.isEmpty {
            values["unknown"] = .texts(unknown)
            values["choices"] = .text(
                LocalizedFormat.list(context.titles(of: policy.topics.all.map(\.name)), language))
        }
        values["ready"] = context.outlook.ready.map { context.time($0) }
        values["grouped"] = .flag(context.outlook.isGrouped)
        if let mail = context.mail {
            values["attachments"] = .items(
                mail.parts.filter { $0.isAttachment && !$0.nested }.prefix(mostAttachments).map { part in
                    ["name": .text(part.filename ?? "?"), "size": .number(mail.decodedCount(of: part))]
                })
            values["body"] = .lines(String(mail.readableText.prefix(previewLength)))
        }
        return values
    }

    /// Characters of the post that the letter quotes; the whole post is attached to it.
    private static let previewLength = 2000
    private static let mostAttachments = 50

    /// The post is gone from the state: the letter says what it can.
    private func withoutPost(_ context: LetterContext) -> [String: LetterValue] {
        switch self {
        case .preview, .previewReminder, .gone: ["members": .number(0)]
        case .returned(_, let count): ["count": .number(count)]
        case .report(_, let report, _): ["accepted": .number(report.accepted)]
        case .stalled(_, let accepted, let remaining, _):
            [
                "since": context.time(context.written), "accepted": .number(accepted),
                "remaining": .number(remaining),
            ]
        case .cancelled, .expired, .situation: [:]
        }
    }

    /// How things are, for a coordinator who asks.
    private static func situation(_ context: LetterContext) -> [String: LetterValue] {
        let (state, policy, list) = (context.state, context.policy, context.list)
        let coming = state.events.upcoming(after: context.written)
            .filter { !$0.isCancelled && $0.plan.end(in: policy.zone) >= context.written }
            .sorted { ($0.plan.start(in: policy.zone), $0.id) < ($1.plan.start(in: policy.zone), $1.id) }
        let held = state.posts.waiting.sorted { ($0.held, $0.id) < ($1.held, $1.id) }
        let (kept, waiting) = (state.items.with(.kept), state.items.with(.waiting))
        let isTip = { (item: Item) in item.collection == .tips }
        let title = { (name: CollectionName) in LetterValue.text(policy.title(of: name, in: context.language)) }
        let told = { (items: [Item]) in
            LetterValue.items(
                items.filter { !isTip($0) }.map { ["name": title($0.collection), "words": .text($0.firstWords)] })
        }
        var values: [String: LetterValue] = [
            "members": .number(state.members.count), "held": .texts(held.map(\.subject)),
            "paused": .number(state.members.pauses.count),
            "joining": .texts(state.joinRequests.all.map(\.address.text)),
            "tips": .texts(kept.filter(isTip).map(\.firstWords)),
            "waitingTips": .texts(waiting.filter(isTip).map(\.firstWords)),
            "items": told(kept), "waitingItems": told(waiting),
            "events": .items(
                coming.map { event in
                    [
                        "name": .text(event.plan.name),
                        "when": .text(event.plan.shownTime(in: policy.zone, context.language)),
                        "accepted": .number(event.count(of: .accepted)),
                        "tentative": .number(event.count(of: .tentative)),
                        "declined": .number(event.count(of: .declined)),
                        "silent": .number(list.silentCount(event)),
                    ]
                }),
        ]
        if context.outlook.waiting > 0 {
            values["waiting"] = .number(context.outlook.waiting)
            values["ready"] = context.outlook.ready.map { context.time($0) }
        }
        let digests = Set(kept.map(\.collection)).sorted().compactMap { name in
            list.nextDigest(of: name).map { (name: name, time: $0) }
        }
        values["digest"] = digests.first { $0.name == .tips }.map { context.time($0.time) }
        values["digests"] = .items(
            digests.filter { $0.name != .tips }.map { ["name": title($0.name), "ready": context.time($0.time)] })
        return values
    }
}

extension State {
    /// Whether members know an earlier version of the event.
    package func isUpdate(_ post: Post) -> Bool { event(of: post).map { $0.id != post.id } ?? false }
}

extension Post {
    fileprivate var plan: EventPlan? { if case .invitation(let plan) = kind { plan } else { nil } }
}

extension Report {
    fileprivate func values(in language: Language) -> [String: LetterValue] {
        [
            "accepted": .number(accepted), "refused": .number(refused), "skipped": .number(skipped),
            "delayed": .number(delayed), "unknown": .number(unknown), "pending": .number(pending),
            "refusals": .items(
                reasons.map { reason in
                    var values: [String: LetterValue] = [
                        "reason": .text(reason.kind.words(in: language)), "members": .number(reason.count),
                    ]
                    if !reason.text.isEmpty { values["words"] = .text(reason.text) }
                    return values
                }),
        ]
    }
}
