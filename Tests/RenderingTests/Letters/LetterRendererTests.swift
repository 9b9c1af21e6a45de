import Base
import Mail
import MailingList
import TestWorld
import Testing

@testable import Rendering

@Suite("Letters are written from what the list knows")
struct LetterRendererTests {
    private static let id = LetterID(sequence: 1042, index: 3)
    private static let languages = Language.allCases
    private static func renderer(_ policy: Policy = W.policy) throws -> LetterRenderer {
        var policy = policy
        policy.zone = try Zones.helsinki()
        return LetterRenderer(policy: policy, signer: W.signer, book: try LetterBook())
    }

    private static let waiting = Entry.admission(
        .carried(
            JoinRequest(
                address: W.stranger, name: "Nimi", language: .sv, asked: W.now, consent: Consent(means: .reply),
                words: "Hei!")))

    private static func written(
        _ content: Letter.Content, _ language: Language, to address: Address = W.anna, id: LetterID = id,
        state: State? = nil, mail: Message? = nil, policy: Policy = W.policy
    ) throws -> LetterRenderer.Written {
        try renderer(policy).write(
            id, PendingLetter(letter: W.letter(content, address, language), written: W.now),
            in: state
                ?? W.state(Post.Status.allCases, entries: [.item(.received(W.tip())), W.carried(W.event()), waiting]),
            mail: mail, outlook: SendingOutlook(waiting: 3, ready: W.now + .minutes(2)))
    }

    private static let gonePost = W.required(PostID("20200101-00000000"))
    private static let goneItem = ItemID(digest: MailDigest(value: 0))

    @Test("every letter, in every language, in full and with the least", arguments: LetterKind.allCases, languages)
    func every(kind: LetterKind, language: Language) throws {
        for status in Post.Status.allCases {
            for content in LetterContents.variants(of: kind, post: W.postID(status)) {
                for address in [W.anna, W.mikko, W.olli] {
                    let letter = try Self.written(content, language, to: address)
                    #expect(!letter.words.subject.isEmpty && !letter.words.text.contains("{{"))
                    #expect(HtmlCheck.faults(in: letter.words.html) == [])
                }
            }
        }
        // The post may be gone, or never have been.
        for content in LetterContents.variants(of: kind, post: Self.gonePost, item: Self.goneItem) {
            #expect(try !Self.written(content, language).words.text.isEmpty)
        }
        // What names no post is no letter about one.
        let record = W.letter(LetterContents.full(kind), W.anna, language).record("letter").text
        let named = record.replacing(W.postID(.held).text, with: "../../etc")
        #expect(JournalRecord(text: named).flatMap { Letter($0) } == nil || named == record)
    }

    @Test(
        "a letter about a post can be written whatever sort of post it is", arguments: LetterKind.allCases,
        [
            Post.Kind.invitation(W.plan()), .cancellation(of: W.eventID, sequence: 1),
            .reminder(of: W.eventID, due: W.now), .digest(of: .tips, []),
        ])
    func everySort(kind: LetterKind, sort: Post.Kind) throws {
        var post = W.post(.finished)
        post.kind = sort
        let state = W.state(entries: [.item(.received(W.tip())), W.carried(W.event()), .post(.carried(post))])
        for content in LetterContents.variants(of: kind, post: post.id) {
            for language in Self.languages {
                #expect(try !Self.written(content, language, state: state).words.text.isEmpty)
            }
        }
    }

