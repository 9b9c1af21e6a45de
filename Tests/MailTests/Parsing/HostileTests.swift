import Testing

@testable import Mail

/// Mail made to be expensive or to break things: it must cost no more than reading it.
struct HostileTests {
    private static func message(_ text: String, limits: Message.Limits = .standard) -> Message {
        Message(Array(text.utf8), limits: limits)
    }

    private static func repeated(_ text: String, bytes: Int) -> String {
        String(repeating: text, count: bytes / text.utf8.count)
    }

    @Test("ten thousand multiparts in one another stop at the depth limit")
    func deepMultiparts() {
        let text = (0..<10_000).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined()
        let message = Self.message(text)
        #expect(message.defects.contains(.tooDeep))
        #expect(message.defects.isHostile)
        #expect(message.parts.count == 101)
        Soundness.check(message)
    }

    @Test("ten thousand multiparts whose boundaries begin alike stop at the depth limit")
    func prefixBoundaries() {
        let name = String(repeating: "b", count: 900)
        let open = (0..<90).map { "Content-Type: multipart/mixed; boundary=\(name)\($0)\n\n--\(name)\($0)\n" }.joined()
        let message = Self.message(open + "\n" + String(repeating: "--\(name)x\n", count: 10_000))
        #expect(message.parts.count == 91)
        #expect(!message.defects.isHostile)
        Soundness.check(message)
    }

    @Test("ten thousand messages in one another stop at the depth limit")
    func deepMessages() {
        let message = Self.message(String(repeating: "Content-Type: message/rfc822\n\n", count: 10_000))
        #expect(message.defects.contains(.tooDeep))
        #expect(message.parts.count == 101)
        Soundness.check(message)
    }

    @Test("messages encoded in one another are decoded for no more bytes than the mail has")
    func encodedMessages() {
        let layer = "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n"
        let message = Self.message(String(repeating: layer, count: 500))
        #expect(message.defects.contains(.innerMessagesTooLarge))
        Soundness.check(message)
    }

