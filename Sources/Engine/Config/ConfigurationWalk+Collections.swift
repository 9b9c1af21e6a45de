import Base
import MailingList
import TOMLKit

// [tips] and [[collection]]: what people send for a digest, who reads it, and when it goes out.
extension ConfigurationWalk {
    /// The collections of the list: tips are one that every list has.
    mutating func collections(_ languages: [Language]) -> [CollectionPolicy] {
        openAll("collection").reduce(into: [tips()]) { collections, section in
            guard let collection = collection(section, languages) else { return }
            check(collection, beside: collections, section)
            collections.append(collection)
        }
    }

    private mutating func tips() -> CollectionPolicy {
        let section = open("tips") ?? "tips"
        let moderate = setting("moderate", in: section, .flag)
        let names = setting("names", in: section, .flag)
        let digest = open("digest", in: section).flatMap { schedule($0) }
        return .tips(moderate: moderate, names: names, digest: digest)
    }

    private mutating func collection(_ section: String, _ languages: [Language]) -> CollectionPolicy? {
        let name = required("name", in: section, .collectionName, example: "\"nominations\"")
        let titles = value("title", in: section, .perLanguage(languages, .line))
        let words = required(
            "words", in: section, .perLanguage(languages, .collectionWords),
            example: "{ fi = \"ehdotus\", sv = \"förslag\", en = \"nomination\" }")
        let readers = setting("to", in: section, ValueKind<CollectionPolicy.Readers>.choice)
        let moderate = value("moderate", in: section, .flag)
        let names = value("names", in: section, .flag)
        let deadline = value("deadline", in: section, .deadline)
        let digest = open("digest", in: section).flatMap { schedule($0) }
        if has("deadline", in: section), has("digest", in: section) {
            report("\(section).digest", "what has a deadline goes out once, at that moment; remove deadline or digest")
        }
        guard let name, let words else { return nil }
        // Coordinators read it all anyway, and want to know who wrote.
        let isForMembers = readers == .members
        return CollectionPolicy(
            name: name, titles: titles ?? [:], words: words, moderate: moderate ?? isForMembers,
            names: names ?? !isForMembers, readers: readers, digest: deadline ?? digest)
    }

    private mutating func check(_ collection: CollectionPolicy, beside others: [CollectionPolicy], _ section: String) {
        if collection.name == .tips {
            report(
                "\(section).name", "tips are a collection of every list; write [tips] for them, or another name here")
        } else if others.contains(where: { $0.name == collection.name }) {
            report("\(section).name", "two collections are called '\(collection.name)'; choose another name")
        }
        let taken = CollectionWords(others)
        for word in Set(collection.words.values.joined()).sorted() {
            if let owner = taken.owner(of: word) {
                report("\(section).words", "'\(word)' belongs to the collection \(owner) already; choose another word")
            }
        }
    }
}

extension ValueKind<CollectionName> {
    fileprivate static var collectionName: ValueKind {
        text({ CollectionName($0) }) {
            "'\($0)' cannot be a collection's name, which stands in files; use up to 64 of a-z, 0-9 and -"
        }
    }
}

extension ValueKind<[String]> {
    /// One word or several.
    fileprivate static var collectionWords: ValueKind {
        ValueKind { value, path, walk in
            guard value.array != nil else { return word.read(value, path, &walk).map { [$0] } }
            return list(of: word).checked { $0.isEmpty ? "this list is empty; write a word" : nil }
                .read(value, path, &walk)
        }
    }

    private static var word: ValueKind<String> {
        .line.checked { word in
            switch CollectionWords.objection(to: word) {
            case nil: nil
            case .noWord?: "'\(word)' is no word; write it alone, without the colon that follows it in a mail"
            case .tooLong?: "this is longer than \(CollectionWords.longestWord) characters; choose a shorter word"
            case .command?: "'\(word)' is a command already; choose another word"
            case .unreadable?:
                "'\(word)' is a greeting, or what mail programs write before a subject; choose another word"
            }
        }
    }
}
