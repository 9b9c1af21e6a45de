/// Makes the boundaries of one mail.
struct Boundary {
    private let seed: String
    private var count: UInt64 = 0

    init(seed: String) {
        self.seed = seed
    }

    /// Joins parts with a boundary that occurs in none of them.
    mutating func multipart(_ subtype: String, of parts: [ComposedPart]) -> ComposedPart {
        let contents = parts.map(\.pieces)
        let boundary = missing(in: Array(contents.joined()))
        var body: [[UInt8]] = []
        for (index, content) in contents.enumerated() {
            body.append(Array("\(index == 0 ? "" : "\r\n")--\(boundary)\r\n".utf8))
            body += content
        }
        body.append(Array("\r\n--\(boundary)--".utf8))
        // RFC 2045 section 6.4: a multipart is as wide as its widest part.
        let hasEightBit = parts.contains(where: \.hasEightBit)
        let fields: [OutgoingField] =
            [.parameters("Content-Type", "multipart/\(subtype)", [Parameter(name: "boundary", value: boundary)])]
            + (hasEightBit ? [.structured("Content-Transfer-Encoding", "8bit")] : [])
        return ComposedPart(fields: fields, body: body, hasEightBit: hasEightBit)
    }

    /// A new boundary that occurs in none of these.
    mutating func missing(in contents: [[UInt8]]) -> String {
        var boundary = next()
        while contents.contains(where: { Self.delimiter(boundary, occursIn: $0) }) { boundary = next() }
        return boundary
    }

    /// `=_` can occur neither in quoted-printable nor in base64 (RFC 2045 section 6.7).
    private mutating func next() -> String {
        count += 1
        // FNV-1a: spreads the seed, keeps nothing secret.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "\(seed)/\(count)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return "=_" + String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Whether a line of `content` starts with the delimiter.
    private static func delimiter(_ boundary: String, occursIn content: [UInt8]) -> Bool {
        let delimiter = Array("--\(boundary)".utf8)
        var lineStart = 0
        while lineStart < content.count {
            if content[lineStart...].starts(with: delimiter) { return true }
            guard let end = content[lineStart...].firstIndex(of: 0x0A) else { return false }
            lineStart = end + 1
        }
        return false
    }
}
