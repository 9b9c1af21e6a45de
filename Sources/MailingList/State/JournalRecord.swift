import Base
import Mail

/// One column of a journal line: a verb and named values, `joined address=anna@hel.fi language=fi`.
package struct JournalRecord: Equatable, Sendable {
    package let verb: String
    package private(set) var values: [(key: String, value: String)] = []

    package init(_ verb: String, _ values: KeyValuePairs<String, String?> = [:]) {
        self.verb = verb
        for (key, value) in values { add(key, value) }
    }

    /// With a verb from a subject's own list.
    package init(_ verb: some RawRepresentable<String>, _ values: KeyValuePairs<String, String?> = [:]) {
        self.init(verb.rawValue, values)
    }

    /// A key may stand several times; nil adds nothing.
    package mutating func add(_ key: String, _ value: String?) {
        if let value { values.append((key, value)) }
    }

    package var text: String {
        ([verb] + values.map { "\($0.key)=\(PercentCodec.column($0.value))" }).joined(separator: " ")
    }

    /// The same without the escapes of a column, for a person to read.
    package var readable: String {
        ([verb] + values.map { "\($0.key)=\(CleanText.line($0.value))" }).joined(separator: " ")
    }

    /// Nil where `text` is not such a column.
    package init?(text: some StringProtocol) {
        // Bytes, not Characters: an accent that begins a name from outside would melt into the `=` before it.
        var words = Substring(text).utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)[...]
        guard let verb = words.popFirst(), !verb.isEmpty else { return nil }
        self.verb = String(Substring(verb))
        for word in words {
            guard let equals = word.firstIndex(of: UInt8(ascii: "=")),
                let value = PercentCodec.value(Substring(word[word.index(after: equals)...]))
            else { return nil }
            values.append((String(Substring(word[..<equals])), value))
        }
    }

    /// The first value of this key.
    package subscript(key: String) -> String? { values.first { $0.key == key }?.value }

    package func all(_ key: String) -> [String] { values.filter { $0.key == key }.map(\.value) }

    package static func == (left: JournalRecord, right: JournalRecord) -> Bool { left.text == right.text }
}

/// Values as the types that the subjects have. Each is nil where the value is missing, or is no such thing.
extension JournalRecord {
    package func address(_ key: String) -> Address? { self[key].flatMap { Address($0) } }
    package func instant(_ key: String) -> Instant? { self[key].flatMap { Instant($0) } }
    package func number(_ key: String) -> Int? { self[key].flatMap { Int($0) } }
    package func flag(_ key: String) -> Bool { self[key] != nil }
    package func value<Value: RawRepresentable<String>>(_ key: String) -> Value? {
        self[key].flatMap(Value.init(rawValue:))
    }

    func post(_ key: String = "post") -> PostID? { self[key].flatMap { PostID($0) } }

    /// A mailbox in two values; nil where the address is missing.
    func mailbox(_ key: String) -> NamedAddress? {
        guard let address = address(key), let name = self["name"] else { return nil }
        return NamedAddress(name: name, address: address)
    }

    /// Nil where one of them is no address.
    func addresses(_ key: String) -> [Address]? {
        let addresses = all(key).map { Address($0) }
        return addresses.contains(nil) ? nil : addresses.compactMap { $0 }
    }
}
