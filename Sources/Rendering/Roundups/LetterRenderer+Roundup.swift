import Base
import Mail
import MailingList

/// What went out since the last time, in one mail: the words of each, and whole mails where there is more than words.
extension LetterRenderer {
    /// - Parameter gathered: the mails of the posts, each attached under its post's name.
    func roundup(
        of posts: [Post], _ gathered: Message, _ language: Language
    ) throws(LetterError) -> (words: RenderedLetter, attachments: [Attachment]) {
        var mails: [String: [UInt8]] = [:]
        // One with lines that no mail may have lies there as a file: its type is another one.
        for part in gathered.parts where !part.nested {
            if let name = part.filename { mails[name] = gathered.decoded(part) }
        }
        var items: [[String: LetterValue]] = []
        var attachments: [Attachment] = []
        var room = policy.maxMessageSize
        for (index, post) in posts.enumerated() {
            let bytes = mails["\(post.id.text).eml"] ?? []
            let message = Message(bytes)
            let words = Self.words(of: message, post)
            var item: [String: LetterValue] = [
                "number": .text(String(index + 1)), "heading": .text(post.subject),
                "text": .passage(String(words.prefix(Self.longestWords)), nil),
                "attachments": .items(Self.enclosures(of: message, post)), "sender": .text(post.author.name),
            ]
            if let time = post.released { item["time"] = .time(local(time)) }
            let isMore =
                !message.enclosures.isEmpty || !post.attachments.isEmpty || message.sealed != nil
                || words.count > Self.longestWords
            if isMore, !bytes.isEmpty, bytes.count <= room {
                room -= bytes.count
                let copies = CopyRenderer(.post(post, .mail), message: bytes, renderer: self)
                attachments.append(
                    .message(Array(try copies.copy(to: nil, language).joined()), filename: "\(post.id.text).eml"))
                item["attached"] = .flag(true)
            } else {
                item["left"] = .flag(isMore)
            }
            items.append(item)
        }
        let words = try book.render(
            .roundup, language, values: common(language).merging(["posts": .items(items)]) { $1 })
        return (words, attachments)
    }

    /// Each by its name, or by its type where it has none, with its size; of a mail that is gone what is known of it.
    private static func enclosures(of message: Message, _ post: Post) -> [[String: LetterValue]] {
        let found = message.enclosures.prefix(mostEnclosures).map { part -> [String: LetterValue] in
            let name = part.filename ?? "\(part.contentType.type)/\(part.contentType.subtype)"
            return ["name": .text(name), "size": .number(message.decodedCount(of: part))]
        }
        return found.isEmpty ? post.attachments.map { ["name": .text($0)] } : found
    }

    private static let mostEnclosures = 50

    /// A digest's own without the footer that its copies have, since the roundup has one.
    private static func words(of message: Message, _ post: Post) -> String {
        let text = message.readableText
        guard case .digest = post.kind else { return text }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let end = lines.lastIndex { $0.count >= 3 && $0.allSatisfy { $0 == "—" } } ?? lines.endIndex
        return lines[..<end].joined(separator: "\n")
    }

    /// Characters of one post; what is longer is attached as well.
    private static let longestWords = 20_000
}
