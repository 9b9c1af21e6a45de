import Base
import Mail
import MailingList

/// A file of people to take in: CSV whose first line names the columns, or simply an address a line.
struct MemberFile {
    typealias BadLine = PeopleFile.BadLine

    /// In the order of the file, each address once.
    private(set) var people: [Newcomer] = []
    private(set) var badLines: [BadLine] = []
    /// Lines whose address stands in an earlier one as well.
    private(set) var repeated = 0
    /// Columns that mean nothing here.
    private(set) var unusedColumns: [String] = []

    var file: PeopleFile {
        PeopleFile(people: people, badLines: badLines, repeated: repeated, unusedColumns: unusedColumns)
    }

    private let gate: MemberGate
    private let language: Language
    private var columns = Columns(address: 0, language: 1)
    private var known: Set<Address> = []
    private var head = Head.nothing

    private struct Columns {
        var address: Int
        var language: Int?
        var topics: Int?
        var pause: Int?
        var portion: Int?
        /// Of an export of ours: since when, and how and to what somebody agreed.
        var consent: [Int] = []

        var all: [Int?] { [address, language, topics, pause, portion] + consent.map { $0 } }
    }

    /// - Parameter language: for lines that name none.
    init(_ bytes: [UInt8], gate: MemberGate, language: Language) {
        self.gate = gate
        self.language = language
        var reader = CsvReader(bytes)
        do throws(CsvReader.Failure) {
            while let record = try reader.next() {
                // Spreadsheets write the rows and columns that are empty as well.
                if record.fields.allSatisfy(\.isEmpty) { continue }
                read(record)
            }
        } catch {
            badLines.append(BadLine(line: error.line, reason: error.reason))
        }
        if case .titles(let line, _) = head { refuseHead(line) }
    }

    /// What stood before the people.
    private enum Head {
        case nothing
        /// Lines that name no column of addresses: the title of the table, perhaps.
        case titles(line: Int, count: Int)
        case read
        /// Each line is addresses alone.
        case none
    }

    /// Lines before the one that names the columns.
    private static let mostTitles = 5

    private mutating func read(_ record: CsvReader.Record) {
        let isSomebody = record.fields.contains { $0.contains("@") }
        switch head {
        case .read: take(record)
        case .none: takeAll(record)
        case .nothing where isSomebody:
            head = .none
            takeAll(record)
        case .nothing: if !takeHeading(record) { head = .titles(line: record.line, count: 1) }
        case .titles(let line, let count):
            if !isSomebody, count < Self.mostTitles {
                if !takeHeading(record) { head = .titles(line: line, count: count + 1) }
                return
            }
            refuseHead(line)
            head = .read
            take(record)
        }
    }

    private mutating func refuseHead(_ line: Int) {
        badLines.append(
            BadLine(
                line: line,
                reason:
                    "no column is called address, email, sähköposti or e-post, and no address stands here: name the "
                    + "column of the addresses so"))
    }

    /// `anna@hel.fi; bo@hel.fi`, as mail programs copy them, or one address with its language.
    private mutating func takeAll(_ record: CsvReader.Record) {
        let fields = record.fields.filter { !$0.isEmpty }
        guard fields.count > 1, fields.allSatisfy({ $0.contains("@") }) else { return take(record) }
        for field in fields { take(CsvReader.Record(line: record.line, fields: [field])) }
    }

    /// False where the line names no column of addresses.
    private mutating func takeHeading(_ record: CsvReader.Record) -> Bool {
        // `E-mail Address`, `e-mail 1 - Value` and `sähköposti-osoite` differ in what is no letter.
        let names = record.fields.map { $0.lowercased().filter(\.isLetter) }
        guard let address = names.firstIndex(where: Self.addressNames.contains) else { return false }
        head = .read
        columns = Columns(
            address: address, language: names.firstIndex(where: Self.languageNames.contains),
            topics: names.firstIndex(where: Self.topicNames.contains),
            pause: names.firstIndex(where: Self.pauseNames.contains),
            portion: names.firstIndex(where: Self.portionNames.contains))
        let consent = Self.consentNames.compactMap(names.firstIndex(of:))
        if consent.count == Self.consentNames.count { columns.consent = consent }
        unusedColumns = record.fields.indices
            .filter { !columns.all.contains($0) && !record.fields[$0].isEmpty }
            .map { record.fields[$0] }
        return true
    }

    /// In letters only. What people write, and what Outlook, Exchange, Entra ID, Google and Forms call it.
    private static let addressNames: Set<String> = [
        "address", "email", "emails", "mail", "emailaddress", "emailvalue", "primaryemail",
        "primarysmtpaddress", "smtpaddress", "userprincipalname", "osoite", "sähköposti", "sähköpostiosoite", "sposti",
        "spostiosoite",
        "meili", "adress", "epost", "epostadress", "mejl", "mejladress", "mailadress",
    ]
    private static let languageNames: Set<String> = [
        "language", "lang", "preferredlanguage", "kieli", "asiointikieli", "språk", "kontaktspråk",
    ]

