/// The text parts of a mail that a reader shows, in their order: Apple Mail cuts the text around its pictures, and gateways
/// put their words into a part of their own.
struct ShownTexts {
    private let message: Message
    /// Indices of the parts that may be shown, with the alternatives that they lie in.
    private var leaves: [Leaf] = []
    /// For each alternative the branch that is shown.
    private var chosen: [Int: Int] = [:]

    private struct Leaf {
        var part: Int
        /// The `multipart/alternative` parts above it, each with its branch on the way.
        var branches: [(alternative: Int, branch: Int)]
        var isPlain: Bool
        var text: String?
    }

    init(_ message: Message) {
        self.message = message
        for (index, part) in message.parts.enumerated() where Self.isShown(part) {
            leaves.append(
                Leaf(
                    part: index, branches: Self.branches(above: index, in: message),
                    isPlain: part.contentType.subtype == "plain", text: nil))
        }
        // Plain text first, then HTML, then whatever is there.
        choose { $0.isPlain }
        choose { !$0.isPlain }
    }

    private static func isShown(_ part: Part) -> Bool {
        !part.nested && !part.isAttachment && !part.isMultipart
            && (part.contentType.matches("text", "plain") || part.contentType.matches("text", "html"))
    }

    private static func branches(above index: Int, in message: Message) -> [(alternative: Int, branch: Int)] {
        var branches: [(alternative: Int, branch: Int)] = []
        var branch = index
        // A parent stands before its children, so this ends.
        while let parent = message.parts[branch].parent, parent < branch {
            if message.parts[parent].contentType.matches("multipart", "alternative") {
                branches.append((parent, branch))
            }
            branch = parent
        }
        return branches
    }

    /// Gives each alternative that has no branch yet the first one with words.
    private mutating func choose(_ fits: (Leaf) -> Bool) {
        for index in leaves.indices where fits(leaves[index]) {
            let open = leaves[index].branches.filter { chosen[$0.alternative] == nil }
            guard !open.isEmpty, !text(of: index).isBlank else { continue }
            for (alternative, branch) in open { chosen[alternative] = branch }
        }
    }

    private mutating func text(of index: Int) -> String {
        if let text = leaves[index].text { return text }
        let text = message.shownText(of: message.parts[leaves[index].part])
        leaves[index].text = text
        return text
    }

    /// One below the other, with a blank line between them.
    var joined: String {
        mutating get {
            let shown = leaves.indices.filter { index in
                leaves[index].branches.allSatisfy { chosen[$0.alternative] == $0.branch }
            }
            if shown.count == 1 { return text(of: shown[0]) }
            let texts = shown.map { text(of: $0) }.filter { !$0.isBlank }
            return texts.joined(separator: "\n\n")
        }
    }
}
