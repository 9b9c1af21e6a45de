import Base

/// Numbers, plurals, times, sizes and enumerations as each language writes them. Pure, and independent of the locale of
/// the machine. Numbers are grouped with U+00A0, so that no line breaks inside one.
package enum LocalizedFormat {
    /// `1 243` in Finnish and Swedish, `1,243` in English.
    package static func number(_ number: Int, _ language: Language) -> String {
        let digits = Array(String(number.magnitude))
        var grouped = number < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { grouped += groupSeparator(language) }
            grouped.append(digit)
        }
        return grouped
    }

    /// `1 jäsen`, `1 243 jäsentä`.
    package static func members(_ count: Int, _ language: Language) -> String {
        switch language {
        case .fi: counted(count, one: "jäsen", many: "jäsentä", language)
        case .sv: counted(count, one: "medlem", many: "medlemmar", language)
        case .en: counted(count, one: "member", many: "members", language)
        }
    }

    /// `1 viesti`, `2 viestiä`.
    package static func mails(_ count: Int, _ language: Language) -> String {
        switch language {
        case .fi: counted(count, one: "viesti", many: "viestiä", language)
        case .sv: counted(count, one: "meddelande", many: "meddelanden", language)
        case .en: counted(count, one: "message", many: "messages", language)
        }
    }

    /// `940 kt`, `1,2 Mt`; `1.2 MB` in English. Decimal units, one decimal below ten, rounded to the nearest.
    package static func size(bytes: Int, _ language: Language) -> String {
        let units = sizeUnits(language)
        let bytes = max(0, bytes)
        if bytes < 1000 { return counted(bytes, one: units[0], many: units[0], language) }
        // Whole numbers throughout, so that no floating point decides how a size looks.
        var unit = 1
        var divisor = 1000
        while rounded(bytes, by: divisor) >= 1000, unit < units.count - 1 {
            divisor *= 1000
            unit += 1
        }
        let tenths = rounded(bytes, by: divisor / 10)
        let isShort = tenths < 100 && !tenths.isMultiple(of: 10)
        let point = language == .en ? "." : ","
        let amount =
            isShort ? "\(tenths / 10)\(point)\(tenths % 10)" : number(rounded(bytes, by: divisor), language)
        return amount + "\u{A0}" + units[unit]
    }

    private static func rounded(_ number: Int, by divisor: Int) -> Int {
        number / divisor + (number % divisor >= divisor / 2 ? 1 : 0)
    }

    /// `a`, `a ja b`, `a, b ja c`.
    package static func list(_ items: [String], _ language: Language) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        let and: String =
            switch language {
            case .fi: "ja"
            case .sv: "och"
            case .en: "and"
            }
        return items.dropLast().joined(separator: ", ") + " \(and) " + last
    }

    /// The name of a language in the middle of a sentence.
    package static func name(of named: Language, in language: Language) -> String {
        switch (language, named) {
        case (.fi, .fi): "suomi"
        case (.fi, .sv): "ruotsi"
        case (.fi, .en): "englanti"
        case (.sv, .fi): "finska"
        case (.sv, .sv): "svenska"
        case (.sv, .en): "engelska"
        case (.en, .fi): "Finnish"
        case (.en, .sv): "Swedish"
        case (.en, .en): "English"
        }
    }

    /// What something is written in: `ruotsiksi`, `på svenska`, `in Swedish`.
    package static func inLanguage(_ named: Language, _ language: Language) -> String {
        switch (language, named) {
        case (.fi, .fi): "suomeksi"
        case (.fi, .sv): "ruotsiksi"
        case (.fi, .en): "englanniksi"
        case (.sv, _): "på " + name(of: named, in: .sv)
        case (.en, _): "in " + name(of: named, in: .en)
        }
    }

    /// A word in quotation marks: `”eroa”`, `“leave”`.
    static func quoted(_ word: String, _ language: Language) -> String {
        switch language {
        case .fi, .sv: "”\(word)”"
        case .en: "“\(word)”"
        }
    }

    private static func counted(_ count: Int, one: String, many: String, _ language: Language) -> String {
        number(count, language) + "\u{A0}" + (count == 1 ? one : many)
    }

    private static func groupSeparator(_ language: Language) -> String {
        switch language {
        case .fi, .sv: "\u{A0}"
        case .en: ","
        }
    }

    private static func sizeUnits(_ language: Language) -> [String] {
        switch language {
        case .fi: ["t", "kt", "Mt", "Gt"]
        case .sv, .en: ["B", "kB", "MB", "GB"]
        }
    }
}
