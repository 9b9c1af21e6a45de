import Base

/// Reads `word; name=value; …` (RFC 2045 section 5.1), with the character sets and continuations of RFC 2231.
struct ParameterReader {
    /// No honest field has more; it bounds the work on those that are not.
    private static let mostParameters = 200

    private let bytes: [UInt8]
    private var index = 0

    init(_ value: String) { bytes = Array(value.utf8) }

    /// A word up to white space, `;`, `/` or `=`, in lower case; empty where there is none.
    mutating func word() -> String {
        skipSpace()
        let start = index
        while index < bytes.count, !bytes[index].isFoldingSpace, !Self.separators.contains(bytes[index]) { index += 1 }
        return String(decoding: bytes[start..<index].map(\.lowercased), as: UTF8.self)
    }

    /// Whether `byte` comes next; if so it is read.
    mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// What is left, as parameters. The first of equal names counts.
    mutating func parameters() -> [Parameter] {
        var sections = ParameterSections()
        var count = 0
        while index < bytes.count, count < Self.mostParameters {
            let start = index
            let name = word()
            if !name.isEmpty, take(UInt8(ascii: "=")) {
                sections.add(name, value())
                count += 1
            } else if index == start {
                index += 1
            }
        }
        return sections.parameters
    }

    private static let separators = Set(";/=(\"".utf8)

    private mutating func value() -> [UInt8] {
        skipSpace()
        guard index < bytes.count else { return [] }
        return bytes[index] == UInt8(ascii: "\"") ? quotedString() : token()
    }

    /// A backslash stands for itself except before a quote or another backslash: `"C:\temp\x.txt"` is seen more often
    /// than a needless quoted pair.
    private mutating func quotedString() -> [UInt8] {
        var content: [UInt8] = []
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count,
                bytes[index + 1] == UInt8(ascii: "\"") || bytes[index + 1] == UInt8(ascii: "\\")
            {
                index += 1
            }
            content.append(bytes[index])
            index += 1
        }
        index = min(index + 1, bytes.count)
        return content
    }

    /// Up to the `;`, because unquoted file names hold spaces. A comment is dropped at the end only, because they hold
    /// parentheses as well.
    private mutating func token() -> [UInt8] {
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: ";") { index += 1 }
        let text = bytes[start..<index].trimmed()
        if text.last == UInt8(ascii: ")"), let open = text.firstIndex(of: UInt8(ascii: "(")) {
            return Array(text[..<open].trimmed())
        }
        return Array(text)
    }

    /// White space and comments.
    private mutating func skipSpace() {
        var depth = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")") where depth > 0: depth -= 1
            case UInt8(ascii: "\\") where depth > 0: index += 1
            case let byte where depth > 0 || byte.isFoldingSpace: break
            default: return
            }
            index += 1
        }
        index = min(index, bytes.count)
    }
}

/// Parameters as they come in, and put together (RFC 2231 sections 3 and 4).
private struct ParameterSections {
    private struct Section {
        let number: Int
        let isEncoded: Bool
        let text: [UInt8]
    }

    private var order: [String] = []
    private var plain: [String: [UInt8]] = [:]
    private var sections: [String: [Section]] = [:]

    mutating func add(_ name: String, _ value: [UInt8]) {
        let pieces = name.split(separator: "*", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        // `name*` is section 0 and encoded, `name*1` is not encoded, `name*1*` is.
        let number = pieces.count == 2 && pieces[1].isEmpty ? 0 : pieces.count > 1 ? Int(pieces[1]) : nil
        let base = number == nil ? name : pieces[0]
        if plain[base] == nil, sections[base] == nil { order.append(base) }
        if let number {
            let isEncoded = pieces.last?.isEmpty ?? false
            sections[base, default: []].append(Section(number: number, isEncoded: isEncoded, text: value))
        } else if plain[base] == nil {
            plain[base] = value
        }
    }

    /// Where a parameter was written both ways, the plain one is for programs that know no RFC 2231.
    var parameters: [Parameter] {
        order.compactMap { name in
            if let parts = sections[name] { return Parameter(name: name, value: Self.joined(parts)) }
            return plain[name].map { Parameter(name: name, value: String(decoding: $0, as: UTF8.self)) }
        }
    }

    private static func joined(_ sections: [Section]) -> String {
        var charset: String?
        var content: [UInt8] = []
        var expected: Int?
        for section in sections.sorted(by: { $0.number < $1.number }) {
            if let expected, section.number != expected { continue }
            var text = section.text[...]
            if section.isEncoded {
                if expected == nil, let label = text.firstIndex(of: UInt8(ascii: "'")),
                    let language = text[(label + 1)...].firstIndex(of: UInt8(ascii: "'"))
                {
                    charset = String(decoding: text[..<label], as: UTF8.self)
                    text = text[(language + 1)...]
                }
                content += unescaped(text)
            } else {
                content += text
            }
            expected = section.number &+ 1
        }
        return Charset.decode(content, charset: charset)
    }

    private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var content: [UInt8] = []
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == UInt8(ascii: "%"), index + 2 < text.endIndex, let high = text[index + 1].hexValue,
                let low = text[index + 2].hexValue
            {
                content.append(high << 4 | low)
                index += 3
            } else {
                content.append(text[index])
                index += 1
            }
        }
        return content
    }
}
