import Base
import MailingList

/// The members file, read line by line without giving up at the first damage.
struct MembersScan {
    /// Set where the file is another list's, or from a newer Kutsu.
    private(set) var foreign: (file: String, line: Int, text: String)?
    /// Nil where the header cannot be read.
    private(set) var through: UInt64?
    /// The readable lines, and who stands in them.
    private(set) var kept: [UInt8] = []
    private(set) var members = Members()
    /// Lines that tell of nobody, as they stand.
    private(set) var unreadable: [UInt8] = []
    private(set) var problems: [(line: Int, text: String, mend: String)] = []
    var isWhole: Bool { problems.isEmpty }

    init(_ bytes: [UInt8], list: String) {
        let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
        var rest = bytes[min(end + 1, bytes.count)...]
        var header: JournalRecord?
        if let text = Checksum.open(bytes[..<end]) {
            do throws(LedgerError) {
                let words = try FileHeader.read(text, verb: Snapshot.verb, list: list, file: Snapshot.file)
                through = try FileHeader.number("through", in: words, file: Snapshot.file)
                header = words
            } catch .foreign(let file, let reason) {
                foreign = (file, 1, reason)
                return
            } catch {}
        }
        if header == nil {
            if Self.member(bytes[..<end]) != nil { rest = bytes[...] } else { unreadable += bytes[..<end] + [0x0A] }
            problems.append(
                (1, "the header line cannot be read", "writes it anew; the journal tells again what came since"))
        }
        let digest = Snapshot.digest(of: Array(rest))
        // Where the checksum fits, every line stands as it was written.
        if let header, header["sha256"] == digest, let line = Self.newerLine(in: rest) {
            foreign = (Snapshot.file, line + 1, UnknownWords.inMembers.finding)
            return
        }
        takeLines(rest, firstNumber: rest.startIndex == 0 ? 1 : 2)
        if let header, header["sha256"] != digest || header["count"] != String(members.count), problems.isEmpty {
            let text = "the lines do not fit the header's checksum, yet all can be read: look through them"
            problems.append((2, text, "takes them as they are"))
        }
    }

    private mutating func takeLines(_ bytes: ArraySlice<UInt8>, firstNumber: Int) {
        var rest = bytes
        var number = firstNumber
        var seen: Set<Address> = []
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n"))
            let line = rest[..<(end ?? rest.endIndex)]
            rest = end.map { rest[($0 + 1)...] } ?? []
            if end != nil, let member = Self.member(line), seen.insert(member.address).inserted {
                kept += line + [UInt8(ascii: "\n")]
            } else if end != nil, Self.hasMoreColumns(line) {
                foreign = (Snapshot.file, number, UnknownWords.inMembers.finding)
                return
            } else {
                unreadable += line + (end == nil ? [] : [UInt8(ascii: "\n")])
                problems.append(
                    (number, "the line tells of no member, or of one a second time", "moves it to damaged/"))
            }
            number += 1
        }
        do { members = try Members(lines: kept) } catch {
            problems.append((error.line + 1, "the member lines cannot be indexed: \(error.reason)", "leaves them out"))
            kept = []
        }
    }

    /// The first line that holds more than this Kutsu knows; nil where the trouble is another, or none.
    private static func newerLine(in lines: ArraySlice<UInt8>) -> Int? {
        do {
            _ = try Members(lines: Array(lines))
            return nil
        } catch {
            return error.isNewer ? error.line : nil
        }
    }

    /// A member's line with more behind it: whatever else in the file is damaged, this line is a newer Kutsu's.
    private static func hasMoreColumns(_ line: ArraySlice<UInt8>) -> Bool {
        let columns = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        return columns.count > 6 && member(line[..<columns[5].endIndex]) != nil
    }

    /// The member in a line, if the line is exactly what would be written for it.
    private static func member(_ line: ArraySlice<UInt8>) -> Member? {
        MemberLine.member(from: line).flatMap { MemberLine.text(of: $0).utf8.elementsEqual(line) ? $0 : nil }
    }
}
