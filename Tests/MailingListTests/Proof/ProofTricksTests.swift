import Base
import Mail
import TestWorld
import Testing

@testable import MailingList

@Suite("A token proves only for whom it was made, and an address only itself")
struct ProofTricksTests {
    static let rerouted = [
        "eve%evil.test@hel.fi", "evil.test!eve@hel.fi", "\"eve%evil.test\"@hel.fi", "|sh@hel.fi", "/etc/x@hel.fi",
        "\"|/bin/sh\"@hel.fi", "\"/var/mail/x\"@hel.fi", "a!b!c@hel.fi", "%@hel.fi", "!@hel.fi", "x%40evil.test@hel.fi",
    ]

    @Test("an address that servers route elsewhere joins nowhere, and no letter goes there", arguments: rerouted)
    func reroutedAddress(text: String) throws {
        let address = try #require(Address(text))
        #expect(address.isRerouted && !W.policy.mayJoin(address))
        var open = W.policy
        open.joining = .open
        #expect(!open.mayJoin(address))
        for words in ["liity", "ohje", "eroa", "omat tiedot", "kieli sv", "vinkki: katso", "", "Hei, kuka siellä?"] {
            let decision = W.decide(.mail(W.request(address, words)), in: W.state(), open)
            #expect(decision.letters.allSatisfy { $0.to != address }, "\(words)")
        }
        // People read what it wrote.
        let asked = W.decide(.mail(W.request(address, "liity")))
        #expect(asked == Decision(.refusedAddress, entries: W.forwarded(address, to: [W.anna, W.berit]).entries))
        // An answer that would prove it proves nothing that helps.
        let answered = W.decide(.mail(W.request(address, "kyllä", reply: W.reply(.join(.fi)))))
        #expect(!answered.entries.contains { if case .membership = $0 { true } else { false } })
        let added = W.decide(.admin(.add([Newcomer(address, .fi)], .imported, welcome: true)))
        #expect(added == Decision(.added(0)))
    }

    @Test(
        "addresses that only look odd may join",
        arguments: [
            "anna.o'brien@hel.fi", "a+b@hel.fi", "x_y-z@hel.fi", "a/b@hel.fi", "a|b@hel.fi", "1@hel.fi", "a=b@hel.fi",
            "#a@hel.fi", "$a@hel.fi", "{a}@hel.fi",
        ])
    func ordinary(text: String) throws {
        let address = try #require(Address(text))
        #expect(!address.isRerouted && W.policy.mayJoin(address))
        #expect(W.decide(.mail(W.request(address, "liity"))).verdict == .askedToJoin)
    }

    // MARK: Tokens of an earlier membership

    private static func mail(_ purpose: TokenPurpose, from sender: String, issued: Instant, _ text: String) -> [UInt8] {
        let address = W.address(sender)
        let token = W.signer.token(purpose, for: address, until: issued + W.required(purpose.life))
        let name = MessageName(purpose: purpose, token: token).messageID(mark: "x", domain: W.list.domain)
        return Mails.mail(from: sender, subject: "Re: x", ["In-Reply-To: <\(name)>"], text)
    }

    private static let gone = W.state(entries: [.membership(.left(W.mikko, .confirmed))])

    @Test("a yes from before the member left does nothing again", arguments: [0, 1, 3600, 86_400, 6 * 86_400])
    func replayedJoin(secondsBefore: Int64) {
        let left = W.now - .hours(2)
        let old = Self.mail(.join(.fi), from: "mikko@hel.fi", issued: left - Seconds(secondsBefore), "kyllä")
        let decision = Mails.decide(old, in: Self.gone)
        #expect(decision.entries.isEmpty && decision.verdict == .askedToJoin)
        // Who asks anew joins anew.
        let new = Self.mail(.join(.fi), from: "mikko@hel.fi", issued: left + 1, "kyllä")
        #expect(Mails.decide(new, in: Self.gone).verdict == .joined)
    }

    /// Mikko joined thirty days ago.
    @Test(
        "tokens from before the member joined do nothing",
        arguments: [TokenPurpose.note, .copy(W.postID(.finished)), .probe, .sender], [1, 86_400])
    func replayedLeave(purpose: TokenPurpose, secondsBefore: Int64) {
        let joined = W.now - .days(30)
        let days = Int64(1)
        guard purpose != .sender else { return }
        let old = Self.mail(purpose, from: "mikko@hel.fi", issued: joined - Seconds(secondsBefore), "eroa")
        #expect(Mails.decide(old).verdict == .askedToLeave)
        let new = Self.mail(purpose, from: "mikko@hel.fi", issued: joined + .days(days), "eroa")
        #expect(Mails.decide(new).verdict == .left)
    }

    @Test("List-Unsubscribe of a copy from before the member joined asks, and never answers a machine")
    func replayedUnsubscribe() {
        func draft(_ issued: Instant, _ fields: [String] = []) -> [UInt8] {
            let token = W.signer.token(.unsubscribe, for: W.mikko, until: issued + Policy.answerWithin)
            return Mails.mail(from: "mikko@hel.fi", subject: "eroa \(token.text) mikko@hel.fi", fields)
        }
        let joined = W.now - .days(30)
        #expect(Mails.decide(draft(joined - 1)).verdict == .askedToLeave)
        #expect(Mails.decide(draft(joined)).verdict == .left)
        let apple = ["Auto-Submitted: auto-replied", "X-Apple-Unsubscribe: true"]
        #expect(Mails.decide(draft(joined, apple)).verdict == .left)
        let stale = Mails.decide(draft(joined - 1, apple))
        #expect(stale.verdict.word == "ignored" && stale.letters.isEmpty && stale.entries.isEmpty)
    }

