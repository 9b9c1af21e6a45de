import Rules

/// One column of a journal line: a verb and named values, `joined address=anna@hel.fi language=fi`.
struct JournalRecord: Equatable {
    let verb: String
    private(set) var values: [(key: String, value: String)] = []

    init(_ verb: String, _ values: KeyValuePairs<String, String?> = [:]) {
        self.verb = verb
        for (key, value) in values { add(key, value) }
    }

    mutating func add(_ key: String, _ value: String?) {
        if let value { values.append((key, value)) }
    }

    var text: String {
        ([verb] + values.map { "\($0.key)=\(PercentCodec.text($0.value))" }).joined(separator: " ")
    }

    /// Nil where `text` is not such a column.
    init?(text: some StringProtocol) {
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

    subscript(key: String) -> String? { values.first { $0.key == key }?.value }

    func all(_ key: String) -> [String] { values.filter { $0.key == key }.map(\.value) }

    static func == (left: JournalRecord, right: JournalRecord) -> Bool { left.text == right.text }
}
