import Base
import Testing

@testable import Rendering

/// One letter in one language, with all its values or only those it must have, and with one choice of its flags.
/// `collection` stands for what is told of another collection than tips.
struct LetterCase: Sendable, CustomTestStringConvertible {
    var kind: TemplateName
    var language: Language
    var all: Bool
    var flags: Set<String>

    /// Every letter, and each with every choice of flags that it can meet.
    static let every: [LetterCase] = TemplateName.allCases.flatMap { kind in
        Language.allCases.flatMap { language in
            [true, false].flatMap { all in
                choices(kind).map { LetterCase(kind: kind, language: language, all: all, flags: $0) }
            }
        }
    }

    /// With all values, about an announcement; or at its barest.
    init(kind: TemplateName, language: Language, all: Bool) {
        self.init(kind: kind, language: language, all: all, flags: all ? Self.choices(kind)[0] : [])
    }

    init(kind: TemplateName, language: Language, all: Bool, flags: Set<String>) {
        (self.kind, self.language, self.all, self.flags) = (kind, language, all, flags)
    }

    var testDescription: String {
        "\(kind.fileName(language)) \(all ? "in full" : "at its barest") \(flags.sorted().joined(separator: " "))"
    }

    var values: [String: LetterValue] {
        var values = LetterSamples.values(kind, language, all: all, collection: flags.contains("collection"))
        for case let field in kind.fields {
            if case .flag = field.shape { values[field.name] = .flag(flags.contains(field.name)) }
        }
        return values
    }

    func rendered() throws -> RenderedLetter { try LetterBook().render(kind, language, values: values) }

    /// What a post can be, as the letters about it are told.
    private static let sorts: [Set<String>] = [
        [], ["event"], ["event", "updated"], ["event", "cancellation"], ["reminder"], ["event", "reminder"], ["digest"],
    ]

    /// All flags and none; of those that say what a post is, what they can say together.
    private static func choices(_ kind: TemplateName) -> [Set<String>] {
        var flags: Set<String> = []
        for field in kind.fields {
            if case .flag = field.shape { flags.insert(field.name) }
        }
        let about = flags.intersection(["event", "updated", "cancellation", "reminder", "digest"])
        let others = flags.subtracting(about)
        let sorts = about.contains("event") ? sorts.filter(about.isSuperset) : about.isEmpty ? [[]] : [about, []]
        let choices = sorts.flatMap { sort in others.isEmpty ? [sort] : [sort.union(others), sort] }
        let isOfCollections = kind.fields.contains { LetterField.ofOtherCollections.contains($0.name) }
        return isOfCollections ? choices + choices.map { $0.union(["collection"]) } : choices
    }
}
