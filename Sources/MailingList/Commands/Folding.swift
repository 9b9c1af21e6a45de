import Base

/// Text as it is compared: lower case, no diacritics, nothing but letters, digits and single spaces.
///
/// People type commands on phones and foreign keyboards, so `Lähde!`, `LÄHDE` and `lahde` must be one word. The standard
/// library offers no canonical decomposition and this room has no Foundation, so the Latin letters that stand for a base
/// letter with marks are in a table; a mark written on its own is simply dropped, which covers decomposed text in full.
package enum Folding {
    /// Words joined by single spaces. Linear in the length of `text`.
    package static func fold(_ text: some StringProtocol) -> String {
        words(text).joined(separator: " ")
    }

    /// The folded words of `text`; everything that is neither letter nor digit separates.
    package static func words(_ text: some StringProtocol) -> [String] {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return words(ascii: text.utf8) }
        var words: [String] = []
        var word = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars {
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format:
                continue  // U+0308 after a; also U+200B and U+00AD, which Outlook and web editors leave behind
            case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
                if let base = bases[scalar] {
                    word.append(contentsOf: base.unicodeScalars)
                } else {
                    word.append(scalar)
                }
            default:
                if !word.isEmpty { words.append(String(word)) }
                word = String.UnicodeScalarView()
            }
        }
        if !word.isEmpty { words.append(String(word)) }
        return words
    }

    /// The same of text in ASCII, where most words are.
    private static func words(ascii bytes: some Sequence<UInt8>) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        for byte in bytes {
            if byte.isLetter || byte.isDigit {
                word.append(byte.lowercased)
            } else if !word.isEmpty {
                words.append(String(decoding: word, as: UTF8.self))
                word.removeAll(keepingCapacity: true)
            }
        }
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        return words
    }

    private static let bases: [Unicode.Scalar: String] = {
        let letters: [(base: String, marked: String)] = [
            ("a", "àáâãäåāăąǎǟǻ"), ("ae", "æǽ"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģǧ"),
            ("h", "ĥħ"), ("i", "ìíîïĩīĭįı"), ("j", "ĵ"), ("k", "ķǩ"), ("l", "ĺļľł"), ("n", "ñńņňŋ"),
            ("o", "òóôõöøōŏőǿ"), ("oe", "œ"), ("r", "ŕŗř"), ("s", "śŝşšș"), ("ss", "ß"), ("t", "ţťŧț"),
            ("u", "ùúûüũūŭůűų"), ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżžǯ"),
        ]
        var bases: [Unicode.Scalar: String] = [:]
        for (base, marked) in letters {
            for scalar in marked.unicodeScalars { bases[scalar] = base }
        }
        return bases
    }()
}
