import MailingList

/// Letters about being forgotten: their names, what each is told, and their texts.
enum ErasureTemplates {
    static let all: [Template] = [
        Template(
            .confirmErase, [need("until", .time), need("people", .texts), may("token", .token)],
            fi: PackageResources.confirmErase_fi_mustache, sv: PackageResources.confirmErase_sv_mustache,
            en: PackageResources.confirmErase_en_mustache),
        Template(
            .erased, [],
            fi: PackageResources.erased_fi_mustache, sv: PackageResources.erased_sv_mustache,
            en: PackageResources.erased_en_mustache),
    ]
}
