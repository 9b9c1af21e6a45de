import Base
import MailingList
import Testing

@testable import kutsu

@Suite("Reading CSV")
struct CsvReaderTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let text: String
        let records: [[String]]
        var lines: [Int]?
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "nothing", text: "", records: []),
        Case(name: "blank lines alone", text: "\n\r\n  \n", records: []),
        Case(name: "commas", text: "a,b\nc,d\n", records: [["a", "b"], ["c", "d"]], lines: [1, 2]),
        Case(name: "semicolons", text: "a;b,c\n", records: [["a;b", "c"]]),
        Case(name: "more semicolons than commas", text: "a;b,c;d\n", records: [["a", "b,c", "d"]]),
        Case(name: "tabs, with empty fields", text: "a\tb\tc\n\t\tc\n", records: [["a", "b", "c"], ["", "", "c"]]),
        Case(name: "a byte order mark", text: "\u{FEFF}a,b\n", records: [["a", "b"]]),
        Case(name: "no line end at the end", text: "a,b\nc,d", records: [["a", "b"], ["c", "d"]]),
        Case(name: "CRLF and CR", text: "a\r\nb\rc\n", records: [["a"], ["b"], ["c"]], lines: [1, 2, 3]),
        Case(name: "a blank line between", text: "a\n\nb\n", records: [["a"], ["b"]], lines: [1, 3]),
        Case(name: "quotes", text: "\"a,b\",\"c \"\"d\"\"\"\n", records: [["a,b", "c \"d\""]]),
        Case(
            name: "a line end within quotes counts for the lines behind it", text: "\"a\r\nb\",c\nd,e\n",
            records: [["a\nb", "c"], ["d", "e"]], lines: [1, 3]),
        Case(name: "white space around fields", text: " a , b\t\n", records: [["a", "b"]]),
        Case(name: "words behind quotes", text: "\"Anna\" <anna@hel.test>\n", records: [["Anna <anna@hel.test>"]]),
        Case(name: "a quote within a field", text: "a\"b,c\n", records: [["a\"b", "c"]]),
        Case(name: "a named separator", text: "sep=;\na;b,c,d\n", records: [["a", "b,c,d"]], lines: [2]),
        Case(name: "a field that only begins like one", text: "sep=x,b\n", records: [["sep=x", "b"]]),
        Case(name: "an empty last field", text: "a,\n", records: [["a", ""]]),
    ]

    @Test("records and the lines they begin in", arguments: cases)
    func records(_ example: Case) throws {
        var reader = CsvReader(Array(example.text.utf8))
        var records: [CsvReader.Record] = []
        while let record = try reader.next() { records.append(record) }
        #expect(records.map(\.fields) == example.records)
        if let lines = example.lines { #expect(records.map(\.line) == lines) }
    }

    @Test("a quotation mark that is never closed is refused with the line of its opening")
    func openQuote() throws {
        var reader = CsvReader(Array("a\n\"b\nc\n".utf8))
        #expect(try reader.next()?.fields == ["a"])
        #expect(throws: CsvReader.Failure.self) { try reader.next() }
    }

    @Test("bytes that are no UTF-8 are windows-1252")
    func latin1() throws {
        var reader = CsvReader(Array("P".utf8) + [0xE4] + Array(",p@hel.test\n".utf8))
        #expect(try reader.next()?.fields == ["Pä", "p@hel.test"])
    }

    @Test(
        "what is written is read back as it was",
        arguments: [
            ["a", "b"], ["a,b", "c;d"], ["say \"hi\"", ""], ["two\nlines", "x"], ["\"", "\"\""],
        ])
    func roundTrip(_ fields: [String]) throws {
        var reader = CsvReader(Array((CsvText.record(fields) + "\r\n").utf8))
        #expect(try reader.next()?.fields == fields)
    }
}

@Suite("A spreadsheet opens what is exported as text")
struct FormulaTests {
    @Test(
        "what begins like a formula gets an apostrophe, which importing takes off",
        arguments: [
            "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"http://evil.test\")",
            "'=1", "''+1", "=,=", "-a@hel.fi", "+x@hel.fi", "＝1+1", "＋1", "－1", "＠SUM(A1)", "﹦1", "﹢1", "﹣1", "﹫A1",
            "'＝1",
            "\n=1", "\t＝1", " =1",
        ])
    func formulas(text: String) throws {
        let line = CsvText.record([text, "fi"])
        let cell = line.first == "\"" ? line.dropFirst() : line[...]
        #expect(cell.first == "'")
        // White space at the ends of a field is not kept by any spreadsheet.
        guard !text.contains(where: \.isWhitespace) || text.first?.isWhitespace == false else { return }
        var reader = CsvReader(Array((line + "\n").utf8))
        #expect(try reader.next()?.fields == [text, "fi"])
    }

    @Test(
        "what nobody sees is left out, before it is asked whether a formula begins",
        arguments: [
            ("a\u{202E}b\u{61C}c\u{200E}d", "abcd"), ("\u{200E}=1", "'=1"), ("\u{2066}＝1", "'＝1"),
            ("\u{FEFF}@A1", "'@A1"),
            ("a\u{1B}[2J", "a [2J"), ("a\u{200B}\r\nb", "\"a\r\nb\""),
        ])
    func unseen(text: String, cell: String) {
        #expect(CsvText.record([text, "fi"]) == "\(cell),fi")
    }

    @Test(
        "anything else is as it is",
        arguments: ["anna@hel.fi", "'anna", "o'brien", "a=b", "1+1", "", "'", " a", "Åsa ＝ 1", "👩‍👩‍👧"])
    func others(text: String) throws {
        #expect(CsvText.record([text, "fi"]) == "\(text),fi")
    }
}
