import Base

/// What the place of an address in a line tells about it.
enum MentionSign: Equatable {
    case weight(ReportText.Weight)
    /// The mail's sender, or somebody to turn to: no recipient wherever else it stands.
    case stranger
    /// The name of the address beside it: `anna@hel.fi <anna@hel.fi>`.
    case name
    /// A repetition.
    case none

    var weight: ReportText.Weight? { if case .weight(let weight) = self { weight } else { nil } }

    init(of place: AddressScan.Found, in line: ArraySlice<UInt8>, after previous: [String]) {
        let before = line[..<place.range.lowerBound]
        let lead = String(decoding: before.suffix(200), as: UTF8.self)
        let words = Words.of(lead)
        let isFirst = words.isEmpty && !before.contains(where: \.isLetter)
        let last = words.last ?? previous.last ?? ""
        let mark = before.last { !Self.surrounds($0) }

        // `<anna@hel.fi> (expanded from <bo@hel.fi>)`, often broken before the second.
        if lead.hasSuffix("mailto:") || (words.isEmpty ? previous : words).suffix(2) == ["expanded", "from"] {
            self = .none
        } else if Self.isContact(words.isEmpty ? previous : words) {
            self = .stranger
        } else if Self.senders.contains(last), !words.isEmpty {
            self = .stranger
        } else if words.suffix(2) == ["rcpt", "to"] || Self.hasReplyCode(before) {
            self = .weight(.said)
        } else if isFirst {
            self = Self.isDisplayName(line[place.range.upperBound...]) ? .name : .weight(.listed)
        } else if mark == UInt8(ascii: ":") || mark == UInt8(ascii: "=") {
            self = .weight(Self.headerLabels.contains(last) ? .possible : .listed)
        } else {
            self = .weight(Self.leads.contains(last) ? .told : .possible)
        }
    }

    private static let senders: Set<String> = ["from", "sender", "von", "från", "lähettäjä", "de"]
    private static let headerLabels: Set<String> = ["to", "cc", "an", "till", "vastaanottaja", "subject", "by", "id"]
    private static let leads: Set<String> = [
        "to", "for", "recipient", "recipients", "user", "mailbox", "address", "addressed", "account", "addresses",
        "alias", "an", "till", "à", "a",
    ]
    private static let contacts: Set<String> = [
        "contact", "contacting", "assistance", "questions", "kontakta", "postmaster",
    ]

    private static func isContact(_ words: [String]) -> Bool { words.suffix(4).contains { contacts.contains($0) } }

    /// Whether it may part two addresses of one list.
    static func separates(_ byte: UInt8) -> Bool {
        surrounds(byte) || [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ">")].contains(byte)
    }

    private static func surrounds(_ byte: UInt8) -> Bool {
        byte.isFoldingSpace
            || [UInt8(ascii: "<"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "(")].contains(byte)
    }

    private static func hasReplyCode(_ before: ArraySlice<UInt8>) -> Bool {
        QuotedReply(String(decoding: before.suffix(60), as: UTF8.self)).code != nil
    }

    private static func isDisplayName(_ after: ArraySlice<UInt8>) -> Bool {
        guard after.first == 0x20, after.dropFirst().first == UInt8(ascii: "<") else { return false }
        return after.dropFirst(2).prefix { $0 != UInt8(ascii: ">") }.contains(UInt8(ascii: "@"))
            && !after.dropFirst(2).starts(with: "mailto:".utf8)
    }
}
