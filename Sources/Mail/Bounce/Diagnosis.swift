import Base

/// Why a recipient was not reached: the one reading of a status code, a server's answer and the words around it.
struct Diagnosis {
    let reason: BounceReason
    let status: SmtpStatus?
    let isPermanent: Bool
    /// The server's answer, on one line.
    let text: String

    /// - Parameters:
    ///   - reported: the fields of the delivery status, if there is one.
    ///   - passage: what the report's own text says about this recipient.
    ///   - around: all that the text says, where it speaks of this recipient alone.
    ///   - names: the recipient's addresses: an answer that repeats one speaks of the recipient.
    init(
        _ reported: DeliveryStatus?, _ action: BouncedRecipient.Action, passage: String, around: String,
        names: [Address]
    ) {
        let field = reported?.diagnostic ?? ""
        let replies = [field, passage, around].map { QuotedReply($0) }
        let reply = replies.first { $0.code != nil || $0.status != nil } ?? replies[field.isEmpty ? 1 : 0]
        let status = Self.best([reply.status, reported?.status] + replies.dropFirst().map(\.status))
        self.status = status
        text = Self.line(field.isEmpty ? String(reply.text) : field)
        isPermanent = status.map { $0.statusClass == 5 } ?? reply.code.map { $0 >= 500 } ?? (action != .delayed)

        let words = Words.of(String(reply.text))
        let stage = [field, passage, around].lazy.compactMap { SmtpStage($0) }.first
        var clear = Self.exitCode(reported) ?? ReasonPhrases.clear.longest(in: words)
        if clear == nil {
            // The text around an answer also holds the reporting server's own guesses.
            let hints = reply.code == nil ? [field, passage, around] : status?.isSpecific == true ? [] : [around]
            clear = hints.lazy.compactMap { ReasonPhrases.clear.longest(in: Words.of($0)) }.first
        }
        if let found = clear, found.meansDead, words.contains(where: { $0 == "helo" || $0 == "ehlo" }) {
            // The name that was not found is that of the server which spoke to it: ours.
            clear = .blocked
        }
        if status?.subject == 4, status?.detail == 1, Self.accessDenied.longest(in: words) != nil {
            // Exchange Online says so of whom its directory does not know.
            clear = .userUnknown
        }
        if let clear {
            let answer = reply.text.prefix { $0 != "\n" }.lowercased()
            let isNamed = names.contains { answer.contains($0.text) }
            let isCertain = ReasonPhrases.certain.longest(in: words) != nil
            reason =
                isCertain ? clear : Self.doubted(clear, status, stage, isAnswer: reply.code != nil, isNamed: isNamed)
        } else if let status, status.isSpecific || status.subject == 2, let known = status.reason {
            reason = known
        } else {
            let vague = ReasonPhrases.vague.longest(in: words) ?? ReasonPhrases.vague.longest(in: Words.of(around))
            // “Address rejected” says whom it is about only by when it was said.
            // “Recipient address rejected: …” says why behind the colon.
            let isExplained = Self.explains(reply.text) && status?.subject != 1
            let isMistaken = vague == .userUnknown && (isExplained || stage != .recipient && status?.subject != 1)
            reason = isMistaken ? .blocked : vague ?? status?.reason ?? (action == .delayed ? .expired : .undefined)
        }
    }

    private static let accessDenied = WordTable<Bool>([(true, ["recipient address rejected access denied"])])

    /// Whether words stand behind “address rejected:”, in the same line.
    private static func explains(_ answer: Substring) -> Bool {
        let line = answer.prefix(1000).lowercased()
        let phrase = Array("address rejected:".utf8)
        let bytes = Array(line.utf8)
        guard bytes.count > phrase.count,
            let start = (0...(bytes.count - phrase.count)).first(where: { bytes[$0...].starts(with: phrase) })
        else { return false }
        let rest = bytes[(start + phrase.count)...].prefix { $0 != UInt8(ascii: "(") && $0 != 0x0A }
        return Words.of(String(decoding: rest, as: UTF8.self)).contains { $0.count > 2 }
    }

    /// A refusal that speaks of an unknown user, but came after the content or is not tied to the recipient, is how
    /// several providers hide a filter; a code that says the same makes it certain.
    private static func doubted(
        _ reason: BounceReason, _ status: SmtpStatus?, _ stage: SmtpStage?, isAnswer: Bool, isNamed: Bool
    ) -> BounceReason {
        guard reason.meansDead else { return reason }
        if let status, status.subject == 1, status.isSpecific, status.reason?.meansDead == true { return reason }
        switch stage {
        case .content: return .filtered
        case .sender, .connection: return .policy
        case .recipient: return reason
        case nil: break
        }
        let isTied = !isAnswer || isNamed || status?.isSpecific == true || status?.subject == 1 || status?.subject == 5
        return reason == .userUnknown && !isTied ? .filtered : reason
    }

    /// The code that says most, preferring what the refusing server said over what was made of it.
    private static func best(_ codes: [SmtpStatus?]) -> SmtpStatus? {
        let codes = codes.compactMap(\.self)
        return codes.first { $0.isSpecific } ?? codes.first { $0.subject != 0 } ?? codes.first
    }

    /// `X-Unix; 67`: what a program that takes mail exits with (sysexits.h).
    private static func exitCode(_ reported: DeliveryStatus?) -> BounceReason? {
        guard let reported, reported.diagnosticType == "x-unix", let code = Int(reported.diagnostic) else { return nil }
        return switch code {
        case 67: .userUnknown
        case 68: .hostUnknown
        default: .systemError
        }
    }

    private static func line(_ text: String) -> String {
        let words = text.prefix(1000).split(whereSeparator: \.isWhitespace).joined(separator: " ").withoutControls
        var line = String.UnicodeScalarView()
        var size = 0
        for scalar in words.unicodeScalars {
            size += UTF8.width(scalar)
            guard size <= 500 else { break }
            line.append(scalar)
        }
        return String(line)
    }
}
