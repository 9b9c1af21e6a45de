import Crypto
import Mail

/// Makes and checks the tokens of one list.
package struct TokenSigner: Sendable {
    private let list: String
    private let key: SigningKey

    package init(list: String, key: SigningKey) {
        self.list = list
        self.key = key
    }

    /// A token for `subject` (an address, or a post's id), good through the day of `expiry`.
    package func token(_ purpose: TokenPurpose, for subject: String, until expiry: Instant) -> Token {
        let day = min(max(expiry.secondsSince1970 / 86400, 0), 32767)
        guard let token = Token(text(purpose, subject, day: UInt16(day))) else {
            preconditionFailure("a sealed text is a token")
        }
        return token
    }

    package func isGenuine(_ token: Token, _ purpose: TokenPurpose, for subject: String, at now: Instant) -> Bool {
        guard let day = Base32.number(token.text.prefix(Token.dayLength)), day <= 32767,
            Int64(day) >= now.secondsSince1970 / 86400
        else { return false }
        let expected = text(purpose, subject, day: UInt16(day))
        // Every character is looked at whatever differs, so time tells nothing.
        return zip(expected.utf8, token.text.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private func text(_ purpose: TokenPurpose, _ subject: String, day: UInt16) -> String {
        let dayText = String(
            decoding: [10, 5, 0].map { Base32.alphabet[Int(day >> $0 & 31)] }, as: UTF8.self)
        // Lengths are not needed: no part but the last can hold a line end.
        let signed = [list, purpose.word, dayText, subject].joined(separator: "\n")
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(signed.utf8), using: SymmetricKey(data: key.bytes))
        return dayText + Base32.text(code, count: Token.length - Token.dayLength)
    }
}
