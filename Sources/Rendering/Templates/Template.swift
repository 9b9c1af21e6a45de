import Base
import MailingList

/// One of the built-in texts: what it is told, and how it stands in each language. A language that is missing does not
/// compile.
struct Template: Sendable {
    let name: TemplateName
    /// The contract between whoever decides that a letter is sent and whoever words it, an admin included.
    let fields: [LetterField]
    private let texts: [Language: [UInt8]]

    init(_ name: TemplateName, _ own: [LetterField], fi: [UInt8], sv: [UInt8], en: [UInt8]) {
        self.name = name
        fields = LetterField.common + own
        texts = [.fi: fi, .sv: sv, .en: en]
    }

    /// The file as it stands in the subject's `Texts`.
    func text(_ language: Language) -> String { String(decoding: texts[language] ?? [], as: UTF8.self) }
}

extension Template {
    /// The list of subjects.
    static let all: [Template] =
        MembershipTemplates.all + ChoiceTemplates.all + ErasureTemplates.all + AdmissionTemplates.all
        + PostTemplates.all + RoundupTemplates.all
        + CollectionTemplates.all + EventTemplates.all
        + BounceTemplates.all + ForwardingTemplates.all + CopyTemplates.all

    static let named: [TemplateName: Template] = Dictionary(
        all.map { ($0.name, $0) },
        uniquingKeysWith: { _, _ in preconditionFailure("two subjects claim one template") })
}

extension TemplateName {
    var template: Template {
        guard let template = Template.named[self] else {
            preconditionFailure("no subject has the template \(rawValue)")
        }
        return template
    }

    package var fields: [LetterField] { template.fields }
}

extension LetterField {
    /// What every letter knows: the list's name in the letter's language, and its own address.
    static let common: [LetterField] = [need("title", .text), need("list", .address)]

    /// Who keeps the list, where its configuration says it.
    static let keeper: [LetterField] = [
        may("organisation", .text), may("contact", .address), may("privacy", .link),
    ]

    /// The subject of the post; empty or missing if it has none.
    static let post: [LetterField] = [may("subject", .text)]

    /// What kind of event the post is about, if it is about one: a new one, a change or a cancellation.
    static let event: [LetterField] = [may("event", .flag), may("updated", .flag), may("cancellation", .flag)]

    /// Posts that nobody was asked about, because the clock brought them.
    static let unasked: [LetterField] = [may("digest", .flag), may("reminder", .flag)]

    /// What a letter that asks a coordinator carries: how long the question stands, and the token.
    static let ask: [LetterField] = [need("expires", .time), may("token", .token)]
}

func need(_ name: String, _ shape: LetterShape) -> LetterField { LetterField(name, shape, required: true) }
func may(_ name: String, _ shape: LetterShape) -> LetterField { LetterField(name, shape) }
