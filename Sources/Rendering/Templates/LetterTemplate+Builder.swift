extension LetterTemplate {
    /// Puts tags together into a tree, knowing at each place which names are in reach.
    struct Builder {
        /// A problem that does not know its line yet.
        struct Failure: Error {
            var problem: LetterError.Problem
        }

        private struct Level {
            var section: String?
            var inverted = false
            var nodes: [Node] = []
            var fields: [LetterField]
        }

        /// Never empty: the first is the text outside all sections.
        private var levels: [Level]

        init(values: [LetterField]) {
            levels = [Level(section: nil, fields: values)]
        }

        /// The parsed text, once every section is closed.
        var nodes: [Node] { levels.first?.nodes ?? [] }
        var openSection: String? { levels.last?.section }

        mutating func append(_ text: String) {
            append(.text(text))
        }

        mutating func take(_ tag: Substring) throws(Failure) {
            let name = String(tag.dropFirst()).trimmingSpaces
            switch tag.first {
            case "!": break
            case "#": try open(name, inverted: false)
            case "^": try open(name, inverted: true)
            case "/": try close(name)
            case "{", "&", ">", "<", "=", "$", "%", "*", nil: throw Failure(problem: .unsupportedTag(String(tag)))
            default:
                let name = String(tag).trimmingSpaces
                let field = try field(name)
                guard field.shape.isPrintable else { throw Failure(problem: .unprintableValue(name)) }
                append(.value(name))
            }
        }

        private mutating func open(_ name: String, inverted: Bool) throws(Failure) {
            let field = try field(name)
            guard levels.count <= LetterTemplate.deepest else { throw Failure(problem: .nestedTooDeep) }
            levels.append(Level(section: name, inverted: inverted, fields: inverted ? [] : field.shape.fields))
        }

        private mutating func close(_ name: String) throws(Failure) {
            guard levels.count > 1, let level = levels.last, level.section == name else {
                throw Failure(problem: .unopenedSection(name))
            }
            levels.removeLast()
            append(.section(name, inverted: level.inverted, level.nodes))
        }

        /// The field of this name, the innermost section first.
        private func field(_ name: String) throws(Failure) -> LetterField {
            for level in levels.reversed() {
                if let field = level.fields.first(where: { $0.name == name }) { return field }
            }
            throw Failure(problem: .unknownValue(name, known: levels.flatMap(\.fields).map(\.name)))
        }

        private mutating func append(_ node: Node) {
            levels[levels.count - 1].nodes.append(node)
        }
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        let start = drop { $0 == " " }
        guard let end = start.lastIndex(where: { $0 != " " }) else { return "" }
        return String(start[...end])
    }
}
