/// The list's own key for tokens. It never shows itself.
package struct SigningKey: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// At least 32 bytes from the system's random source.
    package let bytes: [UInt8]

    /// Nil where the key is too short to protect anybody.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.length else { return nil }
        self.bytes = bytes
    }

    package static let length = 32

    package var description: String { "<secret>" }
    package var debugDescription: String { description }
}
