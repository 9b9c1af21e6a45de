import Base

/// Finds the parts of a message (RFC 2046 section 5) in one pass over its lines, without recursion: what is open lies
/// on a stack no higher than the depth limit.
struct MimeParser {
    private(set) var parts: [Part] = []
    private(set) var defects: Message.Defects = []
    private(set) var sources: [[UInt8]]
    private let limits: Message.Limits
    /// The sources being read, innermost last: an encoded inner message is read as soon as its part has ended, so that
    /// parts come in document order.
    private var scans: [Scan]
    /// Bytes of encoded inner messages that may still be decoded. Without it, a message encoded in a message encoded
    /// in a message … would be copied as often as it is deep.
    private var budget: Int

    init(_ bytes: [UInt8], limits: Message.Limits) {
        self.limits = limits
        sources = [bytes]
        budget = bytes.count
        scans = [Scan(source: 0, bytes: bytes, holder: nil)]
    }

    mutating func run() {
        while let scan = scans.last {
            switch scan.state {
            case .header(let start): readPart(at: start)
            case .body(let start): readBody(from: start)
            case .done: scans.removeLast()
            }
        }
    }

    private var current: Scan {
        get { scans[scans.count - 1] }
        set { scans[scans.count - 1] = newValue }
    }
}

// MARK: - Parts

extension MimeParser {
    /// Reads a header and opens the part it begins.
    private mutating func readPart(at start: Int) {
        guard parts.count < limits.parts || parts.isEmpty else { return stop() }
        let scan = current
        // Of boundary lines right behind one another, all but the last say nothing.
        if scan.open.last?.boundary != nil, let line = scan.lines.line(at: start), scan.delimiter(line) != nil {
            current.state = .body(start)
            return
        }
        let parent = scan.open.last?.part ?? scan.holder
        let isMessage = parent.map { parts[$0].isMessage } ?? true
        var reader = HeaderReader(bytes: scan.lines.bytes, start: start, limits: limits)
        var index = isMessage ? scan.startOfMessageHeader(from: start) : start
        while let line = scan.lines.line(at: index) {
            // A boundary ends even a header: its part has no body.
            if scan.delimiter(line) != nil { break }
            index = line.next
            if line.isBlank { break }
            reader.read(line)
        }
        reader.finish()
        defects.formUnion(reader.defects)
        append(header: reader.header, whole: start, body: index, parent: parent)
    }

    private mutating func append(header: Header, whole: Int, body: Int, parent: Int?) {
        let holder = parent.map { parts[$0] }
        let isDigest = holder?.contentType.matches("multipart", "digest") ?? false
        // RFC 2046 section 5.1.5: what a digest holds is messages.
        let fallback = isDigest ? ContentType(type: "message", subtype: "rfc822") : .plain
        let ordinal = scans[scans.count - 1].countChild()
        let part = Part(
            path: holder.map { "\($0.path).\(ordinal)" } ?? "1", header: header,
            contentType: header.first("content-type").flatMap { ContentType($0.unfolded) } ?? fallback,
            disposition: header.first("content-disposition").flatMap { ContentDisposition($0.unfolded) },
            encoding: TransferEncoding(header.first("content-transfer-encoding")?.unfolded), source: current.source,
            whole: whole..<whole, body: body..<body, parent: parent, depth: holder.map { $0.depth + 1 } ?? 0,
            nested: holder.map { $0.nested || $0.isMessage } ?? false)
        if let parent { parts[parent].isMultipart = true }
        parts.append(part)
        current.state = open(part, index: parts.count - 1)
    }

    /// Puts the part on the stack, and says what comes next.
    private mutating func open(_ part: Part, index: Int) -> Scan.State {
        let start = part.body.lowerBound
        var boundary: [UInt8]?
        var isInline = false
        if part.contentType.type == "multipart" || part.isMessage {
            if part.depth >= limits.depth {
                defects.insert(.tooDeep)
            } else if part.isMessage {
                isInline = !part.isEncoded
            } else {
                boundary = part.boundary
                if boundary == nil { defects.insert(.noBoundary) }
            }
        }
        scans[scans.count - 1].push(part: index, boundary: boundary)
        return isInline ? .header(start) : .body(start)
    }
}

// MARK: - Bodies

extension MimeParser {
    /// Goes on to the next boundary line of any multipart that is open, or to the end.
    private mutating func readBody(from start: Int) {
        let lines = current.lines
        var index = start
        while current.hasBoundaries, let line = lines.dashedLine(from: index) {
            guard let delimiter = current.delimiter(line) else {
                index = line.next
                continue
            }
            // What the multipart still had open ends here, and the line end before the boundary belongs to it.
            let ended = close(downTo: delimiter.level + 1, at: line.start)
            if delimiter.isClose { scans[scans.count - 1].endBoundary(at: delimiter.level) }
            current.state = delimiter.isClose ? .body(line.next) : .header(line.next)
            decodeMessage(ended)
            return
        }
        let ended = close(downTo: 0, at: lines.bytes.count)
        current.state = .done
        decodeMessage(ended)
    }

    /// Ends the open parts above `level`; returns the innermost of them.
    private mutating func close(downTo level: Int, at end: Int) -> Int? {
        let scan = current
        let innermost = scan.open.count > level ? scan.open.last?.part : nil
        var innerEnd = 0
        for entry in scan.open[min(level, scan.open.count)...].reversed() {
            let part = entry.part
            let start = parts[part].body.lowerBound
            // Level 0 ends with the bytes, all others at a boundary line. A part that is a header alone ends with its
            // last line end, though, and so does what holds it.
            let bodyEnd = max(start, innerEnd, level > 0 ? scan.lines.trimmingLineEnd(end, downTo: start) : end)
            parts[part].body = start..<bodyEnd
            parts[part].whole = parts[part].whole.lowerBound..<bodyEnd
            innerEnd = bodyEnd
            if entry.boundary != nil { defects.insert(.unterminatedMultipart) }
        }
        scans[scans.count - 1].pop(downTo: level)
        return innermost
    }

    /// Reads the message inside a part whose transfer encoding hides it.
    private mutating func decodeMessage(_ index: Int?) {
        guard let index, parts[index].isMessage, parts[index].isEncoded, parts[index].depth < limits.depth else {
            return
        }
        let part = parts[index]
        guard part.body.count <= budget else { return defects.formUnion(.innerMessagesTooLarge) }
        budget -= part.body.count
        let bytes = part.encoding.decode(sources[part.source][part.body])
        sources.append(bytes)
        scans.append(Scan(source: sources.count - 1, bytes: bytes, holder: index))
    }

    /// The limit of parts is reached: what is open reaches to the end.
    private mutating func stop() {
        defects.insert(.tooManyParts)
        while !scans.isEmpty {
            _ = close(downTo: 0, at: current.lines.bytes.count)
            scans.removeLast()
        }
    }
}

extension Part {
    /// Whether the content must be decoded before it can be read as a message.
    fileprivate var isEncoded: Bool { encoding == .base64 || encoding == .quotedPrintable }

    /// RFC 2046 section 5.1.1 allows 70 bytes; some programs write more. It cannot end in white space.
    fileprivate var boundary: [UInt8]? {
        guard let value = contentType["boundary"] else { return nil }
        let bytes = Array(value.utf8.prefix(1001))
        guard let last = bytes.lastIndex(where: { !$0.isFoldingSpace }), bytes.count <= 1000 else { return nil }
        return Array(bytes[...last])
    }
}
