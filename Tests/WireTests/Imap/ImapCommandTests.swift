import Base
import Testing

@testable import Wire

@Suite("ImapCommand, UidSet and folder names")
struct ImapCommandTests {
    @Test(
        "a command is one line",
        arguments: [
            (.capability, "K1 CAPABILITY\r\n"), (.idle, "K1 IDLE\r\n"), (.expunge, "K1 EXPUNGE\r\n"),
            (.list(pattern: "*"), "K1 LIST \"\" \"*\"\r\n"),
            (.select(name: "a \"b\" \\c"), "K1 SELECT \"a \\\"b\\\" \\\\c\"\r\n"),
            (.fetchSummaries(1...500), "K1 FETCH 1:500 (UID RFC822.SIZE FLAGS)\r\n"),
            (.uidFetchMessage(7), "K1 UID FETCH 7 (UID BODY.PEEK[])\r\n"),
            (.uidFetchHeader(7, limit: 64), "K1 UID FETCH 7 (UID BODY.PEEK[HEADER]<0.64>)\r\n"),
            (
                .uidStore(UidSet([3, 1, 2, 9]), flags: ["\\Seen", "\\Deleted"]),
                "K1 UID STORE 1:3,9 +FLAGS.SILENT (\\Seen \\Deleted)\r\n"
            ),
            (.uidMove(UidSet([4]), name: "Kutsu/Done"), "K1 UID MOVE 4 \"Kutsu/Done\"\r\n"),
            (.uidExpunge(UidSet([4])), "K1 UID EXPUNGE 4\r\n"),
        ] as [(ImapCommand, String)])
    func line(command: ImapCommand, expected: String) throws {
        #expect(String(decoding: try command.line(tag: "K1"), as: UTF8.self) == expected)
    }

    @Test(
        "a folder's name that would end the line is refused",
        arguments: ["a\r\nK2 DELETE b", "a\u{0}", "ä", String(repeating: "a", count: 501)])
    func injection(name: String) {
        #expect(throws: WireError.self) { try ImapCommand.select(name: name).line(tag: "K1") }
    }

    @Test("the longest command stays below 1000 bytes")
    func longest() throws {
        let scattered = UidSet((0..<3000).map { UInt64(UInt32.max) - UInt64($0) * 2 })
        let parts = scattered.parts(atMost: ImapCommand.longestSet)
        let name = String(repeating: "\"", count: 250)
        for part in parts {
            #expect(try ImapCommand.uidMove(part, name: name).line(tag: "K999999999").count < 1000)
        }
        #expect(parts.flatMap(\.ranges) == scattered.ranges)
    }

    @Test(
        "UIDs become ranges",
        arguments: [
            ([], ""), ([7], "7"), ([3, 1, 2, 2], "1:3"), ([1, 3, 5], "1,3,5"),
            ([.max, .max - 1, 1], "1,18446744073709551614:18446744073709551615"),
        ] as [([UInt64], String)])
    func ranges(uids: [UInt64], expected: String) {
        let set = UidSet(uids)
        #expect(set.text == expected)
        #expect(set.isEmpty == uids.isEmpty)
        for uid in uids { #expect(set.contains(uid)) }
        #expect(!set.contains(4) && !set.contains(0) && !set.contains(1_000_000))
    }

    @Test("each part is as long as the limit allows")
    func parts() {
        let set = UidSet([1, 3, 5, 7, 11])
        #expect(set.parts(atMost: 3).map(\.text) == ["1,3", "5,7", "11"])
        #expect(set.parts(atMost: 1).map(\.text) == ["1", "3", "5", "7", "11"])
        #expect(set.parts(atMost: 100).map(\.text) == ["1,3,5,7,11"])
        #expect(UidSet([]).parts(atMost: 100).isEmpty)
    }

    @Test(
        "folder names are modified UTF-7 on the wire",
        arguments: [
            ("Tehdyt työt", "Tehdyt ty&APY-t"), ("台北", "&U,BTFw-"), ("Tom & Jerry", "Tom &- Jerry"), ("", ""),
            ("~peter", "~peter"), ("é", "&AOk-"), ("😀", "&2D3eAA-"), ("a\r\nb", "a&AA0ACg-b"), ("&", "&-"),
        ])
    func modifiedUTF7(name: String, wire: String) {
        #expect(ModifiedUTF7.encode(name) == wire)
        #expect(ModifiedUTF7.decode(wire) == name)
    }

    @Test(
        "text that is not modified UTF-7 is kept unchanged",
        arguments: ["a&b", "&", "&A-", "&AA=-", "&é-", "&AAAAAAAA", "&AAB-"])
    func undecodable(name: String) {
        #expect(ModifiedUTF7.decode(name) == name)
    }

    @Test(
        "a folder takes the separator and prefix of its server",
        arguments: [
            ("Kutsu/Done", ImapNaming(), "Kutsu/Done"),
            ("Kutsu/Done", ImapNaming(prefix: "INBOX.", separator: "."), "INBOX.Kutsu.Done"),
            ("Kutsu/Tehdyt työt", ImapNaming(separator: "\\"), "Kutsu\\Tehdyt ty&APY-t"),
            ("INBOX", ImapNaming(prefix: "INBOX.", separator: "."), "INBOX"),
        ])
    func naming(text: String, naming: ImapNaming, wire: String) {
        #expect(naming.name(of: ImapFolder(text)) == wire)
        #expect(naming.folder(named: wire) == ImapFolder(text))
    }

    @Test("a flat mailbox joins the names")
    func flat() {
        #expect(ImapNaming(separator: nil).name(of: ImapFolder("Kutsu/Done")) == "Kutsu-Done")
    }

    @Test("batches are bounded by bytes and by count")
    func batches() {
        let summaries = [10, 10, 200, 5, 5, 5].enumerated().map {
            ImapSummary(uid: UInt64($0.offset), size: $0.element)
        }
        #expect(
            ImapSummary.batches(summaries, bytes: 20, count: 2).map { $0.map(\.size) } == [
                [10, 10], [200], [5, 5], [5],
            ])
        #expect(ImapSummary.batches([], bytes: 20, count: 2).isEmpty)
        #expect(ImapSummary.batches(summaries, bytes: .max, count: 9).count == 1)
    }
}
