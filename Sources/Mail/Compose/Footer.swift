/// What stands below every copy of an announcement: why you get it, how to leave.
package struct Footer: Hashable, Sendable {
    /// For plain text; any line ends.
    package var text: String
    /// For HTML: a fragment that may stand at the end of a body.
    package var html: String

    package init(text: String, html: String) {
        self.text = text
        self.html = html
    }
}
