import Testing

@testable import Mail

@Suite("Content lines")
struct ContentLineTests {
    private func property(_ line: String) throws -> CalendarProperty {
        try #require(try CalendarFile.object(text: CalendarFile.event(line)).components[1].properties.last)
    }

    @Test(
        "are unfolded, whatever their line ends are",
        arguments: [
            "SUMMARY:Kevät\r\n kokous", "SUMMARY:Kevät\n kokous", "SUMMARY:Kevät\r\r\n kokous",
            "SUMMARY:Kevät\r kokous",
            "SUMMARY:Kevät\r\n\tkokous", "SUMMARY:Ke\r\n v\r\n ät\r\n \r\n\tkokous", "SUMM\r\n ARY\r\n :Kevätkokous",
            "SUMMARY:Kevät\r\n\r\n kokous",
        ])
    func unfolding(line: String) throws {
        #expect(try property(line) == CalendarProperty(name: "SUMMARY", parameters: [], value: "Kevätkokous"))
    }

    @Test("are put together where a fold splits a character")
    func splitCharacter() throws {
        let text = CalendarFile.event("SUMMARY:Kev#t 日")
        let parts = text.split(separator: "#")
        let bytes = Array(parts[0].utf8) + [0xC3, 0x0D, 0x0A, 0x20, 0xA4] + Array(parts[1].utf8)
        #expect(try CalendarObject(bytes).event().summary == "Kevät 日")
        #expect(try CalendarObject(bytes, charset: "utf-8").event().summary == "Kevät 日")
    }

    @Test("are read in the character set of their part", arguments: ["iso-8859-1", "windows-1252", "UTF-16", "utf-8"])
    func charsets(name: String) throws {
        let text = CalendarFile.event("SUMMARY:Kev\r\n ätkokous")
        let bytes = try #require(Charset.encode(text, charset: name))
        #expect(try CalendarObject(bytes, charset: name).event().summary == "Kevätkokous")
    }

    @Test("may begin with a byte order mark, and text may stand around the object")
    func surroundings() throws {
        let text =
            "\u{FEFF}" + CalendarFile.event("SUMMARY:a") + "\r\n-- \r\nSUMMARY:b\r\nBEGIN:NOTHING\r\nEND:NOTHING\r\n"
        #expect(try CalendarFile.object(text: text).event().summary == "a")
    }

    @Test(
        "have parameters, quoted or not",
        arguments: [
            ("X;CN=Anna:v", "CN", ["Anna"], "v"), ("x;cn=Anna:v", "CN", ["Anna"], "v"),
            ("X;CN=\"Mäkelä; Anna: \":mailto:a", "CN", ["Mäkelä; Anna: "], "mailto:a"),
            ("X;CN=a,\"b,c\",d:v", "CN", ["a", "b,c", "d"], "v"), ("X;CN=:v", "CN", [""], "v"),
            ("X;CN:v", "CN", [], "v"), ("X;CN=^'a^' ^^n^nb ^c^:v", "CN", ["\"a\" ^n\nb ^c^"], "v"),
            ("X;CN=\"a\"b:v", "CN", ["ab"], "v"), ("X;A=1;CN=2:v:w", "CN", ["2"], "v:w"), ("X;CN=a:", "CN", ["a"], ""),
        ])
    func parameters(line: String, name: String, values: [String], value: String) throws {
        let property = try property(line)
        #expect(property.name == "X")
        #expect(property.parameters.first { $0.name == name }?.values == values)
        #expect(property.value == value)
    }

    @Test(
        "that are none are passed over",
        arguments: ["no colon", ":v", ";A=b:v", "X;=v", "X;A=\"open:v", "two words:v", "X;A=b", "ä:v", "\u{0}X:v"])
    func malformed(line: String) throws {
        let object = try CalendarFile.object(text: CalendarFile.event(line, "SUMMARY:a"))
        #expect(object.components[1].properties.map(\.name) == ["UID", "SUMMARY"])
    }

    @Test(
        "have text with escapes",
        arguments: [
            ("a\\nb\\Nc", "a\nb\nc"), ("a\\, b\\; c\\\\n", "a, b; c\\n"), ("a, b; c", "a, b; c"),
            ("C:\\temp", "C:\\temp"),
            ("a\\: \\\"b\\\"", "a: \"b\""), ("end\\", "end\\"), ("", ""),
            ("\u{1}a\u{7F}\tb\u{85}c\u{2028}d", "a\tb\nc\nd"),
        ])
    func text(raw: String, text: String) {
        #expect(CalendarText.paragraphs(raw) == text)
    }

    @Test("make components with parents")
    func components() throws {
        let object = try CalendarFile.object("outlook-request.ics")
        #expect(
            object.components.map(\.name) == [
                "VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VEVENT", "VALARM",
            ])
        #expect(object.components.map(\.parent) == [nil, 0, 1, 1, 0, 4])
        #expect(object.components[5].first("ACTION")?.value == "DISPLAY")
    }

    @Test(
        "that do not end what they begin are an error",
        arguments: [
            "", "BEGIN:VCALENDAR\r\n", "BEGIN:VEVENT\r\nEND:VEVENT\r\n", "hello\r\n",
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\nEND:VCALENDAR\r\n",
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\n", "BEGIN:VCALENDAR\r\nEND:VEVENT\r\n",
        ])
    func unbalanced(text: String) {
        #expect(CalendarFile.error(text) == .unreadable)
    }
}
