/// Why a mail was written by a machine and must never be answered.
package struct AutomaticSign: Hashable, Sendable {
    /// In the order in which they are looked for; the first that fits counts.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A delivery report or a complaint about one of our mails.
        case bounce
        /// Out of office, vacation, a receipt, or anything else that sends itself.
        case autoReply
        /// Sent with a null return path: it asks for no answer (RFC 5321 section 4.5.5).
        case nullReturnPath
        /// Another list's mail.
        case list
    }

    package var kind: Kind
    /// The sign itself, for `kutsu inspect`. Holds no address.
    package var reason: String
}

extension Message {
    /// The sign that nobody wrote this mail by hand; `nil` for a person's mail.
    ///
    /// Bounces are looked for first, because many carry `Auto-Submitted: auto-replied` as well.
    /// `X-Auto-Response-Suppress` alone is no sign: Exchange puts it on what people write, too.
    package var automatic: AutomaticSign? {
        if let reason = BounceSigns.reason(in: self) { return AutomaticSign(kind: .bounce, reason: reason) }
        if let reason = AutoReplySigns.reason(in: self) { return AutomaticSign(kind: .autoReply, reason: reason) }
        if hasNullReturnPath { return AutomaticSign(kind: .nullReturnPath, reason: "its return path is null") }
        if header.first("List-Id") != nil { return AutomaticSign(kind: .list, reason: "it has a List-Id") }
        for name in ["Precedence", "X-Precedence", "Preference"] {
            if let word = precedences(name).first(where: { ["bulk", "list", "junk"].contains($0) }) {
                return AutomaticSign(kind: .list, reason: "\(name): \(word)")
            }
        }
        return nil
    }

    /// Whether the subject begins as those of automatic answers, receipts and reports do. People write such subjects as well,
    /// so it makes no mail automatic; but above an answer to a question nobody does.
    package var hasSubjectOfPrograms: Bool {
        AutoReplySigns.isTypical(subject) || BounceSigns.isTypical(subject)
    }

    /// `<>`, or how servers write it down that keep a name there.
    var hasNullReturnPath: Bool {
        guard let returnPath else { return false }
        let path = returnPath.lowercased()
        return path.isEmpty || path == "mailer-daemon" || path.hasPrefix("mailer-daemon@")
    }

    /// The word of each Precedence field, or of one that programs write in its place. A comment may stand beside it:
    /// `bulk (auto)`.
    func precedences(_ name: String = "Precedence") -> [String] {
        header.all(name).map { field in
            let value = field.unfolded.lowercased().drop { $0.isWhitespace }
            let word = value.first == "(" ? value.drop { $0 != ")" }.dropFirst().drop { $0.isWhitespace } : value
            return String(word.prefix { $0 != ";" && $0 != "(" && !$0.isWhitespace })
        }
    }
}
