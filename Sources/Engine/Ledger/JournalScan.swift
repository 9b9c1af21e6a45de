import MailingList

/// The journal, read line by line without giving up at the first damage.
struct JournalScan {
    struct Line {
        let transaction: Transaction
        /// With its end.
        let bytes: [UInt8]

        init(_ transaction: Transaction, bytes: [UInt8]? = nil) {
            self.transaction = transaction
            self.bytes = bytes ?? TransactionLine.bytes(of: transaction)
        }
    }

    struct Problem {
        let severity: Fsck.Severity
        let line: Int
        let text: String
        let mend: String
    }

    /// Set where the file is another list's, or from a newer Kutsu.
    private(set) var foreign: (file: String, line: Int, text: String)?
    /// Nil where the header cannot be read.
    private(set) var after: UInt64?
    private(set) var lines: [Line] = []
    /// Lines that cannot be taken in, as they stand.
    private(set) var unreadable: [UInt8] = []
    private(set) var problems: [Problem] = []
    var isWhole: Bool { problems.isEmpty }

    /// Numbers that are missing between two lines, beyond which the second is no continuation.
    static let longestGap: UInt64 = 1_000_000

    init(_ bytes: [UInt8], list: String) {
        var rest = bytes[...]
        var number = 0
        while !rest.isEmpty, foreign == nil {
            number += 1
            let end = rest.firstIndex(of: UInt8(ascii: "\n"))
            let line = rest[..<(end ?? rest.endIndex)]
            rest = end.map { rest[($0 + 1)...] } ?? []
            if number == 1, takeHeader(line, list: list) { continue }
            let isLast = rest.isEmpty
            take(line, hasEnd: end != nil, number: number, isLast: isLast)
        }
        if number == 0 { tellOfHeader() }
    }

    /// False where the line is no header, and may be a transaction.
    private mutating func takeHeader(_ line: ArraySlice<UInt8>, list: String) -> Bool {
        guard let text = Checksum.open(line), text.hasPrefix("kutsu-") else {
            tellOfHeader()
            if case .damaged = TransactionLine.read(line) {
                unreadable += line + [UInt8(ascii: "\n")]
                return true
            }
            return false
        }
        do throws(LedgerError) {
            let words = try FileHeader.read(text, verb: Journal.verb, list: list, file: Journal.file)
            after = try FileHeader.number("after", in: words, file: Journal.file)
        } catch .foreign(let file, let reason) {
            foreign = (file, 1, reason)
        } catch {
            tellOfHeader()
        }
        return true
    }

    private mutating func tellOfHeader() {
        problems.append(
            Problem(
                severity: .damaged, line: 1, text: "the header line cannot be read",
                mend: "writes it anew from the lines that follow"))
    }

    private mutating func take(_ line: ArraySlice<UInt8>, hasEnd: Bool, number: Int, isLast: Bool) {
        let bytes = line + (hasEnd ? [UInt8(ascii: "\n")] : [])
        let reading = hasEnd ? TransactionLine.read(line) : .damaged
        if case .newer(let words) = reading {
            foreign = (Journal.file, number, words.finding)
            return
        }
        guard case .transaction(let transaction) = reading else {
            unreadable += bytes
            let text =
                isLast
                ? "the last line is torn: a crash cut it short before it counted"
                : "the checksum does not fit: what the line told is lost, its mail lies in the mailbox's Done folder"
            problems.append(
                Problem(
                    severity: isLast ? .untidy : .damaged, line: number, text: text,
                    mend: isLast
                        ? "cuts it off and keeps it in damaged/"
                        : "moves it to damaged/ and puts an empty transaction in its place"))
            return
        }
        let last = lines.last?.transaction.sequence ?? after ?? transaction.sequence - min(transaction.sequence, 1)
        guard transaction.sequence > last, transaction.sequence - last <= Self.longestGap else {
            unreadable += bytes
            problems.append(
                Problem(
                    severity: .damaged, line: number,
                    text: "transaction \(transaction.sequence) cannot follow \(last): the line was copied here",
                    mend: "moves it to damaged/"))
            return
        }
        if transaction.sequence > last + 1, problems.isEmpty {
            problems.append(
                Problem(
                    severity: .damaged, line: number,
                    text: "transaction \(transaction.sequence) follows \(last): what stood between is lost",
                    mend: "puts empty transactions in the gap"))
        }
        lines.append(Line(transaction, bytes: Array(bytes)))
    }
}
