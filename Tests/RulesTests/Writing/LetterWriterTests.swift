import Mail
import Testing

@testable import Rules

@Suite("Letters are written from what the list knows")
struct LetterWriterTests {
    private static let id = LetterID(sequence: 1042, index: 3)
    private static let languages = Language.allCases
    /// Letters of features that are decided elsewhere have no values here yet; what goes to every member is no letter.
    static let kinds = LetterKind.allCases.filter {
        !$0.isFragment
            && ![.paused, .topics, .deliveryTrouble, .digest, .invitation, .cancellation, .reminder].contains($0)
    }

    private static func writer(_ policy: Policy = W.policy, copiesPerMinute: Int? = 2) throws -> LetterWriter {
        LetterWriter(
            policy: policy, signer: W.signer, book: try LetterBook(), zone: try Zones.helsinki(),
            copiesPerMinute: copiesPerMinute)
    }

    private static func written(
        _ kind: LetterKind, _ language: Language, to address: Address = W.anna, post: Post.Status = .held,
        facts: [String: String] = [:], id: LetterID = id, state: State? = nil, mail: Message? = nil,
        policy: Policy = W.policy
    ) throws -> LetterWriter.Written {
        let all = ["post": W.postID(post).text, "tip": W.tip().id.text].merging(facts) { $1 }
        let letter = W.letter(kind, address, language, facts: all)
        return try writer(policy).write(
            id, PendingLetter(letter: letter, written: W.now),
            state ?? W.state(Post.Status.allCases, entries: [.tipped(W.tip()), .carriedEvent(W.event())]),
            post: mail)
    }

    @Test("every letter, in every language, with facts and without", arguments: kinds, languages)
    func every(kind: LetterKind, language: Language) throws {
        let facts = [
            "accepted": "3", "remaining": "1", "refused": "1", "reasons": "1 550 5.1.1 No", "count": "57",
            "sender": "x@evil.org", "bytes": "30000000", "subject": "Aihe", "reason": "a", "answer": "Hm", "file": "q",
            "since": "2026-11-20T12:20:00Z", "forwarded": "yes", "moderated": "yes", "problem": "unknownZone",
            "name": "Mars/Olympus", "words": "ensi tiistaina",
        ]
        for status in Post.Status.allCases {
            for facts in [facts, [:]] {
                for address in [W.anna, W.mikko, W.olli] {
                    let letter = try Self.written(kind, language, to: address, post: status, facts: facts)
                    #expect(!letter.words.subject.isEmpty && !letter.words.text.contains("{{"))
                    #expect(HtmlCheck.faults(in: letter.words.html) == [])
                }
            }
        }
        // The post may be gone, or never have been.
        #expect(try !Self.written(kind, language, facts: ["post": "20200101-00000000"]).words.text.isEmpty)
        #expect(try !Self.written(kind, language, facts: ["post": "../../etc"]).words.text.isEmpty)
    }

    @Test("a letter keeps its name, and its name is read back with what it proves", arguments: kinds)
    func names(kind: LetterKind) throws {
        let first = try Self.written(kind, .sv)
        #expect(try Self.written(kind, .sv).messageID == first.messageID)
        let later = try Self.written(kind, .sv, id: LetterID(sequence: 1042, index: 4))
        #expect(later.messageID != first.messageID)
        let name = try #require(MessageName(messageID: first.messageID, domain: "hel.fi"))
        #expect(W.signer.isGenuine(name.token, name.purpose, for: name.subject(for: W.anna), at: W.now))
        let expected: TokenPurpose =
            switch kind {
            case .confirmJoin: .join(.sv)
            case .confirmLeave: .leave
            case .confirmLanguage: .language(.sv)
            case .preview, .previewReminder, .postStale: .post
            case .tipPreview: .tip
            case .probe: .probe
            default: .note
            }
        #expect(name.purpose == expected)
        #expect(name.post == (expected == .post ? W.postID(.held) : nil))
        #expect(name.tip == (expected == .tip ? W.tip().id : nil))
        // A letter that asks carries the same token in its subject; no other does.
        #expect(first.words.subject.contains("[kutsu:\(name.token.text)]") == ![.note, .probe].contains(expected))
        let orphan = try Self.written(kind, .sv, facts: ["post": "20200101-00000000", "tip": "t-00"])
        #expect(MessageName(messageID: orphan.messageID, domain: "hel.fi")?.post == nil)
    }

