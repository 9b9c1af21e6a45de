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

    /// A token for a mail to `address`, good through `expiry`.
    package func token(_ purpose: TokenPurpose, for address: Address, until expiry: Instant) -> Token {
        let seconds = min(max(expiry.secondsSince1970, 0), 1 << (5 * Int64(Token.timeLength)) - 1)
        guard let token = Token(text(purpose, address, Base32.text(of: seconds, length: Token.timeLength))) else {
            preconditionFailure("a signed text has the shape of a token")
        }
        return token
    }

    package func isGenuine(_ token: Token, _ purpose: TokenPurpose, for address: Address, at now: Instant) -> Bool {
        expiry(of: token, purpose, for: address).map { now <= $0 } ?? false
    }

    /// The last second that the token is good for; nil where this list did not make it for that.
    package func expiry(of token: Token, _ purpose: TokenPurpose, for address: Address) -> Instant? {
        let head = String(token.text.prefix(token.head))
        guard let time = Base32.number(head) else { return nil }
        let expected = text(purpose, address, head)
        // Every character is looked at whatever differs, so time tells nothing.
        guard zip(expected.utf8, token.text.utf8).reduce(0, { $0 | ($1.0 ^ $1.1) }) == 0 else { return nil }
        guard token.head == Token.dayLength else { return Instant(secondsSince1970: Int64(time)) }
        return Instant(secondsSince1970: (Int64(time) + 1) * 86_400 - 1)
    }

    /// Makes letters to one address differ, and tells nothing: a number that counts would tell how busy the list is.
    package func mark(_ text: String) -> String { Base32.text(code("mark", text), count: 10) }

    private func text(_ purpose: TokenPurpose, _ address: Address, _ time: String) -> String {
        time + Base32.text(code(purpose.word, time, purpose.signed(for: address)), count: Token.codeLength)
    }

    func code(_ parts: String...) -> HMAC<SHA256>.MAC {
        // Lengths are not needed: no part but the last can hold a line end.
        let signed = ([list] + parts).joined(separator: "\n")
        return HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: SymmetricKey(data: key.bytes))
    }
}
