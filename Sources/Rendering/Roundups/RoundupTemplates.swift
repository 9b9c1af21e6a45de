import MailingList

/// What went out, in one mail: what it is told, and its texts.
enum RoundupTemplates {
    static let all: [Template] = [
        Template(
            .roundup,
            [
                need(
                    "posts",
                    .items([
                        need("number", .text), may("heading", .text), may("sender", .text), may("time", .time),
                        need("text", .passage(links: true)),
                        may("attachments", .items([need("name", .text), may("size", .size)])), may("attached", .flag),
                        may("left", .flag),
                    ]))
            ],
            fi: PackageResources.roundup_fi_mustache, sv: PackageResources.roundup_sv_mustache,
            en: PackageResources.roundup_en_mustache)
    ]
}
