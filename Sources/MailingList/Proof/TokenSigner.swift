import Base
import Crypto

/// Makes and checks the tokens of one list.
package struct TokenSigner: Sendable {
    /// Has taken in the key.
    private let keyed: HMAC<SHA256>
    private let list: String

    package init(list: String, key: SigningKey) {
        self.list = list
        keyed = HMAC<SHA256>(key: SymmetricKey(data: key.bytes))
    }

    /// A token for a mail to `address`, good through `expiry`.
    package func token(_ purpose: TokenPurpose, for address: Address, until expiry: Instant) -> Token {
        guard let token = Token(series(purpose, until: expiry).text(for: address)) else {
            preconditionFailure("a signed text has the shape of a token")
        }
        return token
    }

    /// Such tokens for many addresses.
    package func series(_ purpose: TokenPurpose, until expiry: Instant) -> TokenSeries {
        let seconds = min(max(expiry.secondsSince1970, 0), 1 << (5 * Int64(Token.timeLength)) - 1)
        return series(purpose, time: Base32.text(of: seconds, length: Token.timeLength))
    }

    package func isGenuine(_ token: Token, _ purpose: TokenPurpose, for address: Address, at now: Instant) -> Bool {
        expiry(of: token, purpose, for: address).map { now <= $0 } ?? false
    }

    /// The last second that the token is good for; nil where this list did not make it for that.
    package func expiry(of token: Token, _ purpose: TokenPurpose, for address: Address) -> Instant? {
        let head = String(token.text.prefix(token.head))
        guard let time = Base32.number(head) else { return nil }
        let expected = series(purpose, time: head).text(for: address)
        // Every character is looked at whatever differs, so time tells nothing.
        guard zip(expected.utf8, token.text.utf8).reduce(0, { $0 | ($1.0 ^ $1.1) }) == 0 else { return nil }
        guard token.head == Token.dayLength else { return Instant(secondsSince1970: Int64(time)) }
        return Instant(secondsSince1970: (Int64(time) + 1) * 86_400 - 1)
    }

    /// Makes letters to one address differ, and tells nothing: a number that counts would tell how busy the list is.
    package func mark(_ text: String) -> String { Base32.text(code("mark", text).finalize(), count: 10) }

    private func series(_ purpose: TokenPurpose, time: String) -> TokenSeries {
        TokenSeries(
            time: time, signed: code(purpose.word, time, purpose.signedSubject), signsAddress: purpose.signsAddress)
    }

    func code(_ parts: String...) -> HMAC<SHA256> {
        var keyed = keyed
        // Lengths are not needed: no part but the last can hold a line end.
        keyed.update(data: Array(([list] + parts).joined(separator: "\n").utf8))
        return keyed
    }
}

/// Tokens that differ in nothing but the address: what they share is hashed once.
package struct TokenSeries: Sendable {
    fileprivate let time: String
    /// All that is signed but the address.
    fileprivate let signed: HMAC<SHA256>
    fileprivate let signsAddress: Bool

    /// The characters of the token for a mail to `address`.
    package func append(for address: Address, to bytes: inout [UInt8]) {
        var code = signed
        if signsAddress { code.update(data: Array(address.text.utf8)) }
        bytes.append(contentsOf: time.utf8)
        Base32.append(code.finalize(), count: Token.codeLength, to: &bytes)
    }

    fileprivate func text(for address: Address) -> String {
        var bytes: [UInt8] = []
        append(for: address, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
