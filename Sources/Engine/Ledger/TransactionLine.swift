import Crypto
import Rules

/// A transaction as one line of the journal:
///
///     1042 ⇥ 2026-11-21T10:00:00Z ⇥ mail validity=7 uid=12 digest=… ⇥ joined … ⇥ letter … ⇥ #9f86d081
enum TransactionLine {
    /// With its line end.
    static func bytes(of transaction: Transaction) -> [UInt8] {
        let columns =
            [String(transaction.sequence), transaction.time.text, words(of: transaction.source).text]
            + transaction.entries.map(\.words.text) + transaction.letters.map { $0.words("letter").text }
        return Checksum.seal(columns.joined(separator: "\t"))
    }

    /// The transaction in a line without its end; nil where the line is damaged.
    static func transaction(from line: ArraySlice<UInt8>) -> Transaction? {
        guard let text = Checksum.open(line) else { return nil }
        var columns = text.split(separator: "\t", omittingEmptySubsequences: false)[...]
        guard let sequence = columns.popFirst().flatMap({ UInt64($0) }), sequence < 1 << 53,
            let time = columns.popFirst().flatMap({ Instant(String($0)) }),
            let source = columns.popFirst().flatMap({ JournalRecord(text: $0) }).flatMap(source)
        else { return nil }
        var transaction = Transaction(sequence: sequence, time: time, source: source, entries: [], letters: [])
        for column in columns {
            guard let words = JournalRecord(text: column) else { return nil }
            if words.verb == "letter" {
                guard let letter = Letter(words: words) else { return nil }
                transaction.letters.append(letter)
            } else {
                guard let entry = Entry(words: words) else { return nil }
                transaction.entries.append(entry)
            }
        }
        return transaction
    }

    private static func words(of source: Transaction.Source) -> JournalRecord {
        switch source {
        case .mail(let identity):
            JournalRecord(
                "mail",
                [
                    "validity": String(identity.validity), "uid": String(identity.uid),
                    "digest": identity.digest.text,
                ])
        case .clock: JournalRecord("clock")
        case .admin: JournalRecord("admin")
        case .delivery: JournalRecord("delivery")
        case .carried: JournalRecord("carried")
        case .repair: JournalRecord("repair")
        }
    }

    private static func source(_ words: JournalRecord) -> Transaction.Source? {
        switch words.verb {
        case "mail":
            guard let validity = words["validity"].flatMap({ UInt32($0) }),
                let uid = words["uid"].flatMap({ UInt32($0) }), let digest = words["digest"].flatMap({ MailDigest($0) })
            else { return nil }
            return .mail(MailIdentity(validity: validity, uid: uid, digest: digest))
        case "clock": return .clock
        case "admin": return .admin
        case "delivery": return .delivery
        case "carried": return .carried
        case "repair": return .repair
        default: return nil
        }
    }
}

/// The last column of a line: `#` and the first eight hexadecimal digits of the SHA-256 of what stands before it.
enum Checksum {
    /// The line with its checksum and its end.
    static func seal(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        return bytes + Array("\t#\(digits(of: bytes[...]))\n".utf8)
    }

    /// The text of a line without its end; nil where the checksum does not fit.
    static func open(_ line: ArraySlice<UInt8>) -> String? {
        let text = line.dropLast(10)
        let checksum = line.suffix(10)
        guard checksum.count == 10, checksum.starts(with: "\t#".utf8),
            checksum.dropFirst(2).elementsEqual(digits(of: text).utf8)
        else { return nil }
        return String(validating: text, as: UTF8.self)
    }

    static func digits(of bytes: ArraySlice<UInt8>) -> String {
        hex(SHA256.hash(data: bytes).prefix(4))
    }

    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
