import Base
import Crypto

/// Makes and checks the tokens of one list.
package struct TokenSigner: Sendable {
    private let list: String
    private let key: SigningKey

    package init(list: String, key: SigningKey) {
        self.list = list
        self.key = key
    }

    /// A token for a mail to `address`, good through the day of `expiry`.
    package func token(_ purpose: TokenPurpose, for address: Address, until expiry: Instant) -> Token {
        let day = min(max(expiry.secondsSince1970 / 86_400, 0), 32_767)
        guard let token = Token(text(purpose, address, day: UInt16(day))) else {
            preconditionFailure("a signed text has the shape of a token")
        }
        return token
    }

    package func isGenuine(_ token: Token, _ purpose: TokenPurpose, for address: Address, at now: Instant) -> Bool {
        guard let day = Base32.number(token.text.prefix(Token.dayLength)), day <= 32_767,
            Int64(day) >= now.secondsSince1970 / 86_400
        else { return false }
        let expected = text(purpose, address, day: UInt16(day))
        // Every character is looked at whatever differs, so time tells nothing.
        return zip(expected.utf8, token.text.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private func text(_ purpose: TokenPurpose, _ address: Address, day: UInt16) -> String {
        let dayText = String(
            decoding: [10, 5, 0].map { Base32.alphabet[Int(day >> $0 & 31)] }, as: UTF8.self)
        // Lengths are not needed: no part but the last can hold a line end.
        let signed = [list, purpose.word, dayText, purpose.signed(for: address)].joined(separator: "\n")
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(signed.utf8), using: SymmetricKey(data: key.bytes))
        return dayText + Base32.text(code, count: Token.length - Token.dayLength)
    }
}
