import Base
import Crypto
import MailingList

/// The `members` file: a header line, then one member a line.
///
///     kutsu-members 1 list=NAME through=1042 count=2 sha256=… ⇥ #9f86d081
struct Snapshot {
    static let file = "members"
    static let verb = "kutsu-members"

    /// The transaction up to which the lines tell who is a member.
    let through: UInt64
    let members: Members

    /// Nil where there is no file yet.
    static func load(from disk: some Disk, list: String) throws(LedgerError) -> Snapshot? {
        guard var bytes = try onDisk({ () throws(DiskError) in try disk.read(file) }) else { return nil }
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")), let text = Checksum.open(bytes[..<end]) else {
            throw .damaged(file: file, line: 1, reason: "the header line is not whole")
        }
        let header = try FileHeader.read(text, verb: verb, list: list, file: file)
        let through = try FileHeader.number("through", in: header, file: file)
        bytes.removeSubrange(...end)
        guard digest(of: bytes) == header["sha256"] else {
            throw .damaged(file: file, line: 2, reason: "the lines do not fit the header's checksum")
        }
        do {
            return Snapshot(through: through, members: try Members(lines: bytes))
        } catch {
            // The checksum fits, so the line stands as it was written.
            if error.isNewer { throw .foreign(file: file, reason: UnknownWords.inMembers.reason(line: error.line + 1)) }
            throw .damaged(file: file, line: error.line + 1, reason: error.reason)
        }
    }

    /// Writes a whole file, durably but for its name. Two writes, so that the members are not copied once more.
    static func write(
        _ members: Members, through sequence: UInt64, list: String, to name: String, on disk: some Disk
    ) throws(DiskError) {
        let lines = members.fileLines()
        try disk.write(header(for: lines, count: members.count, through: sequence, list: list), to: name)
        try disk.append(lines, to: name)
        try disk.sync(name)
    }

    static func header(for lines: [UInt8], count: Int, through sequence: UInt64, list: String) -> [UInt8] {
        let header = JournalRecord(
            verb + " 1",
            ["list": list, "through": String(sequence), "count": String(count), "sha256": digest(of: lines)])
        return Checksum.seal(header.text)
    }

    static func digest(of lines: [UInt8]) -> String { Hex.text(SHA256.hash(data: lines)) }
}

/// The first line of a file: which kind, which version of it, whose.
///
/// The version is raised when the lines that follow become something that an older Kutsu would misread. The header line
/// itself keeps its form and its checksum in all versions, so that every Kutsu can tell that it must not touch a file.
enum FileHeader {
    /// The named values; throws where the file is another list's, another kind's or too new.
    static func read(_ text: String, verb: String, list: String, file: String) throws(LedgerError) -> JournalRecord {
        // The version stands as a word of its own behind the verb.
        let pieces = text.split(separator: " ", maxSplits: 2)
        guard pieces.count == 3, pieces[0] == verb, let words = JournalRecord(text: "header " + pieces[2]) else {
            throw .foreign(file: file, reason: "it is no \(verb) file")
        }
        guard pieces[1] == "1" else {
            throw .foreign(file: file, reason: "it has version \(pieces[1]), this Kutsu knows version 1: update it")
        }
        guard words["list"] == list else {
            throw .foreign(
                file: file,
                reason: "it belongs to the list \(words["list"] ?? "?"), not to \(list): check [state] directory")
        }
        return words
    }

    static func number(_ key: String, in words: JournalRecord, file: String) throws(LedgerError) -> UInt64 {
        // Far beyond every list's life, and far from where counting on would overflow.
        guard let number = words[key].flatMap({ UInt64($0) }), number < 1 << 53 else {
            throw .damaged(file: file, line: 1, reason: "the header names no \(key)")
        }
        return number
    }
}
