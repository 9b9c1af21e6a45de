/// One thing that is wrong with a configuration.
package struct Problem: Hashable, Sendable, CustomStringConvertible {
    package let file: String
    /// From 1.
    package let line: Int
    /// The key with its section, such as `list.address`; nil where the file is not TOML.
    package let key: String?
    /// What is wrong; what to do.
    package let text: String

    package var description: String {
        "\(file):\(line): \(key.map { "\($0): " } ?? "")\(text)"
    }
}

/// Everything that is wrong with a configuration at once, in the order of its lines.
package struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// At least one.
    package let problems: [Problem]

    /// One problem a line.
    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
