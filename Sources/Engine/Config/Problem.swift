/// One thing that is wrong with a configuration.
public struct Problem: Hashable, Sendable, CustomStringConvertible {
    public let file: String
    /// From 1.
    public let line: Int
    /// The key with its section, such as `list.address`; nil where the file is not TOML.
    public let key: String?
    /// What is wrong; what to do.
    public let text: String

    public var description: String {
        "\(file):\(line): \(key.map { "\($0): " } ?? "")\(text)"
    }
}

/// Everything that is wrong with a configuration at once, in the order of its lines.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// At least one.
    public let problems: [Problem]

    /// One problem a line.
    public var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
