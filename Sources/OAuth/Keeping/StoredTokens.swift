import Base

/// The tokens of one list as they lie in its state directory: one fact a line, `key: value`, with values in
/// percent-encoding. Lines that are not known are passed over.
package struct StoredTokens: Hashable, Sendable {
    /// In the state directory.
    package static let file = "oauth"
    private static let header = "kutsu-oauth 1"

    package struct Access: Hashable, Sendable {
        package let token: String
        package let obtained: Instant
        package let expires: Instant
    }

    /// Which application, endpoint and mailbox they are for: tokens of another are of no use.
    package let purpose: String
    package var access: Access?
    package var refreshToken: String?
    /// When the refresh token was last used, or came.
    package var refreshUsed: Instant?
    /// When it ends, where the provider has said so.
    package var refreshExpires: Instant?
    /// The form of a certificate's statement that was last taken.
    package var algorithm: SigningRsaKey.Algorithm?

    package init(purpose: String) { self.purpose = purpose }

    package var text: String {
        var lines = [Self.header, "purpose: \(PercentCodec.column(purpose))"]
        func add(_ key: String, _ value: String?) {
            if let value { lines.append("\(key): \(PercentCodec.column(value))") }
        }
        add("access", access?.token)
        add("obtained", access?.obtained.text)
        add("expires", access?.expires.text)
        add("refresh", refreshToken)
        add("refresh-used", refreshUsed?.text)
        add("refresh-expires", refreshExpires?.text)
        add("assertion", algorithm?.rawValue)
        return lines.map { $0 + "\n" }.joined()
    }

    /// Nil where it is no such file, one of a newer Kutsu, or a damaged one.
    package init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // It ends with a line end, so that a file that was cut off is seen.
        guard lines.first == Self.header[...], lines.last == "" else { return nil }
        var values: [Substring: String] = [:]
        for line in lines.dropFirst().dropLast() {
            let pieces = line.split(separator: ":", maxSplits: 1)
            guard pieces.count == 2, let value = PercentCodec.value(pieces[1].drop { $0 == " " }) else { return nil }
            values[pieces[0]] = value
        }
        guard let purpose = values["purpose"] else { return nil }
        self.init(purpose: purpose)
        if let token = values["access"], let obtained = values["obtained"].flatMap({ Instant($0) }),
            let expires = values["expires"].flatMap({ Instant($0) })
        {
            access = Access(token: token, obtained: obtained, expires: expires)
        }
        refreshToken = values["refresh"]
        refreshUsed = values["refresh-used"].flatMap { Instant($0) }
        refreshExpires = values["refresh-expires"].flatMap { Instant($0) }
        algorithm = values["assertion"].flatMap { SigningRsaKey.Algorithm(rawValue: $0) }
    }
}

/// They are secrets: nothing of them is printed.
extension StoredTokens: CustomStringConvertible, CustomReflectable {
    package var description: String { "<tokens>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
