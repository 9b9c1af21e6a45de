import Testing

@testable import Base

@Suite("JSON, held to RFC 8259")
struct JsonReaderTests {
    /// A text of the table, with what the reader makes of it.
    struct Row: CustomTestStringConvertible, Sendable {
        var name: String
        var bytes: [UInt8]
        var events = ""
        var failure: JsonReader.Failure.Reason?
        var line = 1
        var testDescription: String { name }

        init(_ name: String, _ text: String, _ events: String) {
            self.name = name
            bytes = Array(text.utf8)
            self.events = events
        }

        init(_ name: String, _ text: String, _ failure: JsonReader.Failure.Reason, line: Int = 1) {
            self.name = name
            bytes = Array(text.utf8)
            self.failure = failure
            self.line = line
        }

        init(_ name: String, _ bytes: [UInt8], _ failure: JsonReader.Failure.Reason) {
            self.name = name
            self.bytes = bytes
            self.failure = failure
        }
    }

    private static func events(
        _ bytes: [UInt8], _ limits: JsonReader.Limits = JsonReader.Limits()
    ) throws(JsonReader.Failure) -> String {
        var reader = JsonReader(bytes, limits: limits)
        var words: [String] = []
        while let event = try reader.next() {
            switch event {
            case .beginObject: words.append("{")
            case .endObject: words.append("}")
            case .beginList: words.append("[")
            case .endList: words.append("]")
            case .name(let name): words.append("\(name):")
            case .text(let text): words.append("'\(text)'")
            case .number(let number): words.append(number)
            case .flag(let flag): words.append("\(flag)")
            case .null: words.append("null")
            }
        }
        return words.joined(separator: " ")
    }

