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
