import Base
import TestWorld

@testable import Rendering

/// Values for every letter, made from the table itself, so that a new value is in the tests at once.
enum LetterSamples {
    static let time = W.civil("2026-11-21T14:20:00Z")

    /// Every value the letter takes, or only those it must have. A letter about a tip is told nothing of other collections.
    static func values(
        _ kind: TemplateName, _ language: Language = .fi, all: Bool, collection: Bool = false
    ) -> [String: LetterValue] {
        let fields = kind.fields.filter { collection || !LetterField.ofOtherCollections.contains($0.name) }
        var values = sample(fields, all: all || collection)
        values["title"] = .text(title(language))
        if all, values["languages"] != nil {
            values["languages"] = .languages(Language.allCases.filter { $0 != language })
        }
        if kind == .eventRefused {
            let example: [Language: String] = [
                .fi: "12.12.2026 klo 14–16", .sv: "12.12.2026 kl. 14–16", .en: "12 December 2026 at 14–16",
            ]
            values["example"] = .text(example[language, default: ""])
            values["exampleIso"] = .text("2026-12-12 14:00–16:00")
        }
        if kind == .digest { values["tips"] = .items(tips(language, all: all)) }
        return values
    }

    static func title(_ language: Language) -> String {
        switch language {
        case .fi: "Ihmisoikeusverkosto"
        case .sv: "Nätverket för mänskliga rättigheter"
        case .en: "Human Rights Network"
        }
    }

    /// A digest as it might be, to be looked at.
    private static func tips(_ language: Language, all: Bool) -> [[String: LetterValue]] {
        let words: [(String, Language, String)] = [
            (
                "Sateenkaarevien nuorten vertaisryhmä kokoontuu taas joka toinen tiistai.\nSeuraava kerta on 1.12. klo 17–19.\n\n"
                    + "Lisää: https://hel.fi/nuoret/sateenkaari?kieli=fi&sivu=2.", .fi, "Anna Virtanen"
            ),
            (
                "En utställning om samernas rättigheter på Stadsmuseet, fritt inträde:\n"
                    + "https://example.org/utstallning/samernas-rattigheter-och-markanvandningen-i-norr-2026-2027", .sv,
                "Örjan Åström"
            ),
            (
                "Free webinar: accessible services in practice.\n- 3 December, 10:00\n- in English, with captions\n\n"
                    + "Register by mail: webinar@example.org", .en, "Sam Taylor"
            ),
        ]
        return words.enumerated().map { index, tip in
            var values: [String: LetterValue] = [
                "number": .text(String(index + 1)), "text": .passage(tip.0, tip.1),
                "language": .text(LocalizedFormat.inLanguage(tip.1, language)),
            ]
            if all { values["sender"] = .text(tip.2) }
            if all, index == 0 { values["heading"] = .text("Vertaisryhmä kokoontuu taas") }
            return values
        }
    }

    private static func sample(_ fields: [LetterField], all: Bool) -> [String: LetterValue] {
        var values: [String: LetterValue] = [:]
        for field in fields where all || field.isRequired { values[field.name] = sample(field, all: all) }
        return values
    }

    private static func sample(_ field: LetterField, all: Bool) -> LetterValue {
        switch field.shape {
        case .text: .text(texts[field.name] ?? "arvo")
        case .token: .text("k7q2mfz84nbx0c1v")
        case .lines:
            .lines("Tervetuloa ihmisoikeusiltapäivään!\r\n\r\nOhjelma: https://hel.fi/ohjelma.\n- klo 13 alkaa\n")
        case .passage:
            .passage("Tervetuloa ihmisoikeusiltapäivään!\r\n\r\nOhjelma: https://hel.fi/ohjelma.\nKlo 13 alkaa\n", .fi)
        case .link: .link("https://hel.fi/turvallisempi-tila?kieli=fi&sivu=1")
        case .address: .address("ihmisoikeusverkosto@hel.fi")
        case .members: .number(numbers[field.name] ?? 1243)
        case .count: .number(numbers[field.name] ?? 57)
        case .mails: .number(57)
        case .size: .number(1_234_567)
        case .time: .time(time)
        case .flag: .flag(true)
        case .languages: .languages([.sv, .en])
        case .texts: .texts(lists[field.name] ?? ["kainuu", "oulu"])
        case .items(let fields):
            .items(Array(repeating: sample(fields, all: all).merging(one(fields)) { $1 }, count: 2))
        }
    }

    /// Members inside a list come one at a time; to an event come fewer than are on the list.
    private static func one(_ fields: [LetterField]) -> [String: LetterValue] {
        let names = Set(fields.map(\.name))
        if names.contains("members") { return ["members": .number(1)] }
        if names.contains("size") { return ["name": .text("ohjelma.pdf")] }
        return names.contains("accepted") ? ["accepted": .number(57)] : [:]
    }

    private static let texts = [
        "subject": "Ihmisoikeusiltapäivä 10.12.", "sender": "Anna Koordinaattori", "reason": "550 5.1.1 User unknown",
        "name": "Ihmisoikeusiltapäivä", "answer": "Mitä mieltä olet?", "address": "anna@hel.fi",
        "when": "torstaina 10.12.2026 klo 13–16",
        "where": "Kaupungintalo", "file": "2026-11-21-000001.eml", "post": "Ihmisoikeusiltapäivä 10.12.",
        "collection": "Vuoden tasa-arvoteko", "place": "Oodi", "heading": "Ihmisoikeusiltapäivä", "word": "ehdotus",
        "problem": "Viestistä ei käy yksiselitteisesti ilmi, milloin tapahtuma on.", "words": "ensi perjantaina klo 14",
    ]

    private static let lists = [
        "domains": ["@hel.fi", "@edu.hel.fi"],
        "dates": ["tiistaina 1.12.2026 klo 16–18", "tiistaina 8.12.2026 klo 16–18"],
        "people": ["anna@hel.fi", "bo@hel.fi"], "kept": ["Kainuu", "Oulu"],
    ]

    private static let numbers = [
        "refused": 2, "skipped": 1, "delayed": 5, "unknown": 1, "remaining": 43, "members": 1243, "tentative": 0,
        "declined": 12,
        "silent": 1174,
    ]
}