    private static let topicNames: Set<String> = ["topics", "topic", "aiheet", "aihe", "ämnen", "ämne"]

    private static let consentNames = ["joined", "means", "message", "wording"]

    private static let pauseNames: Set<String> = ["pause", "tauko", "paus"]

    private static let portionNames: Set<String> = ["gets", "portion", "digest", "kooste", "sammandrag"]

    /// The code, or the language's name in one of the three.
    private static func language(_ text: String) -> Language? {
        switch text.lowercased() {
        case "suomi", "finska", "finnish", "fi-fi": .fi
        case "ruotsi", "svenska", "swedish", "sv-fi", "sv-se": .sv
        case "englanti", "engelska", "english", "en-gb", "en-us": .en
        case let code: Language(rawValue: code)
        }
    }

    private mutating func take(_ record: CsvReader.Record) {
        do throws(Objection) {
            let person = try person(record.fields)
            if known.insert(person.address).inserted { people.append(person) } else { repeated += 1 }
        } catch {
            badLines.append(BadLine(line: record.line, reason: error.reason))
        }
    }

    private struct Objection: Error { let reason: String }

    private func person(_ fields: [String]) throws(Objection) -> Newcomer {
        guard columns.address < fields.count, let address = Self.address(fields[columns.address]) else {
            throw Objection(reason: "this is no mail address")
        }
        if let reason = gate.objection(to: address) { throw Objection(reason: reason) }
        var language = language
        if let column = columns.language, column < fields.count, !fields[column].isEmpty {
            guard let named = Self.language(fields[column]) else {
                throw Objection(reason: "the language must be one of fi, sv, en")
            }
            language = named
        }
        if let reason = gate.objection(to: language) { throw Objection(reason: reason) }
        let topics = columns.topics.flatMap { $0 < fields.count ? fields[$0] : nil } ?? ""
        var person = Newcomer(
            address, language,
            choices: Choices(topics: try self.topics(topics), pause: try pause(fields), portion: try portion(fields)))
        if let last = columns.consent.max(), last < fields.count {
            let values = columns.consent.map { fields[$0] }
            guard let joined = Instant(values[0]), let means = Consent.Means(rawValue: values[1]) else {
                throw Objection(reason: "joined and means are not as 'kutsu members export' writes them")
            }
            person.joined = joined
            person.consent = Consent(means: means, message: values[2], wording: values[3])
        }
        return person
    }

    /// As it is exported: a moment, or `open`; nothing for none.
    private func pause(_ fields: [String]) throws(Objection) -> Pause {
        guard let column = columns.pause, column < fields.count, !fields[column].isEmpty else { return .over }
        guard let pause = Pause(fields[column]) else {
            throw Objection(reason: "the pause must be a time such as 2027-03-01T00:00:00Z, or open")
        }
        return pause
    }

    /// As it is exported: a mode's word; nothing for everything.
    private func portion(_ fields: [String]) throws(Objection) -> Portion {
        guard let column = columns.portion, column < fields.count, !fields[column].isEmpty else { return .everything }
        guard let mode = Portion.Mode(rawValue: fields[column].lowercased()) else {
            let words = Portion.Mode.allCases.map(\.rawValue).joined(separator: ", ")
            throw Objection(reason: "what the member gets must be one of \(words)")
        }
        return Portion(mode)
    }

    /// `kainuu oulu`, as they are exported, or `Kainuu; Norra Österbotten` as people write them.
    private func topics(_ text: String) throws(Objection) -> Set<TopicName> {
        var names: Set<TopicName> = []
        for piece in text.split(whereSeparator: { ",;|/".contains($0) }) {
            if let name = gate.policy.topics[piece] {
                names.insert(name)
                continue
            }
            for word in piece.split(separator: " ") {
                guard let name = gate.policy.topics[word] else {
                    throw Objection(reason: MemberGate.unknownTopic(gate.policy))
                }
                names.insert(name)
            }
        }
        return names
    }

    /// `anna@hel.fi`, or `Anna <anna@hel.fi>` as mail programs copy it, and `mailto:anna@hel.fi` from pages of the web, with
    /// the spaces that nobody sees.
    private static func address(_ written: String) -> Address? {
        var text = written
        text.unicodeScalars.removeAll { $0.properties.generalCategory == .format || $0 == "\u{A0}" }
        if text.lowercased().hasPrefix("mailto:") { text = String(text.dropFirst(7)) }
        text = text.trimmed
        if let address = Address(text) { return address }
        let list = AddressList.parse(text)
        return list.count == 1 && !list.hasGroup ? list.mailboxes.first?.address : nil
    }
}
