import MailingList

/// Letters about a person's own membership: their names, what each is told, and their texts.
enum MembershipTemplates {
    static let all: [Template] = [
        Template(
            .confirmJoin,
            [
                need("until", .time), need("consent", .text), need("people", .texts), may("approval", .flag),
                may("keeps", .flag), may("kept", .texts), may("token", .token),
            ]
                + LetterField.keeper,
            fi: PackageResources.confirmJoin_fi_mustache, sv: PackageResources.confirmJoin_sv_mustache,
            en: PackageResources.confirmJoin_en_mustache),
        Template(
            .welcome,
            [
                may("principles", .link), may("tips", .flag), may("topics", .texts), may("topic", .text),
                may("languages", .languages),
            ],
            fi: PackageResources.welcome_fi_mustache, sv: PackageResources.welcome_sv_mustache,
            en: PackageResources.welcome_en_mustache),
        Template(
            .alreadyMember, [may("languages", .languages)],
            fi: PackageResources.alreadyMember_fi_mustache, sv: PackageResources.alreadyMember_sv_mustache,
            en: PackageResources.alreadyMember_en_mustache),
        Template(
            .refusedDomain, [need("domains", .texts)],
            fi: PackageResources.refusedDomain_fi_mustache, sv: PackageResources.refusedDomain_sv_mustache,
            en: PackageResources.refusedDomain_en_mustache),
        Template(
            .confirmLeave, [need("until", .time), need("people", .texts), may("token", .token)],
            fi: PackageResources.confirmLeave_fi_mustache, sv: PackageResources.confirmLeave_sv_mustache,
            en: PackageResources.confirmLeave_en_mustache),
        Template(
            .goodbye, [may("erased", .flag)],
            fi: PackageResources.goodbye_fi_mustache, sv: PackageResources.goodbye_sv_mustache,
            en: PackageResources.goodbye_en_mustache),
        Template(
            .notMember, [],
            fi: PackageResources.notMember_fi_mustache, sv: PackageResources.notMember_sv_mustache,
            en: PackageResources.notMember_en_mustache),
        Template(
            .help,
            [
                may("forwarded", .flag), may("member", .flag), may("coordinator", .flag), may("tips", .flag),
                may("topics", .flag), may("languages", .languages), may("principles", .link),
                may("collections", .items([need("name", .text), need("word", .text)])),
            ] + LetterField.keeper,
            fi: PackageResources.help_fi_mustache, sv: PackageResources.help_sv_mustache,
            en: PackageResources.help_en_mustache),
        Template(
            .coordinatorHelp,
            [
                may("forwarded", .flag), may("member", .flag),
                may("collections", .items([need("name", .text), need("word", .text)])),
            ],
            fi: PackageResources.coordinatorHelp_fi_mustache, sv: PackageResources.coordinatorHelp_sv_mustache,
            en: PackageResources.coordinatorHelp_en_mustache),
        Template(
            .confirmLanguage, [need("until", .time), need("people", .texts), may("token", .token)],
            fi: PackageResources.confirmLanguage_fi_mustache, sv: PackageResources.confirmLanguage_sv_mustache,
            en: PackageResources.confirmLanguage_en_mustache),
        Template(
            .confirmMove,
            [need("address", .text), need("until", .time), need("people", .texts), may("token", .token)],
            fi: PackageResources.confirmMove_fi_mustache, sv: PackageResources.confirmMove_sv_mustache,
            en: PackageResources.confirmMove_en_mustache),
        Template(
            .confirmNewAddress,
            [need("address", .text), need("until", .time), need("people", .texts), may("token", .token)],
            fi: PackageResources.confirmNewAddress_fi_mustache, sv: PackageResources.confirmNewAddress_sv_mustache,
            en: PackageResources.confirmNewAddress_en_mustache),
        Template(
            .addressChanged, [],
            fi: PackageResources.addressChanged_fi_mustache, sv: PackageResources.addressChanged_sv_mustache,
            en: PackageResources.addressChanged_en_mustache),
        Template(
            .languageChanged, [may("languages", .languages)],
            fi: PackageResources.languageChanged_fi_mustache, sv: PackageResources.languageChanged_sv_mustache,
            en: PackageResources.languageChanged_en_mustache),
        Template(
            .ownData,
            [
                need("address", .text), may("member", .flag), may("erased", .flag), may("joined", .time),
                may("proof", .text), may("message", .text), may("wording", .text), may("language", .languages),
                may("topics", .texts), may("portion", .text), may("pausedUntil", .time), may("asked", .time),
                may("tips", .texts),
                may("answers", .texts),
                may("records", .lines(links: true)), may("items", .items([need("name", .text), need("words", .text)])),
            ],
            fi: PackageResources.myData_fi_mustache, sv: PackageResources.myData_sv_mustache,
            en: PackageResources.myData_en_mustache),
    ]
}
