import MailingList

/// Letters to coordinators about posts, and about the list as a whole: their names, what each is told, and their texts.
enum PostTemplates {
    static let all: [Template] = [
        Template(
            .preview,
            LetterField.post + LetterField.event + LetterField.ask + [
                need("members", .members), may("later", .members), may("ready", .time), may("grouped", .flag),
                may("sender", .text),
                may("languages", .languages), may("topics", .texts), may("unknown", .texts), may("choices", .text),
                may("mirrors", .texts), may("when", .text), may("where", .text),
                may("sealed", .flag), may("corrects", .flag), may("body", .lines(links: true)),
                may("attachments", .items([need("name", .text), need("size", .size)])),
            ],
            fi: PackageResources.preview_fi_mustache, sv: PackageResources.preview_sv_mustache,
            en: PackageResources.preview_en_mustache),
        Template(
            .previewReminder,
            LetterField.post + LetterField.event + LetterField.unasked + LetterField.ask + [
                need("members", .members), may("answer", .text), may("begun", .flag),
            ],
            fi: PackageResources.previewReminder_fi_mustache, sv: PackageResources.previewReminder_sv_mustache,
            en: PackageResources.previewReminder_en_mustache),
        Template(
            .postCancelled,
            LetterField.post + LetterField.event + LetterField.unasked + [
                may("accepted", .members), may("begun", .flag),
            ],
            fi: PackageResources.postCancelled_fi_mustache, sv: PackageResources.postCancelled_sv_mustache,
            en: PackageResources.postCancelled_en_mustache),
        Template(
            .postReport,
            LetterField.post + LetterField.event + LetterField.unasked + [
                need("accepted", .members), may("refused", .count), may("skipped", .members),
                may("delayed", .members), may("unknown", .members), may("pending", .members),
                may("second", .flag), may("started", .time), may("finished", .time),
                may(
                    "refusals",
                    .items([need("reason", .text), may("members", .members), may("words", .text)])),
            ],
            fi: PackageResources.postReport_fi_mustache, sv: PackageResources.postReport_sv_mustache,
            en: PackageResources.postReport_en_mustache),
        Template(
            .postStalled,
            LetterField.post + LetterField.event + LetterField.unasked + LetterField.ask + [
                need("since", .time), need("accepted", .members), need("remaining", .members),
            ],
            fi: PackageResources.postStale_fi_mustache, sv: PackageResources.postStale_sv_mustache,
            en: PackageResources.postStale_en_mustache),
        Template(
            .postExpired, LetterField.post + LetterField.event + LetterField.unasked,
            fi: PackageResources.postExpired_fi_mustache, sv: PackageResources.postExpired_sv_mustache,
            en: PackageResources.postExpired_en_mustache),
        Template(
            .postGone, LetterField.post + LetterField.event + [need("members", .members)],
            fi: PackageResources.postGone_fi_mustache, sv: PackageResources.postGone_sv_mustache,
            en: PackageResources.postGone_en_mustache),
        Template(
            .postReturned, LetterField.post + [need("count", .members)],
            fi: PackageResources.postReturned_fi_mustache, sv: PackageResources.postReturned_sv_mustache,
            en: PackageResources.postReturned_en_mustache),
        Template(
            .situation,
            [
                need("members", .members), may("paused", .members), may("joining", .texts), may("waiting", .mails),
                may("ready", .time),
                may("held", .texts), may("tips", .texts), may("waitingTips", .texts), may("digest", .time),
                may("items", .items([need("name", .text), need("words", .text)])),
                may("waitingItems", .items([need("name", .text), need("words", .text)])),
                may("digests", .items([need("name", .text), need("ready", .time)])),
                may("quarantine", .mails), may("trouble", .text),
                may(
                    "events",
                    .items([
                        need("name", .text), need("when", .text), need("accepted", .count),
                        need("tentative", .count), need("declined", .count), may("silent", .count),
                    ])),
            ],
            fi: PackageResources.situation_fi_mustache, sv: PackageResources.situation_sv_mustache,
            en: PackageResources.situation_en_mustache),
    ]
}
