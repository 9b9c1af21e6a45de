/// What stands below every copy of an announcement: why you get it, how to leave.
public struct Footer: Hashable, Sendable {
    /// For plain text; any line ends.
    public var text: String
    /// For HTML: a fragment that may stand at the end of a body.
    public var html: String

    public init(text: String, html: String) {
        self.text = text
        self.html = html
    }
}
