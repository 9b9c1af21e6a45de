/// Addresses that may be pressed: only `https:` and `mailto:`, only characters of RFC 3986, and always shown as they are.
package enum Hyperlink {
    /// A stretch of text and where it leads, if anywhere.
    struct Piece: Equatable {
        var text: String
        var target: String?
    }

    /// Whether a whole text is such an address.
    static func isSafe(_ address: String) -> Bool {
        guard let scheme = ["https://", "mailto:"].first(where: address.hasPrefix) else { return false }
        return address.utf8.count > scheme.utf8.count && address.utf8.allSatisfy(isAllowed)
    }

    /// The `mailto:` address of a mail address of ours.
    static func mailto(_ address: String) -> String? {
        address.contains("@") && isSafe("mailto:" + address) ? "mailto:" + address : nil
    }

    /// The web addresses in a text, each once, in their order.
    package static func addresses(in text: String) -> [String] {
        var addresses: [String] = []
        for case let address? in pieces(of: text, mailto: false).map(\.target) where !addresses.contains(address) {
            addresses.append(address)
        }
        return addresses
    }

    /// Cuts text where addresses begin and end. Linear: every byte is looked at a fixed number of times.
    /// - Parameter mailto: whether `mailto:` counts too; somebody else's words should not start a mail.
    static func pieces(of text: String, mailto: Bool) -> [Piece] {
        let schemes = mailto ? ["https://", "mailto:"] : ["https://"]
        var pieces: [Piece] = []
        var plain = text.startIndex
        var index = text.startIndex
        while index < text.endIndex {
            let rest = text[index...]
            guard let scheme = schemes.first(where: rest.hasPrefix) else {
                index = text.index(after: index)
                continue
            }
            let target = address(at: rest)
            if target.utf8.count > scheme.utf8.count {
                if plain < index { pieces.append(Piece(text: String(text[plain..<index]), target: nil)) }
                pieces.append(Piece(text: String(target), target: String(target)))
                plain = target.endIndex
            }
            index = target.endIndex
        }
        if plain < text.endIndex { pieces.append(Piece(text: String(text[plain...]), target: nil)) }
        return pieces
    }

    /// The address at the start of `text`, without the punctuation of the sentence around it.
    private static func address(at text: Substring) -> Substring {
        let run = text.prefix { $0.utf8.allSatisfy(isAllowed) }
        guard let last = run.lastIndex(where: { !".,;:!?)]'".contains($0) }) else { return run.prefix(0) }
        return run[...last]
    }

    /// Unreserved, reserved and `%` of RFC 3986.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~:/?#[]@!$&'()*+,;=%".utf8.contains(byte)
        }
    }
}
