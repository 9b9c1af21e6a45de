import Base

/// An ORGANIZER or ATTENDEE: a calendar user (RFC 5545 section 3.3.3) and what is said about it.
package struct CalendarUser: Hashable, Sendable {
    /// `nil` where none is named that mail could reach, such as Exchange's `invalid:nomail`.
    package var address: Address?
    /// On one line; empty where there is none.
    package var name = ""
    package var participation = Participation.needsAction
    /// In upper case; `REQ-PARTICIPANT` where it is missing.
    package var role = "REQ-PARTICIPANT"
    /// Whether an answer is asked for (RSVP).
    package var wantsAnswer = false
    /// Who acts in its name.
    package var sentBy: Address?
    /// Where Google puts what somebody writes beside an answer; lines with LF between them.
    package var comment = ""

    init(_ property: CalendarProperty) {
        // Some calendars name users by urn:uuid and say where mail goes in EMAIL (RFC 7986 section 6.2).
        address = Self.address(property.value) ?? property.parameter("EMAIL").flatMap(Self.address)
        name = CalendarText.line(property.parameter("CN") ?? "")
        participation = Participation(property.parameter("PARTSTAT"))
        role = property.parameter("ROLE").map { $0.withoutControls.trimmed.uppercased() } ?? role
        wantsAnswer = property.parameter("RSVP")?.trimmed.uppercased() == "TRUE"
        sentBy = property.parameter("SENT-BY").flatMap(Self.address)
        comment = CalendarText.paragraphs(property.parameter("X-RESPONSE-COMMENT") ?? "")
    }

    /// Of a `mailto:` in any case (Outlook writes it in capitals), or of a bare address.
    private static func address(_ uri: String) -> Address? {
        var text = Array(uri.utf8)[...].trimmed()
        if let colon = text.firstIndex(of: UInt8(ascii: ":")) {
            guard text[..<colon].equalsIgnoringCase("mailto".utf8) else { return nil }
            // RFC 6068: header fields may follow a question mark.
            text = text[(colon + 1)...].prefix { $0 != UInt8(ascii: "?") }.trimmed()
        }
        if text.first == UInt8(ascii: "<"), text.last == UInt8(ascii: ">") { text = text.dropFirst().dropLast() }
        return Address(String(decoding: percentDecoded(text), as: UTF8.self))
    }

    private static func percentDecoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var decoded: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let high = rest.first?.hexValue, let low = rest.dropFirst().first?.hexValue {
                decoded.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                decoded.append(byte)
            }
        }
        return decoded
    }
}
