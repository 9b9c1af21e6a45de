import Base

/// A FETCH under way. It pauses between messages while the client reads more slowly than the server writes.
struct FetchRun: Sendable {
    let tag: String
    let items: [FetchItem]
    /// Indexes into the selection, which does not shift while this runs.
    var remaining: ArraySlice<Int>
    let byUid: Bool
}

extension ImapServer {
    mutating func startFetch(
        _ tag: String, _ arguments: inout ImapArguments, _ selection: Selection, byUid: Bool
    ) throws(ImapRefusal) -> String? {
        try arguments.expect(" ")
        let set = try arguments.numberSet()
        try arguments.expect(" ")
        var items = try FetchItem.list(&arguments)
        try arguments.end()
        if byUid, !items.contains(.uid) {
            // Items may come in any order; Exchange Online likes the UID last.
            items.insert(.uid, at: faults.exchangeQuirks ? items.count : 0)
        }
        if faults.exchangeQuirks { outlet.write("+ \r\n") }
        fetch = FetchRun(tag: tag, items: items, remaining: selection.indexes(set, byUid: byUid)[...], byUid: byUid)
        return nil
    }

    mutating func continueFetch() {
        while let run = fetch, !outlet.isFull, !outlet.isClosed {
            guard let index = run.remaining.first else {
                fetch = nil
                tellChanges(expunging: run.byUid)
                return reply(run.tag, "OK FETCH completed")
            }
            fetch?.remaining.removeFirst()
            answerFetch(index, run.items)
        }
    }

    private mutating func answerFetch(_ index: Int, _ items: [FetchItem]) {
        guard let account, let view = selection, index < view.uids.count else { return }
        let uid = view.uids[index]
        if faults.emptyBodies.contains(uid), items.contains(where: \.isWholeMail) { return }
        let marksSeen = !view.isReadOnly && items.contains(where: \.marksSeen)
        let found = store.withFolder(view.folder, of: account) { folder -> StoredMessage? in
            if marksSeen { folder.change(uid) { $0.union(.seen) } }
            return folder.message(uid)
        }
        // A message that another client has just removed is left out; its EXPUNGE follows (RFC 2180, section 4.1).
        guard let message = found ?? nil else { return }

        var items = items
        if marksSeen, message.flags != view.flags[index], !items.contains(.flags) { items.append(.flags) }
        if items.contains(.flags) { selection?.flags[index] = message.flags }
        var outline: MimeOutline?
        let values = items.map { item in
            value(item, message) {
                let known = outline ?? MimeOutline(message.bytes)
                outline = known
                return known
            }
        }
        outlet.write(Array("* \(index + 1) FETCH ".utf8) + imapList(values) + [13, 10])
    }

    private func date(_ message: StoredMessage) -> String {
        InternalDate.text(Instant(secondsSince1970: message.received))
    }

    private func value(_ item: FetchItem, _ message: StoredMessage, _ outline: () -> MimeOutline) -> [UInt8] {
        switch item {
        case .flags: return Array("FLAGS \(message.flags.imapList)".utf8)
        case .uid: return Array("UID \(message.uid)".utf8)
        case .internalDate: return Array("INTERNALDATE \"\(date(message))\"".utf8)
        case .size:
            // Exchange Online counts the mail before it converts it.
            return Array("RFC822.SIZE \(message.bytes.count + (faults.exchangeQuirks ? 17 : 0))".utf8)
        case .envelope:
            let header = HeaderFields(message.bytes, in: 0..<message.bytes.count)
            return Array("ENVELOPE ".utf8) + ImapEnvelope.text(header, in: message.bytes)
        case .bodyStructure(let isExtended):
            return Array((isExtended ? "BODYSTRUCTURE " : "BODY ").utf8)
                + BodyStructure.text(outline(), isExtended: isExtended)
        case .section(let section, let answeredAs, _, let partial):
            let name = Array("\(answeredAs) ".utf8)
            guard var bytes = section.bytes(of: message.bytes, outline: outline) else {
                return name + Array("NIL".utf8)
            }
            if let partial { bytes = Array(bytes.dropFirst(partial.start).prefix(partial.count)) }
            return name + imapLiteral(bytes)
        }
    }
}

extension FetchItem {
    var marksSeen: Bool {
        if case .section(_, _, let marksSeen, _) = self { return marksSeen }
        return false
    }

    var isWholeMail: Bool {
        if case .section(let section, _, _, _) = self { return section == .whole }
        return false
    }
}