    @Test(
        "a letter keeps its name, and its name is read back with what it proves", arguments: LetterKind.allCases)
    func names(kind: LetterKind) throws {
        let content = LetterContents.least(kind)
        let first = try Self.written(content, .sv)
        #expect(try Self.written(content, .sv).messageID == first.messageID)
        let later = try Self.written(content, .sv, id: LetterID(sequence: 1042, index: 4))
        #expect(later.messageID != first.messageID)
        let name = try #require(MessageName(messageID: first.messageID, domain: W.list.domain))
        #expect(W.signer.isGenuine(name.token, name.purpose, for: W.anna, at: W.now))
        let expected: TokenPurpose =
            switch kind {
            case .confirmJoin: .join(.sv)
            case .confirmLeave: .leave
            case .confirmLanguage: .language(.sv)
            case .confirmErase: .erase
            case .joinRequest: .admission(of: W.stranger)
            case .confirmMove: .move(to: W.olli)
            case .confirmNewAddress: .newAddress(from: W.maria)
            case .confirmChoice: .choice(.topics([W.kainuu, W.oulu]))
            case .preview, .previewReminder, .postStalled, .postReport: .post(W.postID(.held))
            case .itemPreview: .item(W.tip().id)
            case .probe: .probe
            case .senderCheck: .sender
            default: .note
            }
        #expect(name.purpose == expected)
        // A letter that asks carries the same token in its subject; no other does.
        let asks = ![.note, .probe, .sender].contains(expected) && kind != .postReport
        #expect(first.words.subject.contains("[kutsu:\(expected.inSubject(name.token))]") == asks)
        let orphan = try Self.written(LetterContents.least(kind, post: Self.gonePost, item: Self.goneItem), .sv)
        let isAboutGone = [.post(W.postID(.held)), .item(W.tip().id)].contains(expected)
        #expect(
            MessageName(messageID: orphan.messageID, domain: W.list.domain)?.purpose
                == (isAboutGone ? .note : expected))
    }

    @Test("the preview says who gets it, until when it is asked, and when it is done")
    func preview() throws {
        let mail = Message(
            Mails.mail(
                ["MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b"],
                "--b\r\n\r\nTervetuloa!\r\n--b\r\nContent-Disposition: attachment; filename=ohjelma.pdf\r\n\r\nxxxx\r\n--b--"
            ))
        let finnish = try Self.written(.post(.preview(W.postID(.held))), .fi, mail: mail).words.text
        for words in [
            "Saajat: 3\u{A0}jäsentä", "Lisäksi: kanava@teams.example", "Vastaa viimeistään 27.11.2026 klo 14.20",
            "Valmis: 21.11.2026 klo 14.22", "Liite: ohjelma.pdf (4\u{A0}t)", "> Tervetuloa!", "Lähettäjä: Anna",
        ] {
            #expect(finnish.contains(words), "\(words) in \(finnish)")
        }
        #expect(
            try Self.written(.post(.preview(W.postID(.held))), .en).words.text.contains(
                "Done: 21 November 2026 at 14:22"))
        var swedish = W.post(.held)
        swedish.audience = .speaking(.sv)
        let state = W.state(entries: [W.carried(swedish)])
        #expect(
            try Self.written(.post(.preview(W.postID(.held))), .fi, state: state).words.text.contains(
                "Saajat: 1\u{A0}jäsen\n"))
        #expect(
            try Self.written(.post(.preview(W.postID(.held))), .sv, state: state).words.text.contains(
                "Begränsat enligt språk: svenska"))
        let unpaced = try Self.renderer().write(
            Self.id, PendingLetter(letter: W.letter(.preview(W.postID(.held))), written: W.now), in: state, mail: nil)
        #expect(!unpaced.words.text.contains("Valmis"))
        let grouped = try Self.renderer().write(
            Self.id, PendingLetter(letter: W.letter(.preview(W.postID(.held))), written: W.now), in: state, mail: nil,
            outlook: SendingOutlook(isGrouped: true))
        #expect(grouped.words.text.contains("kerralla monelle"))
        #expect(!unpaced.words.text.contains("kerralla monelle"))
    }

    @Test("a reminder stands as long as the preview, quotes the answer, and does not deny what has gone out")
    func reminder() throws {
        let held = try Self.written(.post(.previewReminder(W.postID(.held), answer: "Hyvä!")), .fi).words.text
        #expect(held.contains("Vastasit näin: ”Hyvä!”") && held.contains("viimeistään 27.11.2026 klo 14.20"))
        #expect(held.contains("Mitään ei ole vielä lähetetty."))
        let empty = try Self.written(.post(.previewReminder(W.postID(.stalled), answer: "")), .fi).words.text
        #expect(empty.contains("Vastauksesi oli tyhjä.") && empty.contains("viimeistään 28.11.2026 klo 14.20"))
        #expect(!empty.contains("Mitään ei ole vielä lähetetty"))
        #expect(
            try Self.written(.post(.cancelled(W.postID(.held))), .fi).words.text.contains(
                "eikä sitä lähetetty kenellekään"))
        for status in [Post.Status.sending, .stalled] {
            #expect(try !Self.written(.post(.cancelled(W.postID(status))), .fi).words.text.contains("kenellekään"))
        }
    }

    @Test(
        "plurals agree with their numbers",
        arguments: [(1, "1\u{A0}jäsen\n"), (2, "2\u{A0}jäsentä\n"), (0, "0\u{A0}jäsentä\n")])
    func plurals(count: Int, words: String) throws {
        let letter = try Self.written(
            .post(.stalled(W.postID(.stalled), accepted: count, remaining: 7, since: W.now)), .fi)
        #expect(letter.words.text.contains("Viestin on jo saanut: \(words)"))
    }

    @Test("a person's data is all that is held, in words")
    func data() throws {
        let text = try Self.written(.membership(.ownData), .fi, to: W.maria).words.text
        for words in [
            "maria@edu.hel.fi", "vastaamalla vahvistuspyyntöön", "m@hel.fi", "confirmJoin.fi", "Kieli: ruotsi",
        ] {
            #expect(text.contains(words), "\(words) in \(text)")
        }
        #expect(try Self.written(.membership(.ownData), .fi, to: W.olli).words.text.contains("ei ole postituslistalla"))
    }

    @Test("help says that a mail went on to people, where it did")
    func help() throws {
        let passedOn = "on välitetty koordinaattoreille"
        #expect(
            try Self.written(.membership(.help(forwarded: true)), .fi, to: W.mikko).words.text.contains(passedOn))
        #expect(
            try !Self.written(.membership(.help(forwarded: false)), .fi, to: W.mikko).words.text.contains(passedOn))
        // A coordinator's is a letter of its own.
        #expect(try Self.written(.membership(.help(forwarded: false)), .fi).words.text.contains("”tilanne”"))
        #expect(
            try !Self.written(.membership(.help(forwarded: false)), .fi, to: W.mikko).words.text.contains("”tilanne”"))
        #expect(try Self.written(.membership(.refusedDomain), .en).words.text.contains("- @hel.fi\n- @….hel.fi\n"))
    }
}
