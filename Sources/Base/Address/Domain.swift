/// A domain name in the one form in which names are compared: A-labels in lower case (RFC 5890 section 2.3), at most 253
/// bytes.
package struct Domain: Hashable, Sendable {
    package let text: String

    /// Nil for what is no host name: empty or over-long labels, IP addresses with or without brackets, anything but
    /// letters, digits and hyphens.
    package init?(_ name: some StringProtocol) {
        guard let canonical = Self.canonical(Array(name.utf8)[...]) else { return nil }
        text = String(decoding: canonical, as: UTF8.self)
    }

    /// Takes over what `canonical` gave before.
    init(canonical text: String) { self.text = text }

    /// The canonical form of a UTF-8 name, for whoever works on bytes.
    static func canonical(_ name: ArraySlice<UInt8>) -> [UInt8]? {
        if name.allSatisfy({ $0 < 0x80 }) { return validated(name.map(\.lowercased)) }
        // Longer text cannot become a domain of 253 bytes; this keeps the work below small.
        guard name.count <= 1024 else { return nil }
        var ascii: [UInt8] = []
        let labels = String(decoding: name, as: UTF8.self).lowercased().unicodeScalars
            .split(omittingEmptySubsequences: false, whereSeparator: isDot)
        for label in labels {
            guard let bytes = asciiLabel(label) else { return nil }
            if !ascii.isEmpty { ascii.append(UInt8(ascii: ".")) }
            ascii += bytes
        }
        return validated(ascii)
    }

}

extension Domain: Comparable, CustomStringConvertible {
    package static func < (left: Domain, right: Domain) -> Bool { left.text < right.text }
    package var description: String { text }
}

/// Which domains a list takes, as its configuration writes it: `hel.fi`, or `*.hel.fi` for all below it.
package struct DomainPattern: Hashable, Sendable {
    package let domain: Domain
    package let isBelow: Bool

    /// Nil where what is written is no domain.
    package init?(_ text: some StringProtocol) {
        isBelow = text.hasPrefix("*.")
        guard let domain = Domain(text.dropFirst(isBelow ? 2 : 0)) else { return nil }
        self.domain = domain
    }

    package func matches(_ other: Domain) -> Bool {
        isBelow ? other.text.hasSuffix("." + domain.text) : other == domain
    }
}

extension Domain {
    /// The name itself if every label is letters, digits and inner hyphens (RFC 1123 section 2.1).
    private static func validated(_ name: [UInt8]) -> [UInt8]? {
        guard name.count <= 253 else { return nil }
        var length = 0
        var isNumeric = true
        var previous = UInt8(ascii: ".")
        for byte in name {
            if byte == UInt8(ascii: ".") {
                guard length > 0, previous != UInt8(ascii: "-") else { return nil }
                length = 0
                isNumeric = true
            } else {
                guard byte.isLetter || byte.isDigit || (byte == UInt8(ascii: "-") && length > 0) else { return nil }
                length += 1
                guard length <= 63 else { return nil }
                isNumeric = isNumeric && byte.isDigit
            }
            previous = byte
        }
        // A last label of digits alone is an IP address (RFC 3696 section 2).
        return length > 0 && previous != UInt8(ascii: "-") && !isNumeric ? name : nil
    }

    /// The full stop and the three that input methods write for it (RFC 3490 section 3.1).
    private static func isDot(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "." || scalar == "\u{3002}" || scalar == "\u{FF0E}" || scalar == "\u{FF61}"
    }

    private static func asciiLabel(_ label: Substring.UnicodeScalarView) -> [UInt8]? {
        if label.allSatisfy(\.isASCII) { return label.map { UInt8($0.value) } }
        guard label.allSatisfy(mayStandInLabel), let encoded = Punycode.encode(label) else { return nil }
        return "xn--".utf8 + encoded
    }

    /// Letters, marks and digits (RFC 5892): nothing invisible, no punctuation that looks like ASCII's.
    private static func mayStandInLabel(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "-" { return true }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark,
            .decimalNumber:
            true
        default: false
        }
    }
}
