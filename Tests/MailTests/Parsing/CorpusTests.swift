import Base
import Crypto
import Foundation
import Testing

@testable import Mail

/// Real mails with known answers, kept outside the project: `KUTSU_CORPORA`, else `../shared/corpora`.
enum Corpora {
    static let folder: URL? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../../shared/corpora")
        let named = ProcessInfo.processInfo.environment["KUTSU_CORPORA"].map { URL(filePath: $0) }
        let folder = (named ?? root).standardizedFileURL
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: try #require(folder).appending(path: path)))
    }

    static func lines(_ path: String) throws -> [[String: Any]] {
        String(decoding: try bytes(path), as: UTF8.self).split(separator: "\n").compactMap {
            try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
    }

    static func vectors(_ path: String) throws -> [[String: Any]] {
        try #require(try JSONSerialization.jsonObject(with: Data(try bytes(path))) as? [[String: Any]])
    }
}

@Suite(.enabled(if: Corpora.folder != nil, "no corpora: set KUTSU_CORPORA to the folder that holds them"))
struct CorpusTests {
    @Test(
        "what two other parsers agree on, we find as well", arguments: ["stalwart-legacy", "stalwart-rfc", "cpython"])
    func agreement(corpus: String) throws {
        var tally = Tally()
        tally.corpus = corpus
        for line in try Corpora.lines("mime/\(corpus).expected.jsonl") {
            let file = try #require(line["file"] as? String)
            let message = Message(try Corpora.bytes("mime/\(corpus)/\(file)"))
            tally.file = file
            compare(message, line, &tally)
        }
        print("\(corpus): \(tally)")
        #expect(tally.share >= 0.99)
        let expected = Set(Self.explained.keys.filter { $0.hasPrefix(corpus + "/") })
        #expect(Set(tally.misses.keys) == expected, "\(tally.misses.values.sorted().joined(separator: "\n"))")
    }

    /// Where we differ on purpose: `corpus/file field`, and why.
    private static let explained = [
        "cpython/msg_27.txt subject": "the tab that folded the line is a control, and controls become spaces",
        "cpython/msg_42.txt size": "a multipart without a part is a leaf: its body is what it holds, not nothing",
        "cpython/msg_42.txt bytes": "as its size",
        "stalwart-legacy/049.eml text": "its lines end in CR alone, which is a line end to people: they become LF",
    ]

    private func compare(_ message: Message, _ line: [String: Any], _ tally: inout Tally) {
        let mailboxes = message.from.written.map { "\($0.name) <\($0.text)>" }
        let expected = (line["from"] as? [[String: String]] ?? []).map { "\($0["name"] ?? "") <\($0["addr"] ?? "")>" }
        tally.count("from", mailboxes, expected)
        tally.count("n_from", message.header.count(of: "from"), line["n_from"] as? Int)
        tally.count("subject", message.subject, line["subject"] as? String ?? "")
        tally.count("message_id", message.messageID, line["message_id"] as? String)
        tally.count("date", message.date.map(iso), line["date"] as? String)
        let text = message.plainPart.map { message.text(of: $0) }
        tally.count("text", text, line["text"] as? String)
        compareParts(message, line["parts"] as? [[String: Any]] ?? [], &tally)
    }

    private func compareParts(_ message: Message, _ expected: [[String: Any]], _ tally: inout Tally) {
        let leaves = message.parts.filter { !$0.isMultipart }
        tally.count("parts", leaves.map(\.path), expected.compactMap { $0["path"] as? String })
        for (part, answer) in zip(leaves, expected) {
            let type = "\(part.contentType.type)/\(part.contentType.subtype)"
            tally.count("type", type, answer["type"] as? String)
            tally.count("charset", part.contentType["charset"]?.lowercased(), answer["charset"] as? String)
            tally.count("filename", part.filename, answer["filename"] as? String)
            tally.count("disposition", part.disposition?.kind, answer["disposition"] as? String)
            tally.count("nested", part.nested, answer["nested"] as? Bool)
            let content = message.decoded(part)
            tally.count("size", content.count, answer["size"] as? Int)
            if let digest = answer["sha256_norm"] as? String {
                tally.count("text bytes", Hex.text(SHA256.hash(data: normalised(content))), digest)
            } else {
                tally.count("bytes", Hex.text(SHA256.hash(data: content)), answer["sha256"] as? String)
            }
        }
    }

    private func normalised(_ bytes: [UInt8]) -> [UInt8] {
        let text = bytes.reduce(into: (result: [UInt8](), last: UInt8(0))) { state, byte in
            if byte == 0x0D || (byte == 0x0A && state.last != 0x0D) { state.result.append(0x0A) }
            if byte != 0x0D, byte != 0x0A { state.result.append(byte) }
            state.last = byte
        }.result
        return Array(text[...(text.lastIndex { $0 != 0x0A } ?? -1)])
    }

    private func iso(_ date: MailDate) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let offset = abs(date.offset)
        return "\(date.year)-\(two(date.month))-\(two(date.day))T\(two(date.hour)):\(two(date.minute)):"
            + "\(two(date.second))\(date.offset < 0 ? "-" : "+")\(two(offset / 60)):\(two(offset % 60))"
    }

    @Test("every mail of the corpora becomes a message with sound ranges")
    func sound() throws {
        let folder = try #require(Corpora.folder)
        var count = 0
        for case let file as URL in try #require(
            FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        {
            guard let data = try? Data(contentsOf: file) else { continue }
            Soundness.check(Message(Array(data)))
            count += 1
        }
        #expect(count > 500)
    }
}

/// How often two answers were the same, and where not.
struct Tally: CustomStringConvertible {
    var corpus = ""
    var file = ""
    private var right = 0
    private var total = 0
    /// By `corpus/file field`.
    private(set) var misses: [String: String] = [:]

    var share: Double { total == 0 ? 0 : Double(right) / Double(total) }
    var description: String { "\(right) of \(total) answers, \(share * 100) %" }

    mutating func count<Value: Equatable>(_ field: String, _ ours: Value?, _ theirs: Value?) {
        total += 1
        if ours == theirs {
            right += 1
        } else {
            let (ours, theirs) = (ours.map { "\($0)" } ?? "nothing", theirs.map { "\($0)" } ?? "nothing")
            let name = "\(corpus)/\(file) \(field)"
            misses[name] = "\(name): \(ours.prefix(300)) instead of \(theirs.prefix(300))"
        }
    }
}
