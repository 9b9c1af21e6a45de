import TOMLKit

/// One key of a list's configuration, as the manual explains it and as the reader takes its default.
package struct ConfigurationKey: Sendable {
    /// Without its section: `letters_per_day`.
    package let name: String
    /// What is written behind the equals sign, in words.
    package let form: String
    package let standard: Standard
    /// What it does.
    package let text: String

    /// What holds where the key is left out.
    package enum Standard: Sendable {
        /// It cannot be left out. The example is TOML.
        case required(example: String)
        /// This value, as TOML. The reader takes it from here.
        case value(String)
        /// What depends on other keys, or nothing at all.
        case depends(String)
    }

    init(_ name: String, _ form: String, _ standard: Standard, _ text: String) {
        (self.name, self.form, self.standard, self.text) = (name, form, standard, text)
    }
}

/// A section, or a table within one.
package struct ConfigurationSection: Sendable {
    /// `list`, `collection.digest`.
    package let path: String
    /// How its header is written.
    package let header: String
    package let text: String
    package let keys: [ConfigurationKey]
    /// What a key of any other name means, where the names are the admin's own.
    package let anyKey: ConfigurationKey?

    init(
        _ path: String, header: String? = nil, _ text: String, _ keys: [ConfigurationKey],
        anyKey: ConfigurationKey? = nil
    ) {
        (self.path, self.header, self.text, self.keys) = (path, header ?? "[\(path)]", text, keys)
        self.anyKey = anyKey
    }
}

/// All that a configuration can hold: the one source of kutsu.toml(5) and of the reader's defaults.
package enum ConfigurationReference {
    /// In the order of the manual.
    package static let sections = [list, topics, joining, mailbox, oauth, relay] + subjects

    /// - Parameter section: as ``ConfigurationWalk`` has it: `relay[1]` is one of `relay`, `collection[0].digest` a table
    ///   within one of `collection`.
    static func key(_ name: String, in section: String) -> ConfigurationKey? {
        let path = section.split(separator: ".").map { $0.prefix { $0 != "[" } }.joined(separator: ".")
        return sections.first { $0.path == path }?.keys.first { $0.name == name }
    }

    /// The default of a key; nil where it has none that stands for itself.
    static func standard(_ name: String, in section: String) -> (any TOMLValueConvertible)? {
        guard case .value(let literal)? = key(name, in: section)?.standard else { return nil }
        return try? TOMLTable(string: "value = \(literal)")["value"]
    }
}
