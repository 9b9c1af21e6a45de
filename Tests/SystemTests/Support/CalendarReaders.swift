import Foundation
import Testing

/// What programs of other hands make of a calendar object: Python's icalendar, and libical, which Thunderbird,
/// Evolution and KOrganizer use.
struct CalendarReaders: Decodable, Sendable {
    /// Everything that any of them found wrong.
    let complaints: [String]
    let method: String
    let uid: String
    let sequence: Int
    let summary: String
    let location: String
    let description: String
    /// In ISO 8601, a date alone for whole days.
    let start: String
    let organizer: String
    let attendees: [String]

    static func read(_ object: [UInt8]) async throws -> CalendarReaders {
        try JSONDecoder().decode(
            CalendarReaders.self, from: Data(try await Judge.python(script, input: object).utf8))
    }

    private static let script = """
        import ctypes, icalendar, json, sys
        data = sys.stdin.buffer.read()
        complaints = []

        calendar = icalendar.Calendar.from_ical(data)
        for component in calendar.walk():
            complaints += [f"icalendar: {component.name} {name}: {error}" for name, error in component.errors]
        events = calendar.walk("VEVENT")
        if len(events) != 1:
            complaints.append(f"icalendar: {len(events)} events")
        event = events[0]

        def users(name):
            found = event.get(name, [])
            return [str(user) for user in (found if isinstance(found, list) else [found])]

        pointer, number, text = ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p
        library = ctypes.CDLL("libical.so.3")
        def function(name, result, *arguments):
            found = getattr(library, name)
            found.restype, found.argtypes = result, arguments
            return found
        parse = function("icalparser_parse_string", pointer, text)
        count_errors = function("icalcomponent_count_errors", number, pointer)
        check = function("icalrestriction_check", number, pointer)
        as_text = function("icalcomponent_as_ical_string", text, pointer)
        free = function("icalcomponent_free", None, pointer)

        root = parse(data)
        if not root:
            complaints.append("libical: cannot be read")
        else:
            if count_errors(root) != 0:
                complaints.append("libical: errors while reading")
            if check(root) != 1:
                complaints.append("libical: breaks what RFC 5546 asks for")
            if count_errors(root) != 0:
                written = as_text(root).decode().replace("\\r\\n ", "")
                complaints += [line for line in written.split("\\r\\n") if line.startswith("X-LIC-ERROR")]
            free(root)

        json.dump({
            "complaints": complaints, "method": str(calendar.get("METHOD", "")), "uid": str(event.get("UID", "")),
            "sequence": int(event.get("SEQUENCE", -1)), "summary": str(event.get("SUMMARY", "")),
            "location": str(event.get("LOCATION", "")), "description": str(event.get("DESCRIPTION", "")),
            "start": event["DTSTART"].dt.isoformat() if "DTSTART" in event else "",
            "organizer": str(event.get("ORGANIZER", "")), "attendees": users("ATTENDEE")}, sys.stdout)
        """

    /// What this machine lacks for it; nil where nothing is missing.
    static let unavailableReason: String? = {
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/python3")
        python.arguments = ["-I", "-c", "import ctypes; from icalendar import Calendar; ctypes.CDLL('libical.so.3')"]
        python.standardError = FileHandle.nullDevice
        let isThere = (try? python.run()) != nil
        if isThere { python.waitUntilExit() }
        return isThere && python.terminationStatus == 0
            ? nil : "no calendar readers: apt-get install python3-icalendar libical3"
    }()
}

extension Trait where Self == ConditionTrait {
    /// For what asks other programs about calendars: skipped, with the reason, where they are not installed, and a
    /// failure where CI is set.
    static var calendarReaders: Self {
        .enabled(
            if: CalendarReaders.unavailableReason == nil || ProcessInfo.processInfo.environment["CI"] == "true",
            Comment(rawValue: CalendarReaders.unavailableReason ?? ""))
    }
}