    @Test("a copy of a post that waited while its reader joined counts")
    func waitingPost() {
        var post = W.post(.finished)
        post.held = W.now - .days(31)
        post.approved = W.now - .days(29)
        let state = W.state(entries: [.post(.carried(post))])
        let copy = Self.mail(.copy(post.id), from: "mikko@hel.fi", issued: post.held, "eroa")
        #expect(Mails.decide(copy, in: state).verdict == .left)
        let token = W.signer.token(.unsubscribe, for: W.mikko, until: post.held + Policy.answerWithin)
        let draft = Mails.mail(from: "x@evil.org", subject: "eroa \(token.text) mikko@hel.fi")
        #expect(Mails.decide(draft, in: state).verdict == .left)
    }

    @Test("who left is forgotten when no question can be answered any more, and stands in no file by name")
    func departures() {
        let entries = Self.gone.carried(at: W.now)
        #expect(entries.contains { if case .membership(.leftBefore) = $0 { true } else { false } })
        #expect(!entries.contains { $0.record.text.contains("mikko") })
        let later = Self.gone.carried(at: W.now + .days(8))
        #expect(!later.contains { if case .membership(.leftBefore) = $0 { true } else { false } })
    }

    @Test("tokens end at their second, and not at the day's end")
    func ends() {
        let mail = Self.mail(.join(.fi), from: "olli@hel.fi", issued: W.now - .days(7), "kyllä")
        #expect(Mails.decide(mail).verdict == .joined)
        #expect(Mails.decide(mail, at: W.now + 1).verdict == .askedToJoin)
    }

    // MARK: Tips

    @Test("an unmoderated tip goes out only where its sender is shown")
    func tips() {
        let policy = W.changedPolicy { $0.collections = [.tips(moderate: false)] }
        func tip(_ change: (inout Request) -> Void) -> Decision {
            var request = W.request(W.mikko, "vinkki: Näyttely")
            request.item = "Näyttely"
            change(&request)
            return W.decide(.mail(request), in: W.state(), policy)
        }
        let forged = tip { _ in }
        #expect(forged.verdict == .itemHeld && forged.letters.filter { $0.kind == .itemPreview }.count == 2)
        #expect(tip { $0.reply = W.reply(.note, proven: false) }.verdict == .itemHeld)
        #expect(tip { $0.reply = W.reply(.note) }.verdict == .itemKept)
        #expect(tip { $0.isAuthenticated = true }.verdict == .itemKept)
        guard case .item(.received(let item))? = forged.entries.first else {
            Issue.record("\(forged)")
            return
        }
        #expect(!item.isProven)
    }

    // MARK: Calendars as mails

    private static func answer(attendee: String, _ fields: [String] = [], _ lines: [String] = []) -> [UInt8] {
        let object =
            ["BEGIN:VCALENDAR", "METHOD:REPLY", "BEGIN:VEVENT", "UID:\(W.uid)"]
            + ["ATTENDEE;PARTSTAT=DECLINED:mailto:\(attendee)"] + lines + ["END:VEVENT", "END:VCALENDAR"]
        return Mails.mail(
            from: "olli@hel.fi", subject: "Declined", ["Content-Type: text/calendar; method=REPLY"] + fields,
            object.joined(separator: "\r\n"))
    }

    static let forgeries: [(fields: [String], lines: [String])] = [
        ([], []), ([], ["DTSTAMP:99990101T000000Z"]), ([], ["SEQUENCE:2147483647"]), (["List-Id: <x.y>"], []),
        (["Return-Path: <>"], []), (["Auto-Submitted: auto-generated"], []), (["Precedence: bulk"], []),
        (["Sender: mikko@hel.fi"], []), (["Reply-To: mikko@hel.fi"], []), (["In-Reply-To: <x@y>"], []),
        (["X-Kutsu-List: muu"], []),
    ]

    @Test("nobody answers an invitation for another", arguments: forgeries)
    func calendars(fields: [String], lines: [String]) {
        let state = W.state(W.event(), answers: [W.answer(W.mikko)])
        let decision = Mails.decide(Self.answer(attendee: "mikko@hel.fi", fields, lines), in: state)
        #expect(!decision.entries.contains { if case .event = $0 { true } else { false } })
        #expect(decision.letters.isEmpty)
    }

    @Test("whoever answers the invitation itself may: its token comes back")
    func assistant() {
        let name = Mails.name(.copy(W.eventID), W.mikko)
        let mail = Self.answer(attendee: "mikko@hel.fi", ["In-Reply-To: \(name)"])
        #expect(Mails.decide(mail, in: W.state(W.event())).verdict == .answered)
        let others = Mails.name(.copy(W.eventID), W.maria)
        let forged = Self.answer(attendee: "mikko@hel.fi", ["In-Reply-To: \(others)"])
        #expect(Mails.decide(forged, in: W.state(W.event())).verdict == .forwarded)
    }
}
