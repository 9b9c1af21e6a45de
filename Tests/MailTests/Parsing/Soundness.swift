import Testing

@testable import Mail

/// What must hold for the message made of any bytes at all.
enum Soundness {
    static func check(_ message: Message, sourceLocation: SourceLocation = #_sourceLocation) {
        var faults: [String] = []
        if message.parts.isEmpty { faults.append("no root") }
        for (index, part) in message.parts.enumerated() {
            let holder = part.parent.map { message.parts[$0] }
            if index == 0 ? part.parent != nil : (part.parent ?? index) >= index {
                faults.append("\(part.path): order")
            }
            if part.depth != (holder?.depth ?? -1) + 1 { faults.append("\(part.path): depth") }
            if part.body.lowerBound < part.whole.lowerBound || part.body.upperBound > part.whole.upperBound {
                faults.append("\(part.path): body outside")
            }
            if let holder, holder.source == part.source,
                part.whole.lowerBound < holder.body.lowerBound || part.whole.upperBound > holder.body.upperBound
            {
                faults.append("\(part.path): outside its holder \(part.whole) \(holder.body)")
            }
            _ = message.slice(part)
            for field in part.header.fields where field.raw.upperBound > part.whole.upperBound {
                faults.append("\(part.path): field \(field.name) outside")
            }
            _ = (message.decoded(part), part.filename)
        }
        if Set(message.parts.map(\.path)).count != message.parts.count { faults.append("a path twice") }
        _ = (message.from, message.to, message.replyTo, message.subject, message.messageID, message.date)
        _ = (message.references, message.inReplyTo, message.returnPath)
        for part in [message.plainPart, message.htmlPart].compactMap({ $0 }) { _ = message.text(of: part) }
        let singleLine = [message.subject, message.messageID ?? ""] + message.from.mailboxes.map(\.name)
        if singleLine.contains(where: { $0.unicodeScalars.contains { $0.value < 0x20 } }) { faults.append("a control") }
        #expect(faults.isEmpty, sourceLocation: sourceLocation)
    }
}
