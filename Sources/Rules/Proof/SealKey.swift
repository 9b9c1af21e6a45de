/// The list's own key for tokens. It never shows itself.
public struct SealKey: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// At least 32 bytes from the system's random source.
    public let bytes: [UInt8]

    /// Nil where the key is too short to protect anybody.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.length else { return nil }
        self.bytes = bytes
    }

    public static let length = 32

    public var description: String { "<secret>" }
    public var debugDescription: String { description }
}
