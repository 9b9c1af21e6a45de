import Base

/// The notice that Microsoft 365 puts above a mail of somebody who seldom writes: `[You don't often get email from anna@hel.fi.
/// Learn why this is important at https://aka.ms/LearnAboutSenderIdentification ]`, in the language of the mailbox.
enum FirstContactNotice {
    /// Lines of one notice: it is broken where the program breaks lines.
    private static let reach = 6
    private static let longest = 900
    /// The address that every language leads to.
    private static let target = "aka.ms/learnaboutsenderidentification"

    /// What stands behind the notice that begins with the first of `lines`; nil where none does.
    static func rest(of lines: ArraySlice<Substring>) -> ArraySlice<Substring>? {
        behindLink(lines) ?? behindWords(lines)
    }

    private static func behindLink(_ lines: ArraySlice<Substring>) -> ArraySlice<Substring>? {
        guard lines.prefix(reach).contains(where: { $0.utf8.contains(UInt8(ascii: "/")) }) else { return nil }
        var text = ""
        for (index, line) in zip(lines.indices, lines.prefix(reach)) {
            guard !line.stripped.isEmpty, text.utf8.count + line.utf8.count <= longest else { return nil }
            if let place = line.range(ofWords: target) {
                let head = text + line[..<place.lowerBound].lowercased()
                guard head.contains("@") || begins(head) else { return nil }
                return replacing(first: trimmedStart(line[place.upperBound...]), of: lines[index...])
            }
            text += line.lowercased() + " "
        }
        return nil
    }

    /// Where a program left the link out.
    private static func behindWords(_ lines: ArraySlice<Substring>) -> ArraySlice<Substring>? {
        var text = ""
        for (index, line) in zip(lines.indices, lines.prefix(reach)) {
            guard !line.stripped.isEmpty, text.utf8.count + line.utf8.count <= longest else { return nil }
            let before = text
            text += (text.isEmpty ? "" : " ") + line.lowercased()
            guard begins(text) else { continue }
            if let rest = afterWords(line) ?? afterBrokenWords(before, line) {
                return replacing(first: rest, of: lines[index...])
            }
        }
        return nil
    }

    private static func trimmedStart(_ text: Substring) -> Substring { text.drop { separators.contains($0) } }

    private static let separators: CharacterTable = " \t.,)]>|*_"

    private static func begins(_ text: String) -> Bool {
        let words = text.drop { !$0.isLetter }.prefix(longestStart)
        // U+2019 and its neighbours begin so.
        return starts.begin(words.utf8.contains(0xE2) ? String(words).replacing("’", with: "'") : String(words))
    }

    /// Behind `Learn why this is important`, where the program left the link out.
    private static func afterWords(_ line: Substring) -> Substring? {
        for words in endings {
            guard let place = line.range(ofWords: words) else { continue }
            return trimmedStart(line[place.upperBound...])
        }
        return nil
    }

    /// The same, where the line break cut the words.
    private static func afterBrokenWords(_ before: String, _ line: Substring) -> Substring? {
        for words in endings {
            var head = words[...]
            while let space = head.lastIndex(of: " ") {
                head = head[..<space]
                guard before.hasSuffix(head) else { continue }
                let tail = words[words.index(after: space)...]
                guard line.lowercased().hasPrefix(tail) else { continue }
                return trimmedStart(line.dropFirst(tail.count))
            }
        }
        return nil
    }

    static func replacing(first: Substring, of lines: ArraySlice<Substring>) -> ArraySlice<Substring> {
        let rest = lines.dropFirst()
        return first.stripped.isEmpty ? rest : [first] + rest
    }

    /// Characters; more than the longest of them has.
    private static let longestStart = 80

    private static let starts: Phrases = [
        "you don't often get email from", "you do not often get email from",
        "some people who received this message don't often",
        "et saa usein sähköpost", "saat harvoin sähköpost", "et usein saa sähköpost", "jotkut tämän viestin",
        "jotkin tämän viestin",
        "du får inte ofta e-post", "du får inte ofta mejl", "vissa som har fått det här", "vissa personer som fick",
        "vissa personer som har fått",
        "du får ikke ofte e-post", "du får ikke ofte mail", "du modtager ikke ofte", "du mottar ikke ofte",
        "noen personer som",
        "noen som har mottatt", "nogle personer, der", "nogle personer der", "te ei saa sageli", "te ei saa tihti",
        "mõned inimesed, kes",
        "sie erhalten nicht", "einige personen, die diese nachricht", "u ontvangt niet vaak",
        "sommige personen die dit bericht",
        "vous n'obtenez pas souvent", "vous ne recevez pas souvent", "certaines personnes qui ont reçu",
        "no suele recibir",
        "no recibe correo", "algunas personas que", "non si ricevono spesso", "non ricevi spesso",
        "alcune persone che hanno",
        "você não costuma receber", "não costuma receber", "algumas pessoas que receberam", "nie otrzymujesz często",
        "niektóre osoby, które",
        "вы нечасто получаете", "некоторые получатели этого", "jūs bieži nesaņemat", "retai gaunate",
    ]

    private static let endings = [
        "learn why this is important", "lue, miksi tämä on tärkeää", "lue miksi tämä on tärkeää",
        "lisätietoja siitä, miksi tämä on tärkeää",
        "selvitä, miksi tämä on tärkeää", "läs om varför det här är viktigt", "läs mer om varför det här är viktigt",
        "lär dig varför det här är viktigt", "finn ut hvorfor dette er viktig", "lær hvorfor dette er viktig",
        "få mere at vide om, hvorfor dette er vigtigt", "lær, hvorfor dette er vigtigt",
        "siit saate teada, miks see on oluline",
        "weitere informationen, warum dies wichtig ist", "erfahren sie, warum dies wichtig ist",
        "meer informatie over waarom dit belangrijk is", "découvrez pourquoi cela est important",
        "découvrez pourquoi ceci est important",
        "por qué es esto importante", "por qué esto es importante", "informazioni sul perché è importante",
        "saiba por que isso é importante", "dowiedz się, dlaczego jest to ważne", "узнайте, почему это важно",
    ]
}

extension Substring {
    /// The first place of `words`, which are in lower case; each character is compared in lower case.
    fileprivate func range(ofWords words: String) -> Range<Index>? {
        let wanted = Array(words)
        guard utf8.count >= wanted.count else { return nil }
        let own = Array(indices)
        guard own.count >= wanted.count else { return nil }
        let letters: [Character] = map { letter in letter == "’" ? "'" : letter.lowercased().first ?? letter }
        for start in 0...(own.count - wanted.count) where letters[start] == wanted[0] {
            if letters[start..<(start + wanted.count)].elementsEqual(wanted) {
                let end = start + wanted.count
                return own[start]..<(end < own.count ? own[end] : endIndex)
            }
        }
        return nil
    }
}
