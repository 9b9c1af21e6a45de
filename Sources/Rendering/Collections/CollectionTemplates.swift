import MailingList

/// Letters about items of collections, and the digest: their names, what each is told, and their texts.
enum CollectionTemplates {
    static let all: [Template] = [
        Template(
            .itemPreview,
            LetterField.ask + LetterField.collection + [
                need("sender", .text), need("body", .passage(links: true)), may("language", .languages),
                may("unproven", .flag), may("again", .flag), may("answer", .text),
            ],
            fi: PackageResources.tipPreview_fi_mustache, sv: PackageResources.tipPreview_sv_mustache,
            en: PackageResources.tipPreview_en_mustache),
        Template(
            .itemThanks, LetterField.collection + LetterField.collectionEnds + [may("moderated", .flag)],
            fi: PackageResources.tipThanks_fi_mustache, sv: PackageResources.tipThanks_sv_mustache,
            en: PackageResources.tipThanks_en_mustache),
        Template(
            .itemFromStranger, LetterField.collection + [may("forwarded", .flag)],
            fi: PackageResources.tipFromStranger_fi_mustache, sv: PackageResources.tipFromStranger_sv_mustache,
            en: PackageResources.tipFromStranger_en_mustache),
        Template(
            .digest,
            LetterField.collection + [
                may("word", .text),
                need(
                    "tips",
                    .items([
                        need("number", .text), may("heading", .text), need("text", .passage(links: true)),
                        need("language", .text),  // “ruotsiksi”: `LocalizedFormat.inLanguage`
                        may("sender", .text),
                    ])),
            ],
            fi: PackageResources.digest_fi_mustache, sv: PackageResources.digest_sv_mustache,
            en: PackageResources.digest_en_mustache),
    ]
}
