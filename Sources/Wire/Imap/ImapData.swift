/// A value in a response: atom, string or parenthesised list (RFC 3501 section 4).
enum ImapData: Hashable, Sendable {
    /// Numbers, flags, `BODY[…]` and NIL are atoms too: which of them it is depends on where it stands.
    case atom(String)
    case string(ImapText)
    case list([ImapData])

    var atom: String? {
        if case .atom(let text) = self { text } else { nil }
    }

    var list: [ImapData]? {
        if case .list(let items) = self { items } else { nil }
    }

    var isNil: Bool { atom?.uppercased() == "NIL" }

    /// Text from an atom or a string: folder names come as either.
    var text: String? {
        switch self {
        case .atom(let text): text
        case .string(.bytes(let bytes)): String(decoding: bytes, as: UTF8.self)
        case .string, .list: nil
        }
    }

    var nstring: ImapText? {
        switch self {
        case .string(let text): text
        case .atom: isNil ? .absent : nil
        case .list: nil
        }
    }
}
