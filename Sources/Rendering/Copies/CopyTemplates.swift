import MailingList

/// What stands below every copy: their names, what each is told, and their texts.
enum CopyTemplates {
    static let all: [Template] = [
        Template(
            .footer, [may("coordinator", .flag)] + LetterField.keeper,
            fi: PackageResources.footer_fi_mustache, sv: PackageResources.footer_sv_mustache,
            en: PackageResources.footer_en_mustache)
    ]
}
