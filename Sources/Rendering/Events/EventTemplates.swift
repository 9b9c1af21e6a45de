import MailingList

/// Letters about events, and what is around an event in members' copies: their names, what each is told, and their texts.
enum EventTemplates {
    static let all: [Template] = [
        Template(
            .eventRefused,
            LetterField.post + [
                need("problem", .text), may("words", .text), may("examples", .flag),
                may("dated", .flag), may("dates", .texts), may("place", .text),
                need("example", .text), need("exampleIso", .text),
            ],
            fi: PackageResources.eventRefused_fi_mustache, sv: PackageResources.eventRefused_sv_mustache,
            en: PackageResources.eventRefused_en_mustache),
        Template(
            .invitation,
            [
                need("name", .text), may("heading", .text), may("updated", .flag),
                may("body", .passage(links: true)),
            ],
            fi: PackageResources.invitation_fi_mustache, sv: PackageResources.invitation_sv_mustache,
            en: PackageResources.invitation_en_mustache),
        Template(
            .cancellation, occasion + [may("body", .passage(links: true))],
            fi: PackageResources.cancellation_fi_mustache, sv: PackageResources.cancellation_sv_mustache,
            en: PackageResources.cancellation_en_mustache),
        Template(
            .reminder, occasion + [may("body", .passage(links: true)), may("principles", .link)],
            fi: PackageResources.reminder_fi_mustache, sv: PackageResources.reminder_sv_mustache,
            en: PackageResources.reminder_en_mustache),
        Template(
            .eventNote,
            [
                may("when", .text), may("where", .text), may("updated", .flag), may("tentative", .flag),
                may("body", .passage(links: true)), may("principles", .link),
            ],
            fi: PackageResources.eventNote_fi_mustache, sv: PackageResources.eventNote_sv_mustache,
            en: PackageResources.eventNote_en_mustache),
    ]

    /// An event as its people read it.
    private static let occasion: [LetterField] = [need("name", .text), need("when", .text), may("where", .text)]
}
