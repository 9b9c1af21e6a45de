import Base

/// The members of one JSON object (RFC 8259), as identity providers answer: texts, numbers, flags and lists of these.
/// Objects inside it are passed over, so that reading needs no recursion.
package struct JsonObject: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case text(String)
        /// As it is written.
        case number(String)
        case flag(Bool)
        case null
        case list([Value])
        /// An object, or a list inside a list.
        case nested
    }

    private let members: [String: Value]

    /// An answer of a token endpoint has a few kilobytes, a service account's key about 2.5.
    package static let sizeLimit = 1 << 18

    /// Nil for anything that is no object, or is larger than ``sizeLimit``. Of a name that is there twice the last counts.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count <= Self.sizeLimit else { return nil }
        var scanner = JsonScanner(bytes)
        guard let members = scanner.object() else { return nil }
        self.members = members
    }

    package subscript(name: String) -> Value? { members[name] }

    /// A text that is not empty.
    package func text(_ name: String) -> String? {
        if case .text(let text) = members[name], !text.isEmpty { return text }
        return nil
    }

    /// A whole number, which some providers write as a text.
    package func integer(_ name: String) -> Int64? {
        switch members[name] {
        case .number(let text), .text(let text): Int64(text) ?? Double(text).flatMap { Int64(exactly: $0.rounded()) }
        default: nil
        }
    }

    /// A list of texts, or one text alone.
    package func texts(_ name: String) -> [String] {
        switch members[name] {
        case .text(let text): [text]
        case .list(let values):
            values.compactMap { value in
                if case .text(let text) = value { text } else { nil }
            }
        default: []
        }
    }

    package func integers(_ name: String) -> [Int64] {
        guard case .list(let values) = members[name] else { return [] }
        return values.compactMap { value in
            if case .number(let text) = value { Int64(text) } else { nil }
        }
    }
}
