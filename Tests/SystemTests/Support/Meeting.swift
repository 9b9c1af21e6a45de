import Foundation

/// A meeting as it stands in a coordinator's calendar.
struct Meeting: Sendable {
    var uid = "\(UUID().uuidString)@kalenteri.test"
    var sequence = 0
    /// In RFC 3339 and UTC.
    var start = "2026-12-12T12:00:00Z"
    var end = "2026-12-12T14:00:00Z"
    /// When the calendar program wrote it.
    var stamp = "2026-11-20T10:00:00Z"
    var name = "Ihmisoikeusiltapäivä"
    var place = "Kaupungintalo, Pohjoisesplanadi 11–13"
    var words = "Tervetuloa! Puhumme oikeuksista; kahvia, pullaa ja aikaa keskustella on kaikille."
    /// Others whom the coordinator invited beside the list.
    var colleagues: [String] = []

    /// `DTSTART…` as a program writes it: in UTC, or with a zone that it calls by this name.
    func time(_ property: String, _ instant: String, zone: String? = nil) throws -> String {
        let date = try Date(instant, strategy: .iso8601)
        guard let zone else { return "\(property):\(Meeting.digits(of: date, in: "GMT"))Z" }
        return "\(property);TZID=\(zone):\(Meeting.digits(of: date, in: "Europe/Helsinki"))"
    }

    private static func digits(of date: Date, in zone: String) -> String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: zone)
        format.dateFormat = "yyyyMMdd'T'HHmmss"
        return format.string(from: date)
    }

    /// RFC 5545 section 3.3.11.
    static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing(";", with: "\\;").replacing(",", with: "\\,")
            .replacing("\n", with: "\\n")
    }
}
