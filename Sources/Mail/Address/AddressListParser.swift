import Base

/// Reads tokens into an ``AddressList``, one element (what stands between commas) at a time.
struct AddressListParser {
    private var lexer: AddressLexer
    private var list = AddressList()
    private var element = Element()

    init(_ bytes: [UInt8]) { lexer = AddressLexer(bytes) }

    mutating func parse() -> AddressList {
        while let token = lexer.next() {
            if element.isInAngle {
                readInAngle(token)
            } else {
                read(token)
            }
        }
        finish()
        return list
    }

    private mutating func read(_ token: AddressToken) {
        switch token {
        case .special(UInt8(ascii: ",")), .special(UInt8(ascii: ";")):
            // Outlook separates with semicolons as well; the one that ends a group ends its last member.
            finish()
        case .special(UInt8(ascii: "<")):
            // A second angle is a second address whose comma is missing: it must be counted.
            if element.hasAngle { finish() }
            element.hasAngle = true
            element.isInAngle = true
        case .special(UInt8(ascii: ":")) where element.isPhrase:
            list.hasGroup = true
            element = Element()
        case .comment(let text):
            element.comment = element.comment ?? text
        default:
            // Behind an angle only a comment may follow; anything else begins an address whose comma is missing.
            if element.hasAngle { finish() }
            element.words.append(Word(token, isSpaced: lexer.isSpaced))
        }
    }

    private mutating func readInAngle(_ token: AddressToken) {
        switch token {
        case .special(UInt8(ascii: ">")):
            element.isInAngle = false
        case .special(UInt8(ascii: ":")) where element.isRoute:
            element.specification = []  // the obsolete route `<@a,@b:user@host>` ends here and means nothing
        case .comment:
            break
        default:
            element.specification.append(Word(token, isSpaced: lexer.isSpaced))
        }
    }

    private mutating func finish() {
        defer { element = Element() }
        guard element.hasAngle || !element.words.isEmpty else { return }
        let name = element.name
        list.entries.append(AddressList.Entry(name: name, text: element.text))
        if let address = element.address { list.mailboxes.append(NamedAddress(name: name, address: address)) }
    }
}

/// A token where an address or a name may be.
private struct Word {
    enum Kind { case atom, quoted, at, other }
    let kind: Kind
    let bytes: [UInt8]
    let isSpaced: Bool

    /// With the quotes that ``bytes`` lacks.
    var written: [UInt8] { kind == .quoted ? [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")] : bytes }

    init(_ token: AddressToken, isSpaced: Bool) {
        self.isSpaced = isSpaced
        switch token {
        case .atom(let text): (kind, bytes) = (.atom, Array(text))
        case .quoted(let text): (kind, bytes) = (.quoted, text)
        case .special(UInt8(ascii: "@")): (kind, bytes) = (.at, [UInt8(ascii: "@")])
        case .special(let byte): (kind, bytes) = (.other, [byte])
        case .literal(let text): (kind, bytes) = (.other, Array(text))
        case .comment: (kind, bytes) = (.other, [])
        }
    }
}

private struct Element {
    /// What stands outside the angle: the name, or a bare address.
    var words: [Word] = []
    /// What stands inside the angle.
    var specification: [Word] = []
    var comment: [UInt8]?
    var hasAngle = false
    var isInAngle = false

    /// Whether it may be the name of a group so far.
    var isPhrase: Bool { !hasAngle && words.allSatisfy { $0.kind == .atom || $0.kind == .quoted } }

    var isRoute: Bool { specification.first?.kind == .at }

    var address: Address? { address(hasAngle ? specification : words) }

    /// The address as written, white space between its words left out.
    var text: String {
        Charset.decode((hasAngle ? specification : words).flatMap(\.written), charset: nil).withoutControls.trimmed
    }

    var name: String {
        let phrase = hasAngle ? joined(words) : []
        // The older custom `anna@hel.fi (Anna)` puts the name into a comment.
        return EncodedWord.decode(phrase.isEmpty ? comment ?? [] : phrase).withoutControls.trimmed
    }

    /// White space inside an address is allowed beside its dots and its `@` only (RFC 5322 section 4.4).
    private func address(_ words: [Word]) -> Address? {
        guard let at = words.firstIndex(where: { $0.kind == .at }), at > 0, at < words.count - 1,
            let local = dotted(words[..<at]),
            let domain = dotted(words[(at + 1)...]), words[(at + 1)...].allSatisfy({ $0.kind == .atom })
        else { return nil }
        if at == 1, words[0].kind == .quoted { return Address(localContent: local[...], domain: domain[...]) }
        return Address(String(decoding: local + [UInt8(ascii: "@")] + domain, as: UTF8.self))
    }

    /// Words put together again, if a dot stands at each seam.
    private func dotted(_ words: ArraySlice<Word>) -> [UInt8]? {
        var result: [UInt8] = []
        for word in words {
            guard word.kind == .atom || word.kind == .quoted else { return nil }
            let dot = UInt8(ascii: ".")
            guard result.isEmpty || result.last == dot || word.bytes.first == dot else { return nil }
            result += word.bytes
        }
        return result
    }

    private func joined(_ words: [Word]) -> [UInt8] {
        var result: [UInt8] = []
        for word in words {
            if word.isSpaced, !result.isEmpty { result.append(UInt8(ascii: " ")) }
            result += word.bytes
        }
        return result
    }
}
