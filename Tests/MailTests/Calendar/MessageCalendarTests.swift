import Testing

@testable import Mail

@Suite("The calendar in a mail")
struct MessageCalendarTests {
    private func message(_ parts: (header: String, body: String)...) -> Message {
        let parts = parts.map { "--b\r\n\($0.header)\r\n\r\n\($0.body)\r\n" }.joined()
        return Message(Array("Content-Type: multipart/mixed; boundary=b\r\n\r\n\(parts)--b--\r\n".utf8))
    }

    @Test(
        "is found by its type or by its file name",
        arguments: [
            "Content-Type: text/calendar", "Content-Type: TEXT/Calendar; method=REQUEST; charset=\"utf-8\"",
            "Content-Type: text/calendar\r\nContent-Disposition: attachment", "Content-Type: application/ics",
            "Content-Type: application/octet-stream; name=\"Kutsu.ICS\"",
            "Content-Type: text/plain\r\nContent-Disposition: attachment; filename=a.ics",
        ])
    func places(header: String) throws {
        let message = message(("Content-Type: text/plain", "Hei"), (header, CalendarFile.event("SUMMARY:Kesä")))
        #expect(try #require(message.calendar).get().event().summary == "Kesä")
    }

    @Test("is the one shown, rather than a file before it")
    func order() throws {
        let message = message(
            ("Content-Type: application/ics", CalendarFile.event("SUMMARY:file")),
            ("Content-Type: text/calendar", CalendarFile.event("SUMMARY:shown")))
        #expect(try #require(message.calendar).get().event().summary == "shown")
    }

    @Test("does its own method rather than its part's")
    func method() throws {
        let own = message(("Content-Type: text/calendar; method=REQUEST", CalendarFile.event("X:", method: "CANCEL")))
        #expect(try #require(own.calendar).get().method == .cancel)
        let none = message(
            (
                "Content-Type: text/calendar; method=Request",
                CalendarFile.event("X:").replacing("METHOD:REQUEST\r\n", with: "")
            ))
        #expect(try #require(none.calendar).get().event().method == .request)
        let nobody = message(
            ("Content-Type: text/calendar", CalendarFile.event("X:").replacing("METHOD:REQUEST\r\n", with: "")))
        #expect(try #require(nobody.calendar).get().method == nil)
    }

    @Test("is not what a forwarded mail holds, and need not be there")
    func absent() {
        let inner = "Content-Type: text/calendar\r\n\r\n" + CalendarFile.event("X:")
        #expect(message(("Content-Type: message/rfc822", inner)).calendar == nil)
        #expect(message(("Content-Type: text/plain; name=a.icsx", "Hei")).calendar == nil)
    }

    @Test("that cannot be read says why")
    func unreadable() {
        let message = message(("Content-Type: text/calendar", "BEGIN:VCALENDAR\r\n"))
        #expect(message.calendar == .failure(.unreadable))
    }
}
