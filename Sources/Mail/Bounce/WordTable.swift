import Base

/// Phrases, each standing for a value, found in running text in one pass: a look-up by first word at each word.
struct WordTable<Value: Sendable>: Sendable {
    private struct Phrase: Sendable {
        let words: [String]
        let value: Value
    }

    private let byFirstWord: [String: [Phrase]]

    /// Phrases in lower case, words parted by single spaces, without punctuation or apostrophes.
    init(_ rows: [(Value, [String])]) {
        var table: [String: [Phrase]] = [:]
        for (value, phrases) in rows {
            for phrase in phrases {
                let words = phrase.split(separator: " ").map(String.init)
                guard let first = words.first else { continue }
                table[first, default: []].append(Phrase(words: words, value: value))
            }
        }
        // The longest says most. Of equally long ones the row further up wins, since sorting is stable.
        byFirstWord = table.mapValues { $0.sorted { $0.words.count > $1.words.count } }
    }

    /// The value of the longest phrase in the text; among equals that which comes first.
    func longest(in words: [String]) -> Value? {
        var best: Phrase?
        for index in words.indices {
            guard let phrases = byFirstWord[words[index]] else { continue }
            let found = phrases.first {
                $0.words.count > best?.words.count ?? 0 && words[index...].starts(with: $0.words)
            }
            if let found { best = found }
        }
        return best?.value
    }
}

/// Text as the words that can tell something: in lower case, without punctuation, numbers, addresses, and of URLs
/// only the host (`spamhaus` says enough; a path is chance).
enum Words {
    static func of(_ text: String) -> [String] {
        var words: [String] = []
        for chunk in text.lowercased().utf8.split(whereSeparator: { $0 <= 0x20 }) {
            let bytes = withoutAddresses(host(ofUrlIn: Array(chunk)[...]))
            var word: [UInt8] = []
            for byte in bytes + [0x20] {
                if byte.isLetter || byte.isDigit || byte >= 0x80 {
                    word.append(byte)
                } else if byte != UInt8(ascii: "'"), !word.isEmpty {
                    if !word.allSatisfy(\.isDigit) { words.append(String(decoding: word, as: UTF8.self)) }
                    word = []
                }
            }
        }
        return words
    }

    private static func host(ofUrlIn chunk: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let slashes = chunk.indices.dropLast(2).first(where: { chunk[$0...].starts(with: "://".utf8) })
        else { return chunk }
        return chunk[(slashes + 3)...].prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
    }

    private static func withoutAddresses(_ chunk: ArraySlice<UInt8>) -> [UInt8] {
        guard chunk.contains(UInt8(ascii: "@")) else { return Array(chunk) }
        var rest: [UInt8] = []
        var end = chunk.startIndex
        for place in AddressScan.places(in: chunk) where place.lowerBound >= end {
            rest += chunk[end..<place.lowerBound] + [0x20]
            end = place.upperBound
        }
        return rest + chunk[end...]
    }
}