    static let valid: [Row] = [
        Row("an empty object", "{}", "{ }"), Row("an empty list", " [ ] ", "[ ]"),
        Row("a text alone", #""a""#, "'a'"), Row("a number alone", "7", "7"), Row("a word alone", "\nnull\r\n", "null"),
        Row("every kind of white space", "\t{\r\n\"a\" : [ 1 ,\t2 ]\n}", "{ a: [ 1 2 ] }"),
        Row("an empty name and an empty text", #"{"":""}"#, "{ : '' }"),
        Row("a name twice, told twice", #"{"a":1,"a":2}"#, "{ a: 1 a: 2 }"),
        Row("lists in lists", "[[],[[]],{}]", "[ [ ] [ [ ] ] { } ]"),
        Row("the words", "[true,false,null]", "[ true false null ]"),
        Row("zeros", "[0,-0,0.0,0e0,-0.0e-0]", "[ 0 -0 0.0 0e0 -0.0e-0 ]"),
        Row("exponents", "[1e5,1E+5,1.5e-05]", "[ 1e5 1E+5 1.5e-05 ]"),
        Row(
            "numbers larger than any machine's", "[123456789012345678901234567890,1e400,-1e-400]",
            "[ 123456789012345678901234567890 1e400 -1e-400 ]"),
        Row("every short escape", #""\"\\\/\b\f\n\r\t""#, "'\"\\/\u{8}\u{C}\n\r\t'"),
        Row("escapes by number, in both cases", #""\u00e4\u00C4\u0000""#, "'äÄ\u{0}'"),
        Row("a pair of surrogates", #""\ud83d\uDE00""#, "'😀'"),
        Row("what is not a letter of ASCII", "\"å\u{7F}\u{2028}😀\u{10FFFF}\"", "'å\u{7F}\u{2028}😀\u{10FFFF}'"),
        Row("an escaped backslash before a u", #""\\u00e4""#, #"'\u00e4'"#),
        Row("brackets within a text", #"["]","}","\"]"]"#, #"[ ']' '}' '"]' ]"#),
        Row("a byte order mark before the text", "\u{FEFF}{}", "{ }"),
    ]

    @Test("what the grammar allows is read", arguments: valid)
    func reads(row: Row) throws { #expect(try Self.events(row.bytes) == row.events) }

    static let invalid: [Row] = [
        Row("nothing", "", .cutOff), Row("white space alone", " \n ", .cutOff, line: 2),
        Row("a byte order mark alone", "\u{FEFF}", .cutOff),
        Row("a comma before the bracket", "[1,]", .grammar), Row("a comma before the brace", #"{"a":1,}"#, .grammar),
        Row("a comma first", "[,1]", .grammar), Row("two commas", "[1,,2]", .grammar),
        Row("no comma in a list", "[1 2]", .grammar), Row("no comma in an object", #"{"a":1 "b":2}"#, .grammar),
        Row("two names", #"{"a" "b"}"#, .grammar), Row("a name without a value", #"{"a"}"#, .grammar),
        Row("a colon without a value", #"{"a":}"#, .grammar), Row("two colons", #"{"a"::1}"#, .grammar),
        Row("a comma for a colon", #"{"a",1}"#, .grammar), Row("a colon in a list", #"["a":1]"#, .grammar),
        Row("a name without quotes", "{a:1}", .grammar), Row("a number for a name", "{1:1}", .grammar),
        Row("single quotes", "{'a':1}", .grammar), Row("a value for a member", #"{"a"}"#, .grammar),
        Row("brackets that do not match", "[}", .grammar), Row("braces that do not match", #"{"a":[1}"#, .grammar),
        Row("a bracket more", "[]]", .behindEnd), Row("two values", "{} {}", .behindEnd),
        Row("a comma behind all", "{},", .behindEnd), Row("a value a line", "{}\n{}", .behindEnd, line: 2),
        Row("a plus sign", "[+1]", .grammar), Row("a minus sign alone", "[-]", .grammar),
        Row("a zero before a number", "[012]", .grammar), Row("a zero before a negative number", "[-012]", .grammar),
        Row("nothing before the point", "[.5]", .grammar), Row("nothing behind the point", "[5.]", .grammar),
        Row("nothing behind the exponent", "[1e]", .grammar), Row("a signed nothing", "[1e+]", .grammar),
        Row("a hexadecimal number", "[0x1p3]", .grammar), Row("no number", "[nan]", .grammar),
        Row("no number at all", "[NaN]", .grammar), Row("infinity", "[Infinity]", .grammar),
        Row("infinity below", "[-Infinity]", .grammar), Row("a number with a letter", "[1a]", .grammar),
        Row("a word in capitals", "[True]", .grammar), Row("half a word", "[nul]", .grammar),
        Row("a word that goes on", "[nullx]", .grammar), Row("a bare word", "{\"a\":nope}", .grammar),
        Row("a line end in a text", "[\"a\nb\"]", .grammar), Row("a tab in a text", "[\"a\tb\"]", .grammar),
        Row("a NUL in a text", "[\"\u{0}\"]", .grammar), Row("a NUL between", "[1\u{0}]", .grammar),
        Row("a form feed between", "[\u{C}1]", .grammar), Row("a no-break space between", "[\u{A0}1]", .notUTF8),
        Row("an escape that is none", #"["\x"]"#, .grammar), Row("an escape in capitals", #"["\U00e4"]"#, .grammar),
        Row("two digits of four", #"["\u12"]"#, .grammar), Row("digits that are none", #"["\u00g0"]"#, .grammar),
        Row("the first half of a pair", #"["\ud83d"]"#, .halfCharacter),
        Row("the second half of a pair", #"["\ude00"]"#, .halfCharacter),
        Row("a first half before a letter", #"["\ud83d\u0041"]"#, .halfCharacter),
        Row("a first half before an escape", #"["\ud83d\n"]"#, .halfCharacter),
        Row("a comment", "[1/* one */]", .grammar), Row("a page of the web", "<html>", .grammar),
        Row("a text cut off", #"["a"#, .cutOff), Row("an escape cut off", #"["\u00"#, .cutOff),
        Row("a list cut off", "[1,\n2\n", .cutOff, line: 3), Row("a word cut off", "tru", .cutOff),
        Row("Latin-1 in a text", Array("[\"".utf8) + [0xE4] + Array("\"]".utf8), .notUTF8),
        Row("an overlong form", Array("\"".utf8) + [0xC0, 0x80] + Array("\"".utf8), .notUTF8),
        Row("a surrogate in UTF-8", Array("\"".utf8) + [0xED, 0xA0, 0x80] + Array("\"".utf8), .notUTF8),
        Row("half of a letter before an escape", Array("\"".utf8) + [0xC3] + Array("\\n\"".utf8), .notUTF8),
        Row("UTF-16", [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00], .notUTF8),
    ]

    @Test("what the grammar does not allow is refused, with its line", arguments: invalid)
    func refuses(row: Row) throws {
        let reason = try #require(row.failure)
        #expect(throws: JsonReader.Failure(line: row.line, reason: reason)) { try Self.events(row.bytes) }
    }

    @Test("depth and length have limits, and cost no stack")
    func limits() throws {
        func nested(_ count: Int) -> [UInt8] {
            Array((String(repeating: "[", count: count) + String(repeating: "]", count: count)).utf8)
        }
        let limits = JsonReader.Limits(depth: 3, text: 4)
        #expect(try Self.events(nested(3), limits) == "[ [ [ ] ] ]")
        for tooDeep in [nested(4), nested(100_000), Array(String(repeating: "{\"a\":", count: 100_000).utf8)] {
            #expect(throws: JsonReader.Failure(line: 1, reason: .tooDeep)) { try Self.events(tooDeep, limits) }
        }
        #expect(try Self.events(Array(#"{"abcd":["äö",1234]}"#.utf8), limits) == "{ abcd: [ 'äö' 1234 ] }")
        for tooLong in [#""abcde""#, #""äöå""#, #"{"abcde":1}"#, "[12345]", #""\u0041bcde""#] {
            #expect(throws: JsonReader.Failure(line: 1, reason: .tooLong)) {
                try Self.events(Array(tooLong.utf8), limits)
            }
        }
    }

    @Test("what is skipped is held to the grammar as well")
    func skips() throws {
        func afterFirst(_ text: String) throws -> [JsonReader.Event?] {
            var reader = JsonReader(Array(text.utf8))
            #expect(try reader.next() == .beginList)
            _ = try reader.next()
            try reader.skip()
            return [try reader.next(), try reader.next(), try reader.next()]
        }
        #expect(try afterFirst(#"[{"a":[{}],"b":2},7]"#) == [.number("7"), .endList, nil])
        #expect(try afterFirst("[[],7]") == [.number("7"), .endList, nil])
        #expect(throws: JsonReader.Failure(line: 1, reason: .grammar)) { try afterFirst(#"[{"a":[}],"b":2},7]"#) }
    }

    @Test("any cut of a text is refused, and nothing traps")
    func cuts() throws {
        let whole = Array(#"{"a":["ä\u00e4\ud83d\ude00",-1.5e+3,true,false,null],"b":{"c":{}}}"#.utf8)
        #expect(try Self.events(whole) == "{ a: [ 'ää😀' -1.5e+3 true false null ] b: { c: { } } }")
        for length in 0..<whole.count {
            #expect(throws: JsonReader.Failure.self) { try Self.events(Array(whole[..<length])) }
        }
    }
}
