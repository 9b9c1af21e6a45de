import Base

/// The built-in texts, put into the binary by the build, parsed once on first use.
enum BuiltInTemplates {
    /// By file name. A text of our own that does not parse is our fault, and every test would fail on it.
    private static let templates: [String: LetterTemplate] = {
        var templates: [String: LetterTemplate] = [:]
        for name in TemplateName.allCases {
            for language in Language.allCases {
                let file = name.fileName(language)
                do throws(LetterError) {
                    templates[file] = try LetterTemplate(text(name, language), for: name, file: file)
                } catch {
                    preconditionFailure(error.description)
                }
            }
        }
        return templates
    }()

    static func template(_ name: TemplateName, _ language: Language) -> LetterTemplate {
        guard let template = templates[name.fileName(language)] else {
            preconditionFailure("a template without its file")
        }
        return template
    }

    /// The file as it stands in `Texts`.
    static func text(_ name: TemplateName, _ language: Language) -> String { name.template.text(language) }
}
