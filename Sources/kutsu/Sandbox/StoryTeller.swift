import Base
import Mail

/// Tells the story on a page: remarks, the mails that go by, and what was checked.
struct StoryTeller: Sendable {
    let page: StoryPage

    /// How much of a mail's text is shown, in lines of the page.
    struct Excerpt {
        var first = 4
        /// From its end.
        var last = 0
    }

    func title(_ text: String) {
        Output.print("\n" + page.painted(text, .bold))
        Output.print(page.painted(String(repeating: "─", count: page.width), .dim))
    }

    func remark(_ text: String) {
        if !text.isEmpty { Output.print("\n" + page.lines(of: text).joined(separator: "\n")) }
    }

    /// A mail on its way: who sends it to whom, its subject, and some of its text.
    /// - Parameter sender: who really wrote it, where the From line lies.
    func show(_ mail: Message, to recipient: String, sender: Persona? = nil, _ excerpt: Excerpt = Excerpt()) {
        let isOurs = mail.from.mailboxes.first?.address.text == Cast.listAddress
        let way = way(of: mail, isOurs: isOurs, to: recipient, sender: sender)
        Output.print("\n" + page.painted(way, isOurs ? .list : .person))
        if !mail.subject.isEmpty { Output.print(page.painted(page.line(mail.subject, indent: 4), .bold)) }
        // What people quote below their answers was shown when it went by.
        let text = isOurs ? mail.readableText : mail.written
        let lines = text.split(whereSeparator: \.isNewline).flatMap { page.lines(of: String($0), indent: 4) }
        for line in lines.prefix(excerpt.first) { Output.print(line) }
        if lines.count > excerpt.first + excerpt.last { Output.print(page.painted("    …", .dim)) }
        for line in lines.dropFirst(excerpt.first).suffix(excerpt.last) { Output.print(line) }
        for part in mail.parts where part.isAttachment && !part.nested {
            let file = "[\(part.filename ?? "?"), \(mail.decoded(part).count) bytes]"
            Output.print(page.painted(page.line(file, indent: 4), .dim))
        }
    }

    /// Who it goes to is always seen; the list's own address stands in so many mails that it need not be.
    private func way(of mail: Message, isOurs: Bool, to recipient: String, sender: Persona?) -> String {
        let author = mail.from.mailboxes.first
        let name = author?.name ?? ""
        let address = author.map { "<\($0.address.text)>" } ?? "nobody"
        let shown = isOurs && !name.isEmpty ? name : [name, address].filter { !$0.isEmpty }.joined(separator: " ")
        let end = " → " + recipient.harmless
        return page.line((sender.map { "\($0.name), as " } ?? "") + shown, indent: 2, keeping: end.count) + end
    }

    func good(_ text: String) { verdict("✓", .good, text) }
    func bad(_ text: String) { verdict("✗", .bad, text) }

    func plain(_ text: String) { Output.print(text) }

    private func verdict(_ mark: String, _ look: StoryPage.Look, _ text: String) {
        let lines = page.lines(of: text, indent: 4)
        for (index, line) in lines.enumerated() {
            Output.print(index == 0 ? "  \(page.painted(mark, look)) \(line.dropFirst(4))" : line)
        }
    }
}
