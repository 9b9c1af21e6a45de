import Base

/// Turns character references (`&auml;`, `&#228;`, `&#xE4;`) into characters.
enum HtmlEntities {
    /// The longest name in the table, `thetasym` and friends; whatever is longer is not a reference.
    private static let longestName = 10

    /// Decodes all references in `bytes`; what is not a known reference stays as it is written.
    static func decode(_ bytes: some Collection<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var position = bytes.startIndex
        while position < bytes.endIndex {
            let byte = bytes[position]
            if byte == UInt8(ascii: "&"), let (scalar, end) = reference(bytes[bytes.index(after: position)...]) {
                decoded.append(contentsOf: String(Character(scalar)).utf8)
                position = end
            } else {
                decoded.append(byte)
                position = bytes.index(after: position)
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    /// The character that the text after an `&` names, and where the reference ends.
    private static func reference<Bytes: Collection<UInt8>>(_ rest: Bytes) -> (Unicode.Scalar, Bytes.Index)? {
        let isNumeric = rest.first == UInt8(ascii: "#")
        let body = (isNumeric ? rest.dropFirst() : rest[...]).prefix(longestName)
        let name = body.prefix { $0.isLetter || $0.isDigit }
        guard !name.isEmpty else { return nil }
        var end = name.endIndex
        if end < rest.endIndex, rest[end] == UInt8(ascii: ";") {
            rest.formIndex(after: &end)
        } else if !isNumeric {
            // `&copy2024` without a semicolon is decoded by browsers, but `?a=1&copy=2` must stay a link.
            return nil
        }
        let text = String(decoding: name, as: UTF8.self)
        guard let scalar = isNumeric ? numeric(text) : named[text] ?? named[text.lowercased()] else { return nil }
        return (scalar, end)
    }

    private static func numeric(_ text: String) -> Unicode.Scalar? {
        let isHexadecimal = text.first == "x" || text.first == "X"
        let digits = isHexadecimal ? text.dropFirst() : text[...]
        guard let value = UInt32(digits, radix: isHexadecimal ? 16 : 10) else { return nil }
        if (0x80...0x9F).contains(value) { return windows1252[Int(value - 0x80)] }
        // Controls, surrogates and what lies beyond Unicode are shown as the replacement character.
        guard value >= 0x20 || value == 0x09 || value == 0x0A || value == 0x0D else { return "\u{FFFD}" }
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    /// HTML Living Standard 13.2.5.80: references to C1 controls mean windows-1252.
    private static let windows1252: [Unicode.Scalar] = Array(
        "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ".unicodeScalars)

    private static let named: [String: Unicode.Scalar] = {
        var table = other
        for (offset, name) in latin1.split(separator: " ").enumerated() {
            table[String(name)] = Unicode.Scalar(UInt8(0xA0 + offset))
        }
        return table
    }()

    /// U+00A0 to U+00FF, in order.
    private static let latin1 = """
        nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
        micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring \
        AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml \
        times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil \
        egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash \
        ugrave uacute ucirc uuml yacute thorn yuml
        """

    private static let other: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "OElig": "Œ", "oelig": "œ", "Scaron": "Š",
        "scaron": "š", "Zcaron": "Ž", "zcaron": "ž", "Yuml": "Ÿ", "fnof": "ƒ", "circ": "ˆ", "tilde": "˜",
        "ensp": "\u{2002}", "emsp": "\u{2003}", "thinsp": "\u{2009}", "zwnj": "\u{200C}", "zwj": "\u{200D}",
        "lrm": "\u{200E}", "rlm": "\u{200F}", "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’", "sbquo": "‚",
        "ldquo": "“", "rdquo": "”", "bdquo": "„", "dagger": "†", "Dagger": "‡", "bull": "•", "hellip": "…",
        "permil": "‰", "prime": "′", "Prime": "″", "lsaquo": "‹", "rsaquo": "›", "euro": "€", "trade": "™",
        "larr": "←", "uarr": "↑", "rarr": "→", "darr": "↓", "harr": "↔", "minus": "−", "infin": "∞", "ne": "≠",
        "le": "≤", "ge": "≥", "asymp": "≈", "sum": "∑", "radic": "√", "check": "✓", "hearts": "♥", "star": "☆",
        "phone": "☎", "num": "#", "excl": "!", "quest": "?", "comma": ",", "period": ".", "colon": ":", "semi": ";",
        "lpar": "(", "rpar": ")", "lsqb": "[", "rsqb": "]", "lbrace": "{", "rbrace": "}", "sol": "/", "bsol": "\\",
        "commat": "@", "equals": "=", "plus": "+", "percnt": "%", "dollar": "$", "lowbar": "_", "hyphen": "‐",
        "dash": "‐", "ast": "*", "verbar": "|", "vert": "|", "Tab": "\t", "NewLine": "\n", "grave": "`", "Hat": "^",
        "inodot": "ı", "caron": "ˇ", "breve": "˘", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "pi": "π",
        "mu": "μ", "omega": "ω", "Omega": "Ω", "Delta": "Δ", "Sigma": "Σ",
    ]
}