    @Test("the preview says who gets it, until when it is asked, and when it is done")
    func preview() throws {
        let mail = Message(
            Mails.mail(
                ["MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b"],
                "--b\r\n\r\nTervetuloa!\r\n--b\r\nContent-Disposition: attachment; filename=ohjelma.pdf\r\n\r\nxxxx\r\n--b--"
            ))
        let finnish = try Self.written(.preview, .fi, mail: mail).words.text
        for words in [
            "Saajat: 3\u{A0}jäsentä", "Lisäksi: kanava@teams.example", "Vastaa viimeistään 27.11.2026 klo 14.20",
            "Valmis: 21.11.2026 klo 14.22", "Liite: ohjelma.pdf (4\u{A0}t)", "> Tervetuloa!", "Lähettäjä: Anna",
        ] {
            #expect(finnish.contains(words), "\(words) in \(finnish)")
        }
        #expect(try Self.written(.preview, .en).words.text.contains("Done: 21 November 2026 at 14:22"))
        var swedish = W.post(.held)
        swedish.audience = .sv
        let state = W.state(entries: [.carriedPost(swedish)])
        #expect(try Self.written(.preview, .fi, state: state).words.text.contains("Saajat: 1\u{A0}jäsen\n"))
        #expect(try Self.written(.preview, .sv, state: state).words.text.contains("Begränsat enligt språk: svenska"))
        let unpaced = try Self.writer(copiesPerMinute: nil).write(
            Self.id, PendingLetter(letter: W.letter(.preview, about: .held), written: W.now), state, post: nil)
        #expect(!unpaced.words.text.contains("Valmis"))
    }

    @Test("a reminder stands as long as the preview, quotes the answer, and does not deny what has gone out")
    func reminder() throws {
        let held = try Self.written(.previewReminder, .fi, facts: ["answer": "Hyvä!"]).words.text
        #expect(held.contains("Vastauksesi alkoi näin: ”Hyvä!”") && held.contains("viimeistään 27.11.2026 klo 14.20"))
        #expect(held.contains("Mitään ei ole vielä lähetetty."))
        let empty = try Self.written(.previewReminder, .fi, post: .asleep).words.text
        #expect(empty.contains("Vastauksesi oli tyhjä.") && empty.contains("viimeistään 28.11.2026 klo 14.20"))
        #expect(!empty.contains("Mitään ei ole vielä lähetetty"))
        #expect(try Self.written(.postCancelled, .fi).words.text.contains("eikä sitä lähetetty kenellekään"))
        for status in [Post.Status.sending, .asleep] {
            #expect(try !Self.written(.postCancelled, .fi, post: status).words.text.contains("kenellekään"))
        }
    }

    @Test(
        "plurals agree with their numbers",
        arguments: [(1, "1\u{A0}jäsen\n"), (2, "2\u{A0}jäsentä\n"), (0, "0\u{A0}jäsentä\n")])
    func plurals(count: Int, words: String) throws {
        let letter = try Self.written(
            .postStale, .fi, post: .asleep, facts: ["accepted": "\(count)", "remaining": "7"])
        #expect(letter.words.text.contains("Jo lähetetty: \(words)"))
    }

    @Test("a person's data is all that is held, in words")
    func data() throws {
        let text = try Self.written(.myData, .fi, to: W.maria).words.text
        for words in [
            "maria@edu.hel.fi", "vastaamalla vahvistuspyyntöön", "m@hel.fi", "confirmJoin.fi", "Kieli: ruotsi",
        ] {
            #expect(text.contains(words), "\(words) in \(text)")
        }
        #expect(try Self.written(.myData, .fi, to: W.olli).words.text.contains("ei ole postituslistalla"))
    }

    @Test("help says that a mail went on to people, where it did")
    func help() throws {
        #expect(
            try Self.written(.help, .fi, facts: ["forwarded": "yes"]).words.text.contains(
                "on välitetty koordinaattoreille"))
        #expect(try !Self.written(.help, .fi).words.text.contains("on välitetty koordinaattoreille"))
        #expect(try Self.written(.help, .fi).words.text.contains("KOORDINAATTORILLE"))
        #expect(try !Self.written(.help, .fi, to: W.mikko).words.text.contains("KOORDINAATTORILLE"))
        #expect(try Self.written(.refusedDomain, .en).words.text.contains("- @hel.fi\n- @….hel.fi\n"))
    }
}
