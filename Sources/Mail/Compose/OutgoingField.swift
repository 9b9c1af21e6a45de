import Base

/// One header field of a mail that we write ourselves.
package struct OutgoingField: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        /// Unstructured text (RFC 5322 section 2.2.1): a Subject. Any characters.
        case text(String)
        /// What the grammar of the field allows, already in ASCII: a Date, message identifiers, `<mailto:…>`.
        case structured(String)
        /// A display name or description before something structured: a List-Id.
        case phrase(String, structured: String)
        /// From, To, Reply-To and the like.
        case mailboxes([NamedAddress])
        /// A word and its parameters: Content-Type, Content-Disposition.
        case parameters(String, [Parameter])
    }

    package var name: String
    package var value: Value

    package init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }

    package static func text(_ name: String, _ text: String) -> OutgoingField {
        OutgoingField(name, .text(text))
    }

    package static func structured(_ name: String, _ text: String) -> OutgoingField {
        OutgoingField(name, .structured(text))
    }

    package static func mailboxes(_ name: String, _ mailboxes: [NamedAddress]) -> OutgoingField {
        OutgoingField(name, .mailboxes(mailboxes))
    }

    static func parameters(_ name: String, _ word: String, _ parameters: [Parameter]) -> OutgoingField {
        OutgoingField(name, .parameters(word, parameters))
    }
}
