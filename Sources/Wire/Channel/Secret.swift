/// A password or token. It prints as `<secret>` everywhere: in strings, in the debugger and in `dump`.
package struct Secret: Hashable, Sendable {
    /// The secret itself, only for handing it to libcurl.
    package let revealed: String

    package init(_ text: String) {
        revealed = text
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<secret>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
