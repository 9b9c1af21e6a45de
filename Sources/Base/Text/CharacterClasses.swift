/// What the standard library tells as well, but without looking into Unicode's tables where the character begins with a
/// scalar of ASCII: each character of each mail is asked.
extension Character {
    /// As `isLetter || isNumber`.
    package var isLetterOrNumber: Bool {
        guard let first = utf8.first, first < 0x80 else { return isLetter || isNumber }
        return first.isLetter || first.isDigit
    }

    /// As `isWhitespace`.
    package var isSpace: Bool {
        guard let first = utf8.first, first < 0x80 else { return isWhitespace }
        return first == 0x20 || (0x09...0x0D).contains(first)
    }
}