    @Test("ten thousand parts stop at the limit of parts")
    func manyParts() {
        let part = "--b\nA: 1\n\nx\n"
        let message = Self.message(
            "Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: part, count: 10_000) + "--b--\n")
        #expect(message.defects.contains(.tooManyParts))
        #expect(message.parts.count == 1000)
        Soundness.check(message)
    }

    @Test("a header of 5 MB is left unread beyond its limit, but its end is found")
    func largeHeader() {
        let long = Self.repeated("X-Field: value\n folded\n", bytes: 5_000_000)
        let message = Self.message("Subject: first\n\(long)Subject: last\n\nbody")
        #expect(message.defects.isSuperset(of: [.headerTooLarge, .tooManyFields]))
        #expect(message.subject == "first")
        #expect(message.text(of: message.parts[0]) == "body")

        let single = Self.message("A: 1\nB: \(Self.repeated("x", bytes: 5_000_000))\n\nbody")
        #expect(single.defects == .headerTooLarge)
        #expect(single.header.fields.map(\.name) == ["A"])
    }

    @Test("two megabytes of one token are one pass", arguments: ["=?", "(", ","])
    func megabytes(token: String) {
        let run = Self.repeated(token, bytes: 2_000_000)
        #expect(AddressList.parse(run).mailboxes.isEmpty)
        let message = Self.message("Subject: \(run)\nFrom: a@b.fi\n\n")
        #expect(message.defects == .headerTooLarge)
        #expect(EncodedWord.decode(run.utf8) == run)
    }

    private static let tokenRuns = [
        "=?a?q?", "=?a?q?x ", "=?utf-8?q?a?= ", "=?koi8-r?q?=C1?=x", "=?a", "((", ")", "\"", "\\", "<", "<>", "@", ":",
        ";",
        "a@b.fi,", "<a@b.fi>", "a b ", "[", ".", "(\\", "\"a\" ", "\0", "\r", "; a=b", "; a*1=b", "'", "%41", "Mon, ",
    ]

    // Sizes that would hang if anything here were quadratic.
    @Test("a header full of one token is one pass", arguments: Self.tokenRuns)
    func tokens(token: String) {
        let run = Self.repeated(token, bytes: 40_000)
        for name in ["From", "Subject", "References", "Date", "Content-Type: a/b; n", "Content-Disposition"] {
            Soundness.check(Self.message("\(name): \(run)\n\n"))
        }
    }

    private static let lineRuns = [
        "--b\n", "--b--\n", "--\n", "\n", "\r\n", "-", "=\n", "= ", "QQ==", "QQ==\n", "=41", " \n", "begin 644 a\n",
        "M\n",
    ]

    @Test("a body full of one line is one pass", arguments: Self.lineRuns)
    func lines(line: String) {
        let run = Self.repeated(line, bytes: 40_000)
        for encoding in ["7bit", "base64", "quoted-printable", "x-uuencode"] {
            let field = "Content-Transfer-Encoding: \(encoding)\n\n"
            Soundness.check(Self.message("Content-Type: multipart/mixed; boundary=b\n\n--b\n\(field)\(run)"))
            Soundness.check(Self.message("Content-Type: message/rfc822\n\(field)\(run)"))
        }
    }

    @Test("NUL bytes everywhere are bytes like others")
    func nuls() {
        let text =
            "Subject: a\r\nFrom: b@x.fi\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n--b--"
        for index in text.utf8.indices {
            var bytes = Array(text.utf8)
            bytes.insert(0, at: text.utf8.distance(from: text.startIndex, to: index))
            Soundness.check(Message(bytes))
        }
        Soundness.check(Message(text.utf8.flatMap { [$0, 0] }))
        Soundness.check(Message([UInt8](repeating: 0, count: 1_000_000)))
    }

    @Test("limits of zero are survived")
    func noLimits() {
        var limits = Message.Limits()
        (limits.headerBytes, limits.fields, limits.parts, limits.depth) = (0, 0, 0, 0)
        let message = Self.message("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--", limits: limits)
        #expect(message.parts.count == 1)
        #expect(message.defects == .headerTooLarge)
    }

    @Test("no mutation of a mail breaks it", arguments: 0..<20)
    func mutations(seed: UInt64) {
        var chance = Chance(seed: seed)
        for _ in 0..<25 {
            var bytes = Self.sample
            for _ in 0...chance.next(below: 8) { Self.mutate(&bytes, &chance) }
            Soundness.check(Message(bytes))
        }
    }

    private static func mutate(_ bytes: inout [UInt8], _ chance: inout Chance) {
        let start = chance.next(below: bytes.count)
        let end = start + chance.next(below: min(120, bytes.count - start))
        switch chance.next(below: 5) {
        case 0: bytes[start] = UInt8(chance.next(below: 256))
        case 1: bytes.removeSubrange(start..<min(end, start + bytes.count - 1))
        case 2: bytes.insert(contentsOf: bytes[start..<end], at: chance.next(below: bytes.count))
        case 3: bytes.insert(contentsOf: pieces[chance.next(below: pieces.count)].utf8, at: start)
        default: bytes.replaceSubrange(start..<end, with: bytes[start..<end].reversed())
        }
    }

    private static let pieces = [
        "\n", "\r\n", "\r", "\0", "--b", "--b--", "\n--c\n", "\n\n", ":", ";", "\"", "(", "<", "=?utf-8?q?", "?=", "=",
        "%",
        "Content-Type: message/rfc822\n", "Content-Type: multipart/mixed; boundary=b\n\n", "\u{FEFF}", "From x\n",
    ]

    private static let sample = Array(
        """
        Return-Path: <a@x.fi>
        From: =?iso-8859-1?Q?P=E4ivi?= "K." <p.k@x.fi>, G: b@x.fi, "c d"@x.fi;
        To: a@x.fi (Anna (K)), <@r.fi:b@x.fi>
        Subject: =?utf-8?B?cMO2eXTDpA==?= =?utf-8?Q?_ja?=
         tuoli
        Date: Fri, 21 Nov 1997 09:55:06 -0600 (CST)
        Message-ID: <1@x.fi>
        References: <0@x.fi> <00@x.fi>
        Content-Type: multipart/mixed; boundary="b"

        --b
        Content-Type: multipart/alternative; boundary*0=c; boundary*1=d

        --cd
        Content-Type: text/plain; charset=iso-8859-15
        Content-Transfer-Encoding: quoted-printable

        p=F6yt=E4=
         ja =A4
        --cd
        Content-Type: text/html; charset=utf-8

        <p>pöytä
        --cd--
        --b
        Content-Type: message/rfc822; name*=utf-8''p%C3%B6
        Content-Transfer-Encoding: base64

        U3ViamVjdDogeApDb250ZW50LVR5cGU6IG11bHRpcGFydC9taXhlZDsgYm91bmRhcnk9YgoKLS1i
        CgpvbmUKLS1iLS0K
        --b
        Content-Type: text/plain; charset=iso-2022-jp
        Content-Disposition: attachment; filename="=?utf-8?Q?=C3=A4?="

        \u{1B}$BF|K\\\u{1B}(B
        --b--
        """.utf8)
}
