import Testing

@testable import Mail

@Suite("A rewritten announcement")
struct RewrittenBodyTests {
    private static let footer = Footer(
        text: "-- \nSait tämän, koska olet verkoston jäsen – eroa vastaamalla: eroa",
        html: "<hr><p>Sait tämän, koska olet verkoston jäsen – eroa vastaamalla: eroa</p>")
    private static let latinFooter = Footer(text: "-- \nEroa: vastaa tähän", html: "<p>Eroa: vastaa tähän</p>")

    private static let withPlain = [
        "outlook-related", "gmail-alternative", "latin1-plain", "flowed", "ascii-with-pdf", "latin1-8bit", "no-mime",
    ]
    private static let withHtml = ["outlook-related", "gmail-alternative", "base64-html", "forwarded-inside"]
    private static let leftWhole = ["signed", "inline-pgp", "pdf-only", "calendar-only"]
    private static let all = withPlain + ["base64-html", "forwarded-inside", "apple-mixed"] + leftWhole

    enum LineEnd: CaseIterable { case lf, crlf }

    private struct Rewriting {
        let original: Message
        let body: RewrittenBody
        let bodyBytes: [UInt8]
        let result: Message

        init(_ name: String, _ lineEnd: LineEnd, _ footer: Footer = RewrittenBodyTests.footer) throws {
            let bytes = try Golden.mail(name)
            original = Message(lineEnd == .crlf ? LineEnds.canonical(bytes) : bytes)
            body = RewrittenBody(of: original, footer: footer)
            bodyBytes = Array(body.segments.joined())
            result = Message(body.contentFields + [0x0D, 0x0A] + bodyBytes)
        }
    }

