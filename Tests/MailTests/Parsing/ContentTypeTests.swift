import Testing

@testable import Mail

struct ContentTypeTests {
    private static func shown(_ parameters: [Parameter]) -> [String] { parameters.map { "\($0.name)=\($0.value)" } }

    private static let types: [(String, String, [String])] = [
        ("text/plain", "text/plain", []),
        ("TEXT/Plain; Charset=UTF-8", "text/plain", ["charset=UTF-8"]),
        ("text/plain; charset=\"us-ascii\" ; format=flowed", "text/plain", ["charset=us-ascii", "format=flowed"]),
        ("text/plain; charset=us-ascii (Plain text)", "text/plain", ["charset=us-ascii"]),
        ("text / plain (comment (inner)) ; a = b", "text/plain", ["a=b"]),
        ("multipart/mixed; boundary=----=_Part_1.2:3", "multipart/mixed", ["boundary=----=_Part_1.2:3"]),
        ("multipart/mixed boundary=\"a b\"", "multipart/mixed", ["boundary=a b"]),
        ("a/b; name=my file (1).pdf; x=y", "a/b", ["name=my file (1).pdf", "x=y"]),
        ("a/b; name=\"q\\\"q\\\\ C:\\temp\"", "a/b", ["name=q\"q\\ C:\\temp"]),
        ("a/b; name=\"open; x=y", "a/b", ["name=open; x=y"]),
        ("a/b; x=1; X=2", "a/b", ["x=1"]),
        ("a/b;;; =x; y; z=", "a/b", ["z="]),
        ("a/b; n*0=\"ab\"; n*2=ef; n*1=cd", "a/b", ["n=abcdef"]),
        ("a/b; n*=utf-8'fi'p%C3%B6yt%C3%A4", "a/b", ["n=pöytä"]),
        ("a/b; n*0*=iso-8859-1''p%F6; n*1*=yt%E4; n*2=%41", "a/b", ["n=pöytä%41"]),
        ("a/b; n=plain; n*=utf-8''%E2%82%AC", "a/b", ["n=€"]),
        ("a/b; n*=%zz%4", "a/b", ["n=%zz%4"]),
        ("a/b; n*0=a; n*2=c", "a/b", ["n=a"]),
        ("a/b; n*99999999999999999999=a", "a/b", ["n*99999999999999999999=a"]),
    ]

    @Test("media types with the parameters people write", arguments: Self.types)
    func reading(value: String, type: String, parameters: [String]) throws {
        let found = try #require(ContentType(value))
        #expect("\(found.type)/\(found.subtype)" == type)
        #expect(Self.shown(found.parameters) == parameters)
    }

    @Test(
        "without type and subtype there is none", arguments: ["", "text", "text/", "/plain", ";", "(text/plain)", "="])
    func none(value: String) {
        #expect(ContentType(value) == nil)
    }

    private static let spellings: [(String, String?)] = [
        ("Content-Disposition: attachment; filename=a.pdf", "a.pdf"),
        ("Content-Disposition: attachment; filename=\"=?utf-8?Q?p=C3=B6yt=C3=A4.pdf?=\"", "pöytä.pdf"),
        (
            "Content-Disposition: attachment;\n filename*0=\"=?utf-8?B?cMO2\"; filename*1=\"eXTDpC5wZGY=?=\"",
            "pöytä.pdf"
        ),
        ("Content-Disposition: attachment; filename*=UTF-8''p%C3%B6yt%C3%A4.pdf", "pöytä.pdf"),
        ("Content-Type: image/png; name=\"ä.png\"", "ä.png"),
        ("Content-Type: image/png; name=b.png\nContent-Disposition: inline; filename=a.png", "a.png"),
        ("Content-Disposition: attachment; filename=\"a\u{7}\u{0}b\"", "a b"),
        ("Content-Disposition: attachment", nil),
    ]

    @Test("file names in every spelling", arguments: Self.spellings)
    func filenames(fields: String, expected: String?) {
        #expect(Message(Array("\(fields)\n\n".utf8)).parts[0].filename == expected)
    }

    @Test(
        "what is not inline is an attachment",
        arguments: [
            ("inline", false), ("INLINE; x=y", false), ("attachment", true), ("Attachment", true), ("odd", true),
        ])
    func attachments(value: String, expected: Bool) {
        #expect(Message(Array("Content-Disposition: \(value)\n\n".utf8)).parts[0].isAttachment == expected)
    }
}
