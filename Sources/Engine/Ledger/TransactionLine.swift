import Base
import Crypto
import MailingList

/// A transaction as one line of the journal:
///
///     1042 ⇥ 2026-11-21T10:00:00Z ⇥ mail validity=7 uid=12 digest=… ⇥ joined … ⇥ letter … ⇥ #9f86d081
///
/// How the format may grow: what a newer Kutsu adds and an older one must not lose gets a verb of its own, or a value
/// that the older one cannot read; then the older one stops at the line. A value under a new name, beside the known
/// ones, is for what an older one may pass over: it does not carry it on.
enum TransactionLine {
    /// What a line is found to be.
    enum Reading: Hashable {
        case transaction(Transaction)
        /// The checksum does not fit: a crash cut the line short, or something changed it afterwards.
        case damaged
        /// The checksum fits, so the line stands as it was committed, but it says what this Kutsu does not know. A
        /// newer one wrote it: no crash and no rotten disk makes a fitting checksum. It is neither cut off nor mended.
        case newer(UnknownWords)
    }

    /// With its line end.
    static func bytes(of transaction: Transaction) -> [UInt8] {
        let columns =
            [String(transaction.sequence), transaction.time.text, record(of: transaction.source).text]
            + transaction.entries.map(\.record.text) + transaction.letters.map { $0.record("letter").text }
        return Checksum.seal(columns.joined(separator: "\t"))
    }

    /// Reads a line without its end.
    static func read(_ line: ArraySlice<UInt8>) -> Reading {
        guard let sealed = Checksum.sealed(in: line) else { return .damaged }
        do throws(UnknownWords) {
            guard let text = String(validating: sealed, as: UTF8.self) else { throw UnknownWords("other than text") }
            return .transaction(try transaction(in: text))
        } catch {
            return .newer(error)
        }
    }

    private static func transaction(in text: String) throws(UnknownWords) -> Transaction {
        var columns = text.split(separator: "\t", omittingEmptySubsequences: false)[...]
        guard let sequence = columns.popFirst().flatMap({ UInt64($0) }), sequence < 1 << 53,
            let time = columns.popFirst().flatMap({ Instant(String($0)) })
        else { throw UnknownWords("another beginning than a number and a time") }
        guard let column = columns.popFirst() else { throw UnknownWords("nothing of what set it off") }
        guard let source = JournalRecord(text: column).flatMap(source) else {
            throw UnknownWords(column: column, isKnown: sources.contains)
        }
        var transaction = Transaction(sequence: sequence, time: time, source: source, entries: [], letters: [])
        for column in columns {
            let record = JournalRecord(text: column)
            if let record, record.verb == "letter", let letter = Letter(record) {
                transaction.letters.append(letter)
            } else if let record, case .entry(let entry) = Entry.read(record) {
                transaction.entries.append(entry)
            } else {
                throw UnknownWords(column: column) { $0 == "letter" || Entry.verbs.contains($0) }
            }
        }
        return transaction
    }

    /// The verbs of the third column.
    static let sources: Set<String> = ["mail", "clock", "admin", "delivery", "carried", "repair"]

    private static func record(of source: Transaction.Source) -> JournalRecord {
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
        var bytes = Array(text.utf8)
        let digits = digits(of: bytes[...])
        bytes.append(contentsOf: "\t#".utf8)
        bytes.append(contentsOf: digits.utf8)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    /// The text of a line without its end; nil where the checksum does not fit.
    static func open(_ line: ArraySlice<UInt8>) -> String? {
        sealed(in: line).flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// What stands before the checksum; nil where that does not fit.
    static func sealed(in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let text = line.dropLast(10)
        let checksum = line.suffix(10)
        guard checksum.count == 10, checksum.starts(with: "\t#".utf8),
            checksum.dropFirst(2).elementsEqual(digits(of: text).utf8)
        else { return nil }
        return text
    }

    static func digits(of bytes: ArraySlice<UInt8>) -> String {
        Hex.text(SHA256.hash(data: bytes).prefix(4))
    }
}