    @Test("plain text ends with the footer and begins with what was written", arguments: withPlain, LineEnd.allCases)
    func plain(name: String, lineEnd: LineEnd) throws {
        for footer in [Self.footer, Self.latinFooter] {
            let rewriting = try Rewriting(name, lineEnd, footer)
            let before = rewriting.original.text(of: try #require(rewriting.original.plainPart))
            let after = rewriting.result.text(of: try #require(rewriting.result.plainPart))
            #expect(after.utf8.starts(with: before.utf8))
            let added = String(decoding: after.utf8.dropFirst(before.utf8.count), as: UTF8.self)
            #expect(added.drop { $0 == "\n" } == footer.text + (added.last == "\n" ? "\n" : ""))
            #expect(added.first == "\n", "a blank line stands above the footer")
            #expect(rewriting.body.hasFooter)
        }
    }

    @Test("HTML has the footer at the end of its body and nothing else changed", arguments: withHtml, LineEnd.allCases)
    func html(name: String, lineEnd: LineEnd) throws {
        for footer in [Self.footer, Self.latinFooter] {
            let rewriting = try Rewriting(name, lineEnd, footer)
            let before = rewriting.original.text(of: try #require(rewriting.original.htmlPart))
            let after = rewriting.result.text(of: try #require(rewriting.result.htmlPart))
            let shown = after.replacing("&#8211;", with: "–").replacing("&#228;", with: "ä")
            let pieces = shown.split(separator: footer.html, omittingEmptySubsequences: false)
            #expect(pieces.count == 2)
            #expect(Self.withoutLineBreaks(pieces.joined()) == Self.withoutLineBreaks(before))
            if before.contains("</body>") {
                #expect(pieces.last.map { Self.withoutLineBreaks(String($0)).hasPrefix("</body>") } == true)
            } else {
                #expect(Self.withoutLineBreaks(pieces.last.map(String.init) ?? "-").isEmpty)
            }
        }
    }

    @Test("every part but the text is byte for byte what it was", arguments: all, LineEnd.allCases)
    func others(name: String, lineEnd: LineEnd) throws {
        let rewriting = try Rewriting(name, lineEnd)
        #expect(rewriting.original.parts.map(\.path) == rewriting.result.parts.map(\.path))
        let texts = [
            rewriting.original.plainPart?.path, rewriting.original.htmlPart?.path, name == "apple-mixed" ? "1.3" : nil,
        ]
        for (old, new) in zip(rewriting.original.parts, rewriting.result.parts) where !old.isMultipart {
            if texts.contains(old.path), rewriting.body.hasFooter { continue }
            #expect(rewriting.original.decoded(old).count > 0)
            if old.path == "1" {
                #expect(rewriting.original.decoded(old) == rewriting.result.decoded(new) || lineEnd == .lf)
            } else {
                #expect(LineEnds.canonical(rewriting.original.slice(old)) == rewriting.result.slice(new))
            }
            #expect(old.contentType == new.contentType)
            #expect(old.filename == new.filename)
        }
    }

    @Test("without the footer the body is the original, byte for byte", arguments: all, LineEnd.allCases)
    func emptyFooter(name: String, lineEnd: LineEnd) throws {
        let rewriting = try Rewriting(name, lineEnd, Footer(text: "", html: "\n"))
        let original = rewriting.original.bytes[rewriting.original.parts[0].body.lowerBound...]
        #expect(rewriting.bodyBytes[...] == LineEnds.canonical(original))
        #expect(!rewriting.body.hasFooter)
    }

    @Test("signed, encrypted and textless mail is left whole", arguments: leftWhole, LineEnd.allCases)
    func whole(name: String, lineEnd: LineEnd) throws {
        let rewriting = try Rewriting(name, lineEnd)
        let original = rewriting.original.bytes[rewriting.original.parts[0].body.lowerBound...]
        #expect(rewriting.bodyBytes[...] == LineEnds.canonical(original))
        #expect(!rewriting.body.hasFooter)
        #expect(rewriting.result.parts[0].contentType == rewriting.original.parts[0].contentType)
        #expect(rewriting.result.parts[0].disposition == rewriting.original.parts[0].disposition)
    }

    @Test("lines end in CRLF, stay short, and say whether they need 8 bits", arguments: all, LineEnd.allCases)
    func lines(name: String, lineEnd: LineEnd) throws {
        let rewriting = try Rewriting(name, lineEnd)
        #expect(LineEnds.areCanonical(rewriting.bodyBytes[...]))
        #expect(LineEnds.areCanonical(rewriting.body.contentFields[...]))
        #expect(!LineEnds.hasLine(longerThan: 998, in: rewriting.bodyBytes))
        #expect(rewriting.body.needsEightBit == rewriting.bodyBytes.contains { $0 >= 0x80 })
    }

    @Test("only content fields come along")
    func fields() throws {
        let fields = String(decoding: try Rewriting("outlook-related", .lf).body.contentFields, as: UTF8.self)
        #expect(
            fields == """
                Content-Language: fi-FI\r
                Content-Type: multipart/related;\r
                \tboundary="_004_AM9PR01MB1234_"; type="multipart/alternative"\r
                MIME-Version: 1.0\r

                """)
    }

    /// What a stranger put into the header, and what of it goes on.
    static let strangers: [(fields: String, kept: String)] = [
        ("Content-Description: x\rBcc: eve@evil.test", "Content-Description: x Bcc: eve@evil.test"),
        ("Content-Description: x\r\rBcc: eve@evil.test", "Content-Description: x Bcc: eve@evil.test"),
        ("Content-Description: a\u{0}b\u{1B}[31mc\u{7}", "Content-Description: a b [31mc"),
        ("Content-Description: a\u{7F}b", "Content-Description: a b"),
        ("Content-Disposition: inline;\r\n\tfilename=a", "Content-Disposition: inline;\r\n\tfilename=a"),
        ("Content-Base: http://evil.test/", ""), ("Content-Location: http://evil.test/", ""),
        ("Content-Return: eve@evil.test", ""), ("Content-Type-Bcc: eve@evil.test", ""), ("Content-: x", ""),
        ("Content-Length: 7", ""), ("Content-Identifier: x", ""), ("Content-Class: urn:content-classes:message", ""),
        ("Content-ID: <a@b>", "Content-ID: <a@b>"), ("Content-Language: fi", "Content-Language: fi"),
        ("Content-Type: text/plain\r\nContent-Type: text/html", "Content-Type: text/plain"),
        (
            "Content-Type: text/plain; charset=\"utf-8\rBcc: eve@evil.test\"",
            "Content-Type: text/plain"
        ),
    ]

    @Test("a stranger's fields bring none but those of parts, and no control", arguments: strangers)
    func strangersFields(fields: String, kept: String) {
        let mail = Message(Array("From: eve@evil.test\r\n\(fields)\r\n\r\nHei\r\n".utf8))
        let body = RewrittenBody(of: mail, footer: Self.footer)
        let lines = String(decoding: body.contentFields, as: UTF8.self)
        #expect(body.contentFields.allSatisfy { $0 >= 0x20 || [0x09, 0x0A, 0x0D].contains($0) })
        let header = fieldNames(body.contentFields)
        let names: Set = [
            "mime-version", "content-type", "content-transfer-encoding", "content-disposition", "content-id",
            "content-description", "content-language",
        ]
        #expect(header.allSatisfy { names.contains($0.lowercased()) }, "\(lines)")
        #expect(lines.lowercased().replacing(" ", with: "").contains(kept.lowercased().replacing(" ", with: "")))
    }

    /// The names of the fields, as a server reads them that takes CR and LF alone for line ends.
    private func fieldNames(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).unicodeScalars
            .split { $0 == "\r" || $0 == "\n" }
            .filter { $0.first != " " && $0.first != "\t" }
            .map { String($0.prefix { $0 != ":" }) }
    }

    @Test("a footer its charset cannot hold turns that part alone into UTF-8, its parameters kept")
    func reencoded() throws {
        let result = try Rewriting("ascii-with-pdf", .crlf).result
        let part = try #require(result.plainPart)
        #expect(part.contentType["charset"] == "utf-8")
        #expect(part.contentType["x-kept"] == "yes")
        #expect(part.encoding == .quotedPrintable)
    }

    @Test("a footer its charset can hold leaves charset and encoding alone")
    func keptCharset() throws {
        for name in ["latin1-plain", "latin1-8bit"] {
            let rewriting = try Rewriting(name, .crlf, Self.latinFooter)
            #expect(rewriting.result.parts[0].contentType == rewriting.original.parts[0].contentType)
            #expect(rewriting.result.parts[0].encoding == rewriting.original.parts[0].encoding)
        }
    }

    @Test("below Apple Mail's pictures only the last text gets the footer")
    func lastText() throws {
        let result = try Rewriting("apple-mixed", .lf).result
        let texts = result.parts.filter { $0.contentType.type == "text" }.map { result.text(of: $0) }
        #expect(texts.map { $0.contains("Sait tämän") } == [false, true])
    }

    @Test("untouched bytes are shared, not copied")
    func sharing() throws {
        let rewriting = try Rewriting("outlook-related", .crlf, Self.latinFooter)
        // A slice that shares the original's memory counts in the original's indices.
        let body = rewriting.original.parts[0].body.lowerBound
        let shared = rewriting.body.segments.filter { $0.startIndex >= body }
        #expect(shared.reduce(0) { $0 + $1.count } == rewriting.original.bytes.count - body)
        #expect(rewriting.body.segments.count == shared.count + 2)
    }

    private static func withoutLineBreaks(_ text: String) -> String {
        text.filter { !$0.isNewline }
    }
}
