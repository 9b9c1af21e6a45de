/// The members of one small JSON object (RFC 8259): texts, numbers, flags and lists of these. Objects inside it are read, but
/// not kept.
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

    /// An identity provider's answer has a few kilobytes, a service account's key about 2.5.
    package static let sizeLimit = 1 << 18

    /// Nil for anything that is no object, or is larger than ``sizeLimit``. Of a name that is there twice the last counts.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count <= Self.sizeLimit else { return nil }
        var reader = JsonReader(bytes)
        do throws(JsonReader.Failure) {
            guard let members = try Self.members(&reader) else { return nil }
            self.members = members
        } catch {
            return nil
        }
    }

    /// Nil for a text that is something else than an object.
    private static func members(_ reader: inout JsonReader) throws(JsonReader.Failure) -> [String: Value]? {
        guard try reader.next() == .beginObject else { return nil }
        var members: [String: Value] = [:]
        while case .name(let name) = try reader.next() {
            let value = try reader.next()
            members[name] = try value == .beginList ? .list(elements(&reader)) : element(value, &reader)
        }
        // The grammar leaves nothing else than the end of the text here.
        _ = try reader.next()
        return members
    }

    private static func elements(_ reader: inout JsonReader) throws(JsonReader.Failure) -> [Value] {
        var values: [Value] = []
        while let event = try reader.next(), event != .endList { values.append(try element(event, &reader)) }
        return values
    }

    /// A value that is not looked into where it is an object or a list.
    private static func element(
        _ event: JsonReader.Event?, _ reader: inout JsonReader
    ) throws(JsonReader.Failure) -> Value {
        switch event {
        case .text(let text): return .text(text)
        case .number(let text): return .number(text)
        case .flag(let flag): return .flag(flag)
        case .beginObject, .beginList:
            try reader.skip()
            return .nested
        case .null, .name, .endObject, .endList, nil: return .null
        }
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
