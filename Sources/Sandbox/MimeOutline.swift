/// Where a mail's parts lie: a tree kept flat, every part after its parent (RFC 2046, RFC 3501 section 6.4.5).
struct MimeOutline: Sendable {
    struct Entity: Sendable {
        enum Kind: Sendable { case leaf, multipart, message }

        let header: HeaderFields
        let body: Range<Int>
        let type: ParameterisedValue
        let depth: Int
        var kind: Kind
        var children: [Int] = []
    }

    static let depthLimit = 20
    static let entityLimit = 1000

    let bytes: [UInt8]
    private(set) var entities: [Entity] = []

    /// Each level is scanned once and there are at most ``depthLimit`` of them: linear, and nothing recurses.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        add(0..<bytes.count, depth: 0, defaultType: "TEXT/PLAIN")
        var next = 0
        while next < entities.count {
            open(next)
            next += 1
        }
    }

    private mutating func add(_ range: Range<Int>, depth: Int, defaultType: String) {
        let header = HeaderFields(bytes, in: range)
        var type = ParameterisedValue(header.value("content-type", in: bytes) ?? Array(defaultType.utf8))
        if type.value.split(separator: "/", omittingEmptySubsequences: false).count != 2 {
            type = ParameterisedValue(Array(defaultType.utf8))
        }
        entities.append(
            Entity(
                header: header, body: header.range.upperBound..<range.upperBound, type: type, depth: depth, kind: .leaf)
        )
    }

    private mutating func open(_ index: Int) {
        let entity = entities[index]
        guard entity.depth < Self.depthLimit else { return }
        let ranges: [Range<Int>]
        let kind: Entity.Kind
        if entity.type.value == "MESSAGE/RFC822" {
            kind = .message
            ranges = [entity.body]
        } else if entity.type.value.hasPrefix("MULTIPART/"), let boundary = entity.type["BOUNDARY"], !boundary.isEmpty {
            kind = .multipart
            ranges = parts(of: entity.body, boundary: boundary)
        } else {
            return
        }
        // Parts past the limit stay unseen; a multipart in which nothing was found stays a leaf.
        let seen = ranges.prefix(Self.entityLimit - entities.count)
        guard !seen.isEmpty else { return }
        entities[index].kind = kind
        let defaultType = entity.type.value == "MULTIPART/DIGEST" ? "MESSAGE/RFC822" : "TEXT/PLAIN"
        for range in seen {
            entities[index].children.append(entities.count)
            add(range, depth: entity.depth + 1, defaultType: defaultType)
        }
    }

    /// The ranges between delimiter lines. The line end before a delimiter belongs to it (RFC 2046, section 5.1.1).
    private func parts(of body: Range<Int>, boundary: [UInt8]) -> [Range<Int>] {
        let delimiter = [45, 45] + boundary
        var parts: [Range<Int>] = []
        var partStart: Int?
        var lineStart = body.lowerBound
        while lineStart < body.upperBound {
            let line = bytes[lineStart..<body.upperBound]
            let next = line.firstIndex(of: 10).map { $0 + 1 } ?? body.upperBound
            if bytes[lineStart] == 45, line.starts(with: delimiter) {
                let rest = bytes[lineStart + delimiter.count..<next]
                let isLast = rest.starts(with: [45, 45])
                if isLast || rest.allSatisfy({ $0 == 32 || $0 == 9 || $0 == 13 || $0 == 10 }) {
                    if let partStart { parts.append(partStart..<max(partStart, endOfLine(before: lineStart))) }
                    partStart = isLast ? nil : next
                    if isLast || parts.count >= Self.entityLimit { return parts }
                }
            }
            lineStart = next
        }
        // A mail that was cut off: what there is of the last part.
        if let partStart { parts.append(partStart..<body.upperBound) }
        return parts
    }

    private func endOfLine(before index: Int) -> Int {
        guard index > 0, bytes[index - 1] == 10 else { return index }
        return index > 1 && bytes[index - 2] == 13 ? index - 2 : index - 1
    }

    /// The entity of a part number such as 1.2; the empty path is the mail itself.
    func entity(at path: [Int]) -> Int? {
        var current = 0
        for (step, number) in path.enumerated() {
            var container = current
            if step > 0, entities[current].kind == .message, let inner = entities[current].children.first {
                container = inner
            }
            if entities[container].kind == .multipart {
                guard number >= 1, number <= entities[container].children.count else { return nil }
                current = entities[container].children[number - 1]
            } else {
                // The one part of a mail without parts is its body.
                guard number == 1, step == 0 || container != current else { return nil }
                current = container
            }
        }
        return current
    }

    /// The mail inside a message/rfc822 part, whose HEADER and TEXT can be asked for.
    func innerMessage(of index: Int) -> Int? {
        entities[index].kind == .message ? entities[index].children.first : nil
    }
}
