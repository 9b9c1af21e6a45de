import Base
import Mail
import MailingList

/// Refusals that say the same of different recipients. It names none of them: coordinators read it.
struct RefusalGroup: Hashable, Sendable {
    let kind: RefusalKind
    /// The server's words, without what they repeat of the address.
    let text: String

    init(_ kind: RefusalKind, _ text: String, of address: Address) {
        self.kind = kind
        let local = address.local.lowercased()
        self.text = text.split(separator: " ").map { word in
            Self.names(address, local, word.lowercased()) ? "…" : String(word)
        }.joined(separator: " ")
    }

    /// Whether a word tells whose address it was: another's would as well, such as the one that mail is passed on to.
    private static func names(_ address: Address, _ local: String, _ word: String) -> Bool {
        if word.contains("@") || word.contains("%40") || word.contains("=40") { return true }
        let bare = word.trimmingPunctuation
        return bare == local || local.utf8.count >= 4 && bare.contains(local)
    }

    /// One for each kind, the most frequent first, with the words that came most often.
    static func reasons(_ groups: [RefusalGroup: Int]) -> [Report.Reason] {
        var kinds: [RefusalKind: [(text: String, count: Int)]] = [:]
        for (group, count) in groups { kinds[group.kind, default: []].append((group.text, count)) }
        return kinds.map { kind, some in
            let most = some.min { ($1.count, $0.text) < ($0.count, $1.text) }
            return Report.Reason(
                count: some.reduce(0) { $0 + $1.count }, kind: kind, text: most?.text ?? "")
        }.sorted { ($1.count, $0.kind.rawValue) < ($0.count, $1.kind.rawValue) }
    }
}

extension String {
    fileprivate var trimmingPunctuation: Substring {
        var rest = self[...]
        while let last = rest.last, last.isPunctuation || last.isSymbol { rest.removeLast() }
        while let first = rest.first, first.isPunctuation || first.isSymbol { rest.removeFirst() }
        return rest
    }
}
