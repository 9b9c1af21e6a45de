import Base

/// What an event says in words: its DESCRIPTION, else its rendering in HTML, and below it the links to the meeting that are
/// nowhere in it.
enum EventWords {
    static func read(_ component: CalendarComponent, location: String) -> String {
        var words = ProgramWords.removed(from: CalendarText.paragraphs(component.first("DESCRIPTION")?.value ?? ""))
        if words.isBlank { words = ProgramWords.removed(from: rendered(component)) }
        let links = links(of: component).filter { !words.contains($0.target) && !location.contains($0.target) }
        guard !links.isEmpty else { return words }
        let lines = links.map { $0.label.isEmpty ? $0.target : "\($0.label): \($0.target)" }
        return ([words] + [lines.joined(separator: "\n")]).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// Outlook's X-ALT-DESC, and STYLED-DESCRIPTION (RFC 9073 section 6.5).
    private static func rendered(_ component: CalendarComponent) -> String {
        guard let property = component.first("X-ALT-DESC") ?? component.first("STYLED-DESCRIPTION") else { return "" }
        let isHtml = property.parameter("FMTTYPE")?.lowercased() != "text/plain"
        let text = CalendarText.unescaped(property.value)
        return CalendarText.cleaned(isHtml ? HtmlText.text(from: text) : text)
    }

    private static let most = 10

    /// Each once: where RFC 7986 has them, and where programs keep their own.
    private static func links(of component: CalendarComponent) -> [(label: String, target: String)] {
        var links: [(label: String, target: String)] = []
        func add(_ label: String, _ value: String) {
            let target = CalendarEvent.webAddress(CalendarText.unescaped(value))
            guard !target.isEmpty, links.count < most, !links.contains(where: { $0.target == target }) else { return }
            links.append((label, target))
        }
        for property in component.all("CONFERENCE") {
            let value = CalendarText.unescaped(property.value).trimmed
            let label = CalendarText.line(property.parameter("LABEL") ?? "")
            // A number to call is no web address, and is needed as much.
            if value.lowercased().hasPrefix("tel:"), links.count < most,
                value.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
            {
                links.append((label, value))
            } else {
                add(label, value)
            }
        }
        for property in component.all("ATTACH") where property.parameter("ENCODING") == nil {
            add(CalendarText.line(property.parameter("FILENAME") ?? ""), property.value)
        }
        for name in programs { for property in component.all(name) { add("", property.value) } }
        add("", component.first("URL")?.value ?? "")
        return links
    }

    private static let programs = [
        "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
        "X-MICROSOFT-ONLINEMEETINGCONFLINK",
        "X-GOOGLE-CONFERENCE", "X-GOOGLE-HANGOUT", "X-ZOOM-MEETING-URL", "X-WEBEX-MEETING-URL", "X-MEETING-URL",
        "X-TEAMS-MEETING-URL", "X-JITSI-MEETING-URL", "X-CONFERENCE-URL",
    ]
}
