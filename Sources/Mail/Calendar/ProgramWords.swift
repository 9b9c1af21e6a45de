import Base

/// What calendar programs add to an event's own words: who was invited and when it is, in their own form, and links by which
/// the invited list would answer or be shown to whoever presses them.
enum ProgramWords {
    static func removed(from text: String) -> String {
        let shown = isHtml(text) ? CalendarText.cleaned(HtmlText.text(from: broken(text))) : text
        var lines = shown.split(separator: "\n", omittingEmptySubsequences: false)[...]
        if let rule = lines.prefix(longestHead).lastIndex(where: isRule) { lines = lines[(rule + 1)...] }
        return CalendarText.cleaned(lines.filter { !isProgram($0) }.joined(separator: "\n"))
    }

    /// Google writes HTML into DESCRIPTION.
    private static func isHtml(_ text: String) -> Bool {
        guard text.utf8.contains(UInt8(ascii: "<")) else { return false }
        let lower = text.lowercased()
        return ["<br>", "<br/>", "<br />", "</a>", "</p>", "</b>", "</i>", "</li>", "</span>", "</div>", "</html>"]
            .contains { lower.contains($0) }
    }

    /// Line breaks beside the tags are its author's, too.
    private static func broken(_ text: String) -> String { text.replacing("\n", with: "<br>") }

    /// Lines above which Outlook and Zimbra repeat the invitation.
    private static let longestHead = 60

    /// `*~*~*~*~*~*~*~*~*~*`
    private static func isRule(_ line: Substring) -> Bool {
        let line = String(line).trimmed
        return line.utf8.count >= 9 && line.hasPrefix("*~*~*") && line.allSatisfy { "*~".contains($0) }
    }

    private static func isProgram(_ line: Substring) -> Bool {
        let line = String(line).trimmed
        if line.hasPrefix("-::~"), line.allSatisfy({ "-:~".contains($0) }) { return true }
        if line == "Please do not edit this section." || line == "Muokkaa tätä osaa vasta tapahtuman jälkeen." {
            return true
        }
        return answers.contains { line.contains($0) }
    }

    /// In addresses that answer, or show an event to whom it was sent.
    private static let answers = [
        "calendar/event?action=", "calendar/r/eventedit", "action=RESPOND", "action=VIEW&eid", "apps/dav/invitation/",
        "/dav/invitation/",
    ]
}
