import Testing

@testable import Sandbox

@Suite("SEARCH")
struct ImapSearchTests {
    /// Three mails: seen liity; flagged tip that arrived a day later; deleted big one a day after that.
    private static func makeSearchStore() throws -> MailStore {
        let store = MailStore()
        store.addAccount("list@example.org", password: "secret")
        let mails: [(String, MessageFlags)] = [
            ("Subject: Liity\r\nFrom: anna@hel.fi\r\nMessage-ID: <a@x>\r\n\r\nHei Helsinki", .seen),
            ("Subject: vinkki: kahvit\r\nFrom: pekka@hel.fi\r\nX-Empty:\r\n\r\nolololola", .flagged),
            ("Subject: eroa\r\nTo: list@example.org\r\n\r\n\(String(repeating: "x", count: 500))", [.deleted]),
        ]
        for (day, mail) in mails.enumerated() {
            let seconds = billion + Int64(day) * 86_400
            try store.deliver(to: "list@example.org", Array(mail.0.utf8), at: seconds, flags: mail.1)
        }
        return store
    }

    private static let answers: [(String, String)] = [
        ("ALL", "1 2 3"), ("UNSEEN", "2 3"), ("SEEN", "1"), ("DELETED", "3"), ("UNDELETED", "1 2"),
        ("UNSEEN UNDELETED", "2"), ("NOT SEEN", "2 3"), ("NOT NOT SEEN", "1"), ("OR SEEN DELETED", "1 3"),
        ("OR (SEEN) (NOT (FLAGGED))", "1 3"), ("NOT OR SEEN OR FLAGGED DELETED", ""), ("(SEEN UNSEEN)", ""),
        ("((1:2) (2:*))", "2"), ("2", "2"), ("UID 2:3 NOT 3", "2"), ("1,3", "1 3"), ("9", ""), ("*", "3"),
        ("SUBJECT liity", "1"), ("SUBJECT \"KAHVIT\"", "2"), ("FROM hel.fi", "1 2"), ("TO list", "3"),
        ("HEADER Message-ID <a@x>", "1"), ("HEADER X-Empty \"\"", "2"), ("HEADER X-None \"\"", ""),
        ("BODY helsinki", "1"), ("TEXT hel.fi", "1 2"), ("BODY hel.fi", ""), ("BODY ololola", "2"),
        ("LARGER 200", "3"), ("SMALLER 200", "1 2"), ("SINCE 10-Sep-2001", "2 3"), ("BEFORE 10-Sep-2001", "1"),
        ("ON 10-sep-2001", "2"), ("SENTSINCE 11-Sep-2001", "3"), ("KEYWORD $Junk", ""), ("UNKEYWORD $Junk", "1 2 3"),
        ("CHARSET UTF-8 ALL", "1 2 3"), ("RECENT", ""), ("FLAGGED", "2"),
    ]

    @Test("a search finds what it asks for", arguments: answers)
    func finds(query: String, found: String) throws {
        var conversation = Conversation(ImapServer(store: try Self.makeSearchStore()))
        conversation.say(ImapDialogueTests.select)
        _ = conversation.text()
        conversation.say("1 UID SEARCH \(query)\n")
        #expect(conversation.text() == "* SEARCH\(found.isEmpty ? "" : " " + found)\n1 OK SEARCH completed\n")
    }

    @Test(
        "a malformed search is refused",
        arguments: [
            "", "(", ")", "()", "(ALL", "ALL)", "NOT", "NOT ", "OR ALL", "OR ALL ", "ALL ALL ", "ALL  ALL", "NOSUCH",
            "UID", "UID x", "0", "1:", "SINCE yesterday", "SUBJECT", "(NOT)", "OR (ALL) (", "SUBJECT \"open",
        ])
    func refuses(query: String) throws {
        var conversation = Conversation(ImapServer(store: try Self.makeSearchStore()))
        conversation.say(ImapDialogueTests.select)
        _ = conversation.text()
        conversation.say("1 UID SEARCH \(query)\n")
        #expect(conversation.text().hasPrefix("1 BAD "))
    }

    @Test("a charset that is not known is named")
    func charset() throws {
        var conversation = Conversation(ImapServer(store: try Self.makeSearchStore()))
        conversation.say(ImapDialogueTests.select)
        _ = conversation.text()
        conversation.say("1 SEARCH CHARSET KOI8-R ALL\n")
        #expect(conversation.text() == "1 NO [BADCHARSET (US-ASCII)] Charset not supported\n")
    }

    @Test("parentheses and NOTs beyond the limit are refused", arguments: ["(", "NOT ", "OR "])
    func depth(opening: String) throws {
        var conversation = Conversation(ImapServer(store: try Self.makeSearchStore()))
        conversation.say(ImapDialogueTests.select)
        _ = conversation.text()
        conversation.say("1 SEARCH " + String(repeating: opening, count: 10_000) + "ALL\n")
        #expect(conversation.text() == "1 BAD Search too complex\n")
    }

    @Test(
        "a folder pattern matches as RFC 3501 says for LIST",
        arguments: [
            ("*", "a/b", true), ("%", "a/b", false), ("%/%", "a/b", true), ("a*", "a/b/c", true), ("a%", "a", true),
            ("a/%", "a/b/c", false), ("inbox", "INBOX", true), ("%*b", "x/b", true), ("", "a", false),
            ("a", "ab", false),
        ])
    func patterns(pattern: String, name: String, matches: Bool) {
        #expect(FolderPattern(Array(pattern.utf8)).matches(name) == matches)
    }

    @Test(
        "a set of numbers has ranges in any order, stars and overlaps",
        arguments: [
            ("1", [1]), ("3,1", [1, 3]), ("4:2", [2, 3, 4]), ("1:3,2:4", [1, 2, 3, 4]), ("*", [5]), ("4:*", [4, 5]),
            ("9:*", [5]), ("*:*", [5]), ("1,1,1", [1]), ("6", []), ("4294967295", []),
        ])
    func numberSets(text: String, numbers: [UInt32]) throws {
        let set = try #require(NumberSet(Array(text.utf8)))
        #expect(set.indexes(inUids: [1, 2, 3, 4, 5]).map { UInt32($0 + 1) } == numbers)
    }

    @Test(
        "a malformed set of numbers is refused", arguments: ["", ",", "1,", "1:2:3", "0", "x", "4294967296", "-1", ":"])
    func noNumberSets(text: String) {
        #expect(NumberSet(Array(text.utf8)) == nil)
    }
}
