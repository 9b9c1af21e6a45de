/// What stands between the brackets of `BODY[…]`.
struct MailSection: Equatable, Sendable, CustomStringConvertible {
    enum Text: Equatable, Sendable {
        case all, header, text, mime
        /// Names in lower case for comparing; `written` is the list as the client wrote it.
        case fields(names: Set<String>, areLeftOut: Bool, written: String)
    }

    static let whole = MailSection(text: .all)
    static let fieldLimit = 200

    private(set) var path: [Int] = []
    private(set) var text: Text

    init(text: Text) {
        self.text = text
    }

    init(_ arguments: inout ImapArguments) throws(ImapRefusal) {
        text = .all
        while let byte = arguments.next, (48...57).contains(byte) {
            path.append(Int(try arguments.number()))
            guard path.count <= MimeOutline.depthLimit else { throw .bad("Section too deep") }
            guard arguments.accept(".") else { return }
        }
        if arguments.next == UInt8(ascii: "]"), path.isEmpty { return }
        switch try arguments.keyword() {
        case "HEADER": text = .header
        case "TEXT": text = .text
        case "MIME" where !path.isEmpty: text = .mime
        case "HEADER.FIELDS": text = try Self.fields(&arguments, areLeftOut: false)
        case "HEADER.FIELDS.NOT": text = try Self.fields(&arguments, areLeftOut: true)
        default: throw .bad("No such section")
        }
    }

    private static func fields(_ arguments: inout ImapArguments, areLeftOut: Bool) throws(ImapRefusal) -> Text {
        try arguments.expect(" ")
        try arguments.expect("(")
        var names: [String] = []
        repeat {
            let name = try arguments.astring()
            guard !name.isEmpty, name.allSatisfy({ (33..<127).contains($0) && $0 != UInt8(ascii: ":") }) else {
                throw .bad("Not a field name")
            }
            names.append(String(decoding: name, as: UTF8.self))
            guard names.count <= fieldLimit else { throw .bad("Too many field names") }
        } while arguments.accept(" ")
        try arguments.expect(")")
        let written = names.map { $0.uppercased() }.joined(separator: " ")
        return .fields(names: Set(names.map { $0.lowercased() }), areLeftOut: areLeftOut, written: written)
    }

    var description: String {
        let number = path.map(String.init).joined(separator: ".")
        let name: String
        switch text {
        case .all: return number
        case .header: name = "HEADER"
        case .text: name = "TEXT"
        case .mime: name = "MIME"
        case .fields(_, let areLeftOut, let written): name = "HEADER.FIELDS\(areLeftOut ? ".NOT" : "") (\(written))"
        }
        return number.isEmpty ? name : "\(number).\(name)"
    }

    /// The bytes of this section of a mail; nil if it has no such part. Parts are looked for only if one is asked for.
    func bytes(of mail: [UInt8], outline: () -> MimeOutline) -> [UInt8]? {
        if path.isEmpty {
            guard text != .all else { return mail }
            let header = HeaderFields(mail, in: 0..<mail.count)
            return bytes(of: mail, header, header.range.upperBound..<mail.count)
        }
        let outline = outline()
        guard let index = outline.entity(at: path) else { return nil }
        let part = outline.entities[index]
        switch text {
        case .all: return Array(mail[part.body])
        case .mime: return Array(mail[part.header.range])
        case .header, .text, .fields:
            guard let inner = outline.innerMessage(of: index) else { return nil }
            return bytes(of: mail, outline.entities[inner].header, outline.entities[inner].body)
        }
    }

    private func bytes(of mail: [UInt8], _ header: HeaderFields, _ body: Range<Int>) -> [UInt8] {
        switch text {
        case .text: return Array(mail[body])
        case .fields(let names, let areLeftOut, _):
            let wanted = header.fields.filter { names.contains($0.name) != areLeftOut }
            return Array(wanted.map { mail[$0.range] }.joined()) + [13, 10]
        case .header, .mime, .all: return Array(mail[header.range])
        }
    }
}
