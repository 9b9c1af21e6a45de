import MailingList

/// Letters about mails that did not go on as they came, and the note below those that did: their names, what each is told, and their texts.
enum ForwardingTemplates {
    static let all: [Template] = [
        Template(
            .tooLarge, [need("limit", .size), may("size", .size), may("subject", .text)],
            fi: PackageResources.tooLarge_fi_mustache, sv: PackageResources.tooLarge_sv_mustache,
            en: PackageResources.tooLarge_en_mustache),
        Template(
            .keptAside, [may("several", .flag), may("limit", .flag), may("subject", .text)],
            fi: PackageResources.keptAside_fi_mustache, sv: PackageResources.keptAside_sv_mustache,
            en: PackageResources.keptAside_en_mustache),
        Template(
            .quarantineNotice,
            [
                need("reason", .text), need("file", .text), may("subject", .text), may("sender", .text),
                may("received", .time),
            ],
            fi: PackageResources.quarantineNotice_fi_mustache, sv: PackageResources.quarantineNotice_sv_mustache,
            en: PackageResources.quarantineNotice_en_mustache),
        Template(
            .floodNotice, [need("sender", .text), need("mails", .mails), may("since", .time), may("folder", .text)],
            fi: PackageResources.floodNotice_fi_mustache, sv: PackageResources.floodNotice_sv_mustache,
            en: PackageResources.floodNotice_en_mustache),
        Template(
            .capNotice, [may("letters", .flag), may("forwards", .flag), may("quarantine", .flag)],
            fi: PackageResources.capNotice_fi_mustache, sv: PackageResources.capNotice_sv_mustache,
            en: PackageResources.capNotice_en_mustache),
        Template(
            .oldMail, [need("mails", .mails), need("folder", .text)],
            fi: PackageResources.oldMail_fi_mustache, sv: PackageResources.oldMail_sv_mustache,
            en: PackageResources.oldMail_en_mustache),
        Template(
            .senderCheck, [need("until", .time)],
            fi: PackageResources.senderCheck_fi_mustache, sv: PackageResources.senderCheck_sv_mustache,
            en: PackageResources.senderCheck_en_mustache),
        Template(
            .forwardNote, [need("sender", .text), may("member", .flag), may("post", .text)],
            fi: PackageResources.forwardNote_fi_mustache, sv: PackageResources.forwardNote_sv_mustache,
            en: PackageResources.forwardNote_en_mustache),
    ]
}
