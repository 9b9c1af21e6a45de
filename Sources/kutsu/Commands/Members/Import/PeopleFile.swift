import Base
import MailingList

/// People who are to be members, as a file has them: what an import and a synchronization start from.
struct PeopleFile {
    struct BadLine: Equatable {
        let line: Int
        let reason: String
    }

    /// In the order of the file, each address once.
    var people: [Newcomer] = []
    var badLines: [BadLine] = []
    /// Lines whose address stands in an earlier one as well.
    var repeated = 0
    /// Columns that mean nothing here.
    var unusedColumns: [String] = []
    /// How many were not taken over, by why.
    var leftOut: [String: Int] = [:]
    /// How many wanted no mail, and how many digests.
    var wishes: (nomail: Int, digests: Int) {
        (people.count { $0.choices.pause != .over }, people.count { $0.choices.portion != .everything })
    }
}

extension PeopleFile {
    /// - Parameter language: for who has none, or one that the list does not speak.
    init(_ members: [ExportedMember], from source: ImportSource, gate: MemberGate, language: Language, at now: Instant)
    {
        var known: Set<Address> = []
        for member in members {
            if let reason = member.leftOut {
                leftOut[reason, default: 0] += 1
                continue
            }
            guard let address = Address(member.address) else {
                badLines.append(BadLine(line: member.line, reason: "this is no mail address"))
                continue
            }
            if let reason = gate.objection(to: address) {
                badLines.append(BadLine(line: member.line, reason: reason))
                continue
            }
            guard known.insert(address).inserted else {
                repeated += 1
                continue
            }
            let named = member.language.flatMap { Language(rawValue: String($0.lowercased().prefix(2))) }
            var person = Newcomer(
                address, named.flatMap { gate.policy.languages.contains($0) ? $0 : nil } ?? language,
                choices: member.wish.choices(at: now))
            person.joined = member.joined.flatMap(Instant.init(exported:)).map { min($0, now) }
            person.consent = Consent(means: .imported, wording: source.rawValue)
            people.append(person)
        }
    }
}

extension ExportedMember.Wish {
    /// No mail is a pause without an end; one that is over is none.
    fileprivate func choices(at now: Instant) -> Choices {
        switch self {
        case .everything: return Choices()
        case .daily: return Choices(portion: Portion(.daily))
        case .weekly: return Choices(portion: Portion(.weekly))
        case .nothing(let until):
            guard let end = until.flatMap(Instant.init(exported:)) else { return Choices(pause: .open) }
            return Choices(pause: end > now ? .until(end) : .over)
        }
    }
}

extension Instant {
    /// Seconds since 1970, or a date with or without a time: `2019-05-01 12:00:00+00:00`, `2019-05-01T12:00:00.123Z`.
    fileprivate init?(exported text: String) {
        if let seconds = Int64(text), seconds > 0 {
            self.init(secondsSince1970: seconds)
            return
        }
        let day = text.prefix(10)
        let time = text.dropFirst(11).prefix(8)
        let isTime = time.count == 8 && time.allSatisfy { $0 == ":" || $0.isNumber }
        self.init("\(day)T\(isTime ? String(time) : "00:00:00")Z")
    }
}
