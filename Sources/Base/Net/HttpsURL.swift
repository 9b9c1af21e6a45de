/// An address of the web under HTTPS: a token endpoint, or a page that a person opens.
package struct HttpsURL: Hashable, Sendable {
    /// As it was written.
    package let text: String
    /// Lower case, without port.
    package let host: String

    /// Nil for anything but `https://host[:port][/path]` in printable ASCII: without user, password, query and fragment.
    package init?(_ text: String) {
        guard text.utf8.count <= 2000, text.lowercased().hasPrefix("https://"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"\"\\<>^`{|}@?#".utf8.contains($0) })
        else { return nil }
        let authority = text.dropFirst(8).prefix { $0 != "/" }
        // The host's grammar is that of a mail server's address.
        guard let endpoint = try? Endpoint("imaps://\(authority)") else { return nil }
        self.text = text
        host = endpoint.host
    }
}

extension HttpsURL: CustomStringConvertible {
    package var description: String { text }
}
