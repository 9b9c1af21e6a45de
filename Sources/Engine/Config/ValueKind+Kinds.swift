import Base
import TOMLKit

// The kinds of value that a list's configuration is made of.

extension ValueKind<String> {
    static var line: ValueKind {
        text({ $0 }, refusal: { $0 }).checked { text in
            if text.utf8.allSatisfy({ $0 == 32 }) { return "this is empty; write something or remove the key" }
            return text.unicodeScalars.contains { $0.properties.generalCategory == .control }
                ? "this must be one line without control characters" : nil
        }
    }

    /// It names a folder, a unit and a line in the log.
    static var name: ValueKind {
        line.checked { name in
            func isPlain(_ byte: UInt8) -> Bool { (97...122).contains(byte) || (48...57).contains(byte) }
            let isName = name.utf8.allSatisfy { isPlain($0) || Array("-_.".utf8).contains($0) }
            guard isName, let first = name.utf8.first, isPlain(first), name.utf8.count <= 64 else {
                return "'\(name)' cannot be a folder's name; use up to 64 of a-z, 0-9, - and _, first a letter or digit"
            }
            return nil
        }
    }

    static var absolutePath: ValueKind {
        line.checked { $0.hasPrefix("/") ? nil : "'\($0)' is not an absolute path; write it from / on" }
    }

    /// An absolute path, or a name without any folder.
    static var secretFile: ValueKind {
        line.checked { name in
            name.hasPrefix("/") || (!name.contains("/") && !name.hasPrefix("."))
                ? nil : "this is neither an absolute path nor a credential's name; write /etc/kutsu/… or a plain name"
        }
    }

}

extension ValueKind<DomainPattern> {
    static var domain: ValueKind {
        text({ text in DomainPattern(text).flatMap { $0.domain.text.contains(".") ? $0 : nil } }) {
            "'\($0)' is not a domain; write for example \"hel.fi\", or \"*.hel.fi\" for those below it"
        }
    }
}

extension ValueKind<Endpoint> {
    /// Where a server listens. What is wrong is not shown: it may hold a password.
    static func server(_ schemes: [Endpoint.Scheme]) -> ValueKind {
        text({ text in
            guard let endpoint = try? Endpoint(text), schemes.contains(endpoint.scheme) else { return nil }
            return endpoint
        }) { _ in
            let examples = schemes.map { "\($0)://host:port" }.joined(separator: " or ")
            return "this is not a server's address here; write \(examples), without user, password and path"
        }
    }
}

extension ValueKind<Address> {
    static var address: ValueKind {
        text({ Address($0) }) { "'\($0)' is not a mail address; write the bare address, such as \"anna@hel.fi\"" }
    }
}

extension ValueKind<Seconds> {
    static func length(_ range: ClosedRange<Seconds>) -> ValueKind {
        text({ Seconds(measure: $0) }) {
            "'\($0)' is not a length of time; write for example \"60s\", \"5 min\", \"12 hours\" or \"7 days\""
        }
        .checked { length in
            range.contains(length) ? nil : "this is out of range; write \(range.lowerBound) to \(range.upperBound)"
        }
    }
}

extension ValueKind<TimeOfDay> {
    static var time: ValueKind {
        text({ TimeOfDay(clock: $0) }) { "'\($0)' is not a time of day; write for example \"09:00\"" }
    }
}

extension ValueKind<CivilDate> {
    static var date: ValueKind {
        text({ CivilDate(written: $0) }) {
            "'\($0)' is not a date; write for example \"2026-12-04\""
        }
    }
}

extension CivilDate {
    /// `2026-12-04`
    init?(written text: some StringProtocol) {
        guard let midnight = Instant(text + "T00:00:00Z") else { return nil }
        self.init(daysSince1970: midnight.secondsSince1970 / 86_400)
    }
}

extension ValueKind {
    /// One text for all languages, or a table by language. The languages that lack it get that of the first.
    static func perLanguage<Text>(
        _ languages: [Language], _ kind: ValueKind<Text>
    ) -> ValueKind where Value == [Language: Text] {
        ValueKind { value, path, walk in
            guard let table = value.table else {
                guard let text = kind.read(value, path, &walk) else { return nil }
                return Dictionary(uniqueKeysWithValues: languages.map { ($0, text) })
            }
            var texts: [Language: Text] = [:]
            for key in table.keys {
                guard let value = table[key], let text = kind.read(value, "\(path).\(key)", &walk) else { continue }
                guard let language = Language(rawValue: key) else {
                    let known = Language.allCases.map(\.rawValue).joined(separator: ", ")
                    walk.report("\(path).\(key)", "'\(key)' is not a language here; known are \(known)")
                    continue
                }
                texts[language] = text
            }
            guard let first = languages.first else { return nil }
            guard let fallback = texts[first] else {
                // One that is there was told of already.
                if table.keys.contains(first.rawValue) { return nil }
                walk.report(path, "the list's first language is missing; write \(first.rawValue) = \"…\" in it")
                return nil
            }
            return Dictionary(uniqueKeysWithValues: languages.map { ($0, texts[$0] ?? fallback) })
        }
    }
}

extension ValueKind<Int> {
    /// Bytes.
    static func size(_ range: ClosedRange<Int>) -> ValueKind {
        text({ byteCount(measure: $0) }) { "'\($0)' is not a size; write for example \"20 MB\"" }
            .checked { size in
                let bounds = "\(range.lowerBound / 1000) kB to \(range.upperBound / 1_000_000) MB"
                return range.contains(size) ? nil : "this is out of range; write \(bounds)"
            }
    }
}
