import Base
import Mail
import MailingList

/// A mail that Kutsu writes, ready to be composed. Pieces (`TemplateName.isFragment`) have an empty subject, and their HTML
/// is a `<div>`.
package struct RenderedLetter: Hashable, Sendable {
    package var subject: String
    package var text: String
    package var html: String

    package init(subject: String, text: String, html: String) {
        self.subject = subject
        self.text = text
        self.html = html
    }
}

/// All letters in all languages: the built-in ones, and an admin's own in their place.
package struct LetterBook: Sendable {
    private let own: [String: LetterTemplate]

    /// - Parameter overrides: file name (`welcome.fi.mustache`) → text, as read from the `[letters]` directory.
    /// - Throws: the first of `problems(in:)`.
    package init(overrides: [String: String] = [:]) throws(LetterError) {
        var own: [String: LetterTemplate] = [:]
        for (file, text) in overrides.sorted(by: { $0.key < $1.key }) { own[file] = try Self.template(file, text) }
        self.own = own
    }

    /// Everything that is wrong with an admin's letters, by file name.
    package static func problems(in overrides: [String: String]) -> [LetterError] {
        overrides.sorted { $0.key < $1.key }.compactMap { file, text in
            do throws(LetterError) {
                _ = try template(file, text)
                return nil
            } catch {
                return error
            }
        }
    }

    /// The letter with these values, in this language.
    /// - Throws: `LetterError` if a required value is missing, or one does not fit `kind.fields`: a fault of the caller.
    package func render(
        _ kind: TemplateName, _ language: Language, values: [String: LetterValue]
    ) throws(LetterError) -> RenderedLetter {
        let file = kind.fileName(language)
        try Self.check(values, against: kind.fields, file: file)
        let template = own[file] ?? BuiltInTemplates.template(kind, language)
        let fill = { LetterFilling.lines(of: $0, kind: kind, language: language, values: values) }
        let blocks = LetterBlock.blocks(of: fill(template.body))
        let text = PlainLetter.text(blocks, language)
        if kind.isFragment {
            return RenderedLetter(subject: "", text: text, html: HtmlLetter.fragment(blocks, language))
        }
        let subject = Self.subject(fill(template.subject), language)
        let html = HtmlLetter.document(blocks, subject: subject, language)
        return RenderedLetter(subject: Self.signed(subject, values), text: text, html: html)
    }

    private static func subject(_ lines: [LetterLine], _ language: Language) -> String {
        let runs = lines.flatMap { line in
            switch line {
            case .words(let runs), .quote(let runs): runs
            case .passage(let passage): passage.paragraphs.first?.first ?? []
            }
        }
        return CleanText.line(PlainLetter.line(runs, language))
    }

    /// The token comes back in the subject of an answer, even through programs that lose `In-Reply-To`.
    private static func signed(_ subject: String, _ values: [String: LetterValue]) -> String {
        guard case .text(let token) = values["token"] else { return subject }
        return subject + " " + SubjectPrefix.bracket(token)
    }

    private static func template(_ file: String, _ text: String) throws(LetterError) -> LetterTemplate {
        for kind in TemplateName.allCases {
            for language in Language.allCases where kind.fileName(language) == file {
                return try LetterTemplate(text, for: kind, file: file)
            }
        }
        throw LetterError(file: file, problem: .unknownFile)
    }

    /// Recurses once per level of `items`, which the table fixes.
    private static func check(
        _ values: [String: LetterValue], against fields: [LetterField], file: String
    ) throws(LetterError) {
        for field in fields where field.isRequired && values[field.name] == nil {
            throw LetterError(file: file, problem: .missingValue(field.name))
        }
        for (name, value) in values {
            guard let field = fields.first(where: { $0.name == name }) else {
                throw LetterError(file: file, problem: .unknownValue(name, known: fields.map(\.name)))
            }
            guard field.shape.accepts(value) else { throw LetterError(file: file, problem: .wrongShape(name)) }
            if case .items(let items) = value {
                for item in items { try check(item, against: field.shape.fields, file: file) }
            }
        }
    }
}
