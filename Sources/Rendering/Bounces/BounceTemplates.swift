import MailingList

/// Letters about mail that comes back: their names, what each is told, and their texts.
enum BounceTemplates {
    static let all: [Template] = [
        Template(
            .bounceReport, [may("failing", .texts), may("suspended", .texts), may("removed", .texts)],
            fi: PackageResources.bounceReport_fi_mustache, sv: PackageResources.bounceReport_sv_mustache,
            en: PackageResources.bounceReport_en_mustache),
        Template(
            .probe, [],
            fi: PackageResources.probe_fi_mustache, sv: PackageResources.probe_sv_mustache,
            en: PackageResources.probe_en_mustache),
        Template(
            .deliveryTrouble,
            [
                need("since", .time), need("until", .time), may("quota", .flag), may("login", .flag),
                may("sender", .flag), may("account", .flag), may("words", .text),
            ],
            fi: PackageResources.deliveryTrouble_fi_mustache, sv: PackageResources.deliveryTrouble_sv_mustache,
            en: PackageResources.deliveryTrouble_en_mustache),
    ]
}
