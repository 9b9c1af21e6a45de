import Base

/// Takes an address out of stored files. Where it stood there are crosses of the same length; all else stays as it was.
package struct AddressEraser: Sendable {
    private let pattern: AddressPattern

    package init(_ address: Address) { pattern = AddressPattern(address) }

    package enum Outcome: Equatable, Sendable {
        /// The address is not in there.
        case absent
        case erased([UInt8])
        /// It is in there in a way that cannot be taken out: nested encodings, say.
        case inseparable
    }

    /// A file of lines.
    package func erase(text bytes: [UInt8]) -> Outcome { pattern.masked(bytes).map(Outcome.erased) ?? .absent }

    /// A mail, with what its transfer encodings and encoded words hide.
    package func erase(mail bytes: [UInt8]) -> Outcome {
        var result = bytes
        var isChanged = false
        // Each round takes out one layer; what is nested deeper than mail ever is stays, and is told.
        for _ in 0..<Self.mostRounds {
            let message = Message(result)
            let edits = edits(in: message)
            let masked = pattern.masked(edits.isEmpty ? result : Self.applying(edits, to: result))
            guard !edits.isEmpty || masked != nil else {
                return isHidden(in: message) ? .inseparable : isChanged ? .erased(result) : .absent
            }
            result = masked ?? Self.applying(edits, to: result)
            isChanged = true
        }
        return .inseparable
    }

    private static let mostRounds = 4

    private struct Edit {
        var range: Range<Int>
        var bytes: [UInt8]
    }

    /// What stands encoded in the mail's own bytes: bodies, and fields with encoded words.
    private func edits(in message: Message) -> [Edit] {
        var edits: [Edit] = []
        for part in message.parts where part.source == 0 {
            for field in part.header.fields where !pattern.isIn(field.value) && pattern.isIn(field.decoded) {
                edits.append(Edit(range: field.raw, bytes: Array("\(field.name): (erased)\r\n".utf8)))
            }
            guard part.contentType.type != "multipart", let body = erasedBody(of: part, in: message) else { continue }
            edits.append(Edit(range: part.body, bytes: body))
        }
        return edits
    }

    /// Nil where the encoding hides nothing.
    private func erasedBody(of part: Part, in message: Message) -> [UInt8]? {
        switch part.encoding {
        case .sevenBit, .eightBit, .binary, .unknown: return nil
        case .base64:
            return pattern.masked(message.decoded(part)).map { Base64.encode($0) + [0x0D, 0x0A] }
        case .quotedPrintable:
            return pattern.masked(message.decoded(part)).map { QuotedPrintable.encode(LineEnds.canonical($0)) }
        // Nobody writes it any more: what it says is not worth an encoder.
        case .uuencode: return pattern.isIn(message.decoded(part)) ? Array("(erased)\r\n".utf8) : nil
        }
    }

    /// Whether the address is still there, as a program would read it.
    private func isHidden(in message: Message) -> Bool {
        message.parts.contains { part in
            part.header.fields.contains { pattern.isIn($0.decoded) }
                || part.contentType.type != "multipart" && pattern.isIn(message.decoded(part))
                || part.contentType.type == "text" && pattern.isIn(message.text(of: part))
        }
    }

    /// The last first, so that ranges stay; of two that overlap the outer one counts.
    private static func applying(_ edits: [Edit], to bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        var end = bytes.count + 1
        for edit in edits.sorted(by: {
            ($1.range.lowerBound, $0.range.upperBound) < ($0.range.lowerBound, $1.range.upperBound)
        })
        where edit.range.upperBound <= end {
            result.replaceSubrange(edit.range, with: edit.bytes)
            end = edit.range.lowerBound
        }
        return result
    }
}
