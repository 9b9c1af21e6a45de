/// The character classes of the mail grammars (RFC 5234 appendix B, RFC 5322 section 3.2), on single bytes.
///
/// `@inlinable`, because a byte loop that calls across a module border without it is over a hundred times slower.
extension UInt8 {
    /// SP or HTAB: white space inside a line.
    @inlinable package var isBlank: Bool { self == 0x20 || self == 0x09 }

    /// White space as it occurs in a field value that is still folded.
    @inlinable package var isFoldingSpace: Bool { isBlank || self == 0x0D || self == 0x0A }

    @inlinable package var isDigit: Bool { self >= 0x30 && self <= 0x39 }

    @inlinable package var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }

    /// A letter in lower case; any other byte as it is.
    @inlinable package var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }

    /// `atext` of RFC 5322 section 3.2.3: what an atom may hold, with the bytes of UTF-8 added by RFC 6532.
    @inlinable package var isAtomText: Bool {
        if isLetter || isDigit || self >= 0x80 { return true }
        return switch self {
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
            UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"),
            UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"),
            UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// What a hexadecimal digit stands for, in either case.
    @inlinable package var hexValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}

extension Collection<UInt8> {
    /// Whether both hold the same ASCII text without regard to case.
    @inlinable package func equalsIgnoringCase(_ other: some Collection<UInt8>) -> Bool {
        count == other.count && zip(self, other).allSatisfy { $0.lowercased == $1.lowercased }
    }
}

extension BidirectionalCollection<UInt8> where SubSequence: BidirectionalCollection<UInt8> {
    /// Without white space at either end.
    @inlinable package func trimmed() -> SubSequence {
        guard let first = firstIndex(where: { !$0.isFoldingSpace }),
            let last = lastIndex(where: { !$0.isFoldingSpace })
        else { return self[endIndex...] }
        return self[first...last]
    }
}

extension String {
    /// Without white space at either end.
    @inlinable package var trimmed: String { String(decoding: Array(utf8).trimmed(), as: UTF8.self) }
}
