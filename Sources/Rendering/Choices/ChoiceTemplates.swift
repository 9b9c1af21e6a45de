import MailingList

/// Letters about what members choose: their names, what each is told, and their texts.
enum ChoiceTemplates {
    static let all: [Template] = [
        Template(
            .topics, [may("chosen", .texts), may("others", .texts), may("unknown", .texts)],
            fi: PackageResources.topics_fi_mustache, sv: PackageResources.topics_sv_mustache,
            en: PackageResources.topics_en_mustache),
        Template(
            .confirmChoice,
            [
                need("until", .time), need("people", .texts), may("topics", .texts), may("noTopics", .flag),
                may("pausedUntil", .time), may("paused", .flag), may("resumed", .flag), may("portion", .text),
                may("token", .token),
            ],
            fi: PackageResources.confirmChoice_fi_mustache, sv: PackageResources.confirmChoice_sv_mustache,
            en: PackageResources.confirmChoice_en_mustache),
        Template(
            .portion,
            [
                may("all", .flag), may("announcements", .flag), may("digests", .flag), may("daily", .flag),
                may("weekly", .flag), may("gathers", .flag), may("next", .time), may("last", .time),
            ],
            fi: PackageResources.portion_fi_mustache, sv: PackageResources.portion_sv_mustache,
            en: PackageResources.portion_en_mustache),
        Template(
            .pauseUnclear, [],
            fi: PackageResources.pauseUnclear_fi_mustache, sv: PackageResources.pauseUnclear_sv_mustache,
            en: PackageResources.pauseUnclear_en_mustache),
        Template(
            .paused, [may("until", .time), may("resumed", .flag)],
            fi: PackageResources.paused_fi_mustache, sv: PackageResources.paused_sv_mustache,
            en: PackageResources.paused_en_mustache),
    ]
}
