import MailingList

/// Letters about who waits to be let in: their names, what each is told, and their texts.
enum AdmissionTemplates {
    static let all: [Template] = [
        Template(
            .joinRequest,
            LetterField.ask + [
                need("address", .text), may("name", .text), may("words", .lines(links: false)), may("again", .flag),
                may("answer", .text),
            ],
            fi: PackageResources.joinRequest_fi_mustache, sv: PackageResources.joinRequest_sv_mustache,
            en: PackageResources.joinRequest_en_mustache),
        Template(
            .joinWaiting, [need("until", .time)],
            fi: PackageResources.joinWaiting_fi_mustache, sv: PackageResources.joinWaiting_sv_mustache,
            en: PackageResources.joinWaiting_en_mustache),
        Template(
            .joinDeclined, [],
            fi: PackageResources.joinDeclined_fi_mustache, sv: PackageResources.joinDeclined_sv_mustache,
            en: PackageResources.joinDeclined_en_mustache),
        Template(
            .joinExpired, [],
            fi: PackageResources.joinExpired_fi_mustache, sv: PackageResources.joinExpired_sv_mustache,
            en: PackageResources.joinExpired_en_mustache),
        Template(
            .joinDecided, [need("address", .text), may("member", .flag)],
            fi: PackageResources.joinDecided_fi_mustache, sv: PackageResources.joinDecided_sv_mustache,
            en: PackageResources.joinDecided_en_mustache),
    ]
}
