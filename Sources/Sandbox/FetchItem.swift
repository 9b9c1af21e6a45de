/// One thing that FETCH can ask of a message (RFC 3501, section 6.4.5).
enum FetchItem: Equatable, Sendable {
    case flags, uid, internalDate, size, envelope
    case bodyStructure(isExtended: Bool)
    case section(MailSection, answeredAs: String, marksSeen: Bool, partial: Partial?)

    struct Partial: Equatable, Sendable {
        let start: Int
        let count: Int
    }

    static let limit = 100

    /// Reads an item, a macro or a list in parentheses.
    static func list(_ arguments: inout ImapArguments) throws(ImapRefusal) -> [FetchItem] {
        guard arguments.accept("(") else { return try read(&arguments) }
        var items: [FetchItem] = []
        repeat {
            items += try read(&arguments)
            guard items.count <= limit else { throw .bad("Too many data items") }
        } while arguments.accept(" ")
        try arguments.expect(")")
        return items
    }

    private static func read(_ arguments: inout ImapArguments) throws(ImapRefusal) -> [FetchItem] {
        let name = try arguments.keyword()
        switch name {
        case "ALL": return [.flags, .internalDate, .size, .envelope]
        case "FAST": return [.flags, .internalDate, .size]
        case "FULL": return [.flags, .internalDate, .size, .envelope, .bodyStructure(isExtended: false)]
        case "FLAGS": return [.flags]
        case "UID": return [.uid]
        case "INTERNALDATE": return [.internalDate]
        case "RFC822.SIZE": return [.size]
        case "ENVELOPE": return [.envelope]
        case "BODYSTRUCTURE": return [.bodyStructure(isExtended: true)]
        case "RFC822": return [.section(.whole, answeredAs: name, marksSeen: true, partial: nil)]
        case "RFC822.HEADER":
            return [.section(MailSection(text: .header), answeredAs: name, marksSeen: false, partial: nil)]
        case "RFC822.TEXT":
            return [.section(MailSection(text: .text), answeredAs: name, marksSeen: true, partial: nil)]
        case "BODY" where arguments.next != UInt8(ascii: "["): return [.bodyStructure(isExtended: false)]
        case "BODY", "BODY.PEEK":
            try arguments.expect("[")
            let section = try MailSection(&arguments)
            try arguments.expect("]")
            var partial: Partial?
            var origin = ""
            if arguments.accept("<") {
                let start = Int(try arguments.number())
                try arguments.expect(".")
                let count = Int(try arguments.number())
                try arguments.expect(">")
                guard count > 0 else { throw .bad("A partial fetch of nothing") }
                partial = Partial(start: start, count: count)
                origin = "<\(start)>"
            }
            let answer = "BODY[\(section.description)]\(origin)"
            return [.section(section, answeredAs: answer, marksSeen: name == "BODY", partial: partial)]
        default: throw .bad("No such data item")
        }
    }
}
