import Base
import Testing

@testable import Mail

/// Calendars and mails in files beside the tests, and short ones made on the spot.
enum CalendarFile {
    static func bytes(_ name: String) throws -> [UInt8] {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        return try fileBytes("/\(folder)/Golden/\(name)")
    }

    static func object(_ name: String) throws -> CalendarObject { try CalendarObject(bytes(name)) }

    static func message(_ name: String) throws -> Message { Message(try bytes(name)) }

    /// A calendar with one event, which has these lines beside a UID.
    static func event(_ lines: String..., method: String = "REQUEST") -> String {
        let lines = ["BEGIN:VCALENDAR", "METHOD:\(method)", "BEGIN:VEVENT", "UID:u"] + lines
        return (lines + ["END:VEVENT", "END:VCALENDAR", ""]).joined(separator: "\r\n")
    }

    static func object(text: String) throws(CalendarError) -> CalendarObject { try CalendarObject(Array(text.utf8)) }

    /// The error of reading what is in `text`, down to its event.
    static func error(_ text: String) -> CalendarError? {
        do throws(CalendarError) {
            _ = try object(text: text).event()
            return nil
        } catch {
            return error
        }
    }
}

/// Two hours east of UTC all year round, for what an object leaves to its reader.
func twoHoursEast(_ zone: String?, _ time: CivilTime) -> Instant? {
    at(time.secondsSince1970 - 7200)
}

/// A moment by its seconds since 1970.
func at(_ seconds: Int64) -> Instant { Instant(secondsSince1970: seconds) }
