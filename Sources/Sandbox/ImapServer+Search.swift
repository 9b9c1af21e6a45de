extension ImapServer {
    static let searchTextLimit = 1000

    mutating func search(
        _ arguments: inout ImapArguments, _ selection: Selection, byUid: Bool
    ) throws(ImapRefusal) {
        try arguments.expect(" ")
        try readCharset(&arguments)
        let faults = faults
        let program = try SearchProgram(&arguments) { key, arguments throws(ImapRefusal) in
            if faults.exchangeQuirks, key == "KEYWORD" || key == "UNKEYWORD" {
                throw .bad("Command Argument Error. 11")
            }
            return try SearchTest(key, &arguments, selection)
        }
        guard let account else { return }
        let messages = store.messages(in: selection.folder, of: account)
        var found: [String] = []
        var cursor = 0
        for (index, uid) in selection.uids.enumerated() {
            while cursor < messages.count, messages[cursor].uid < uid { cursor += 1 }
            guard cursor < messages.count else { break }
            guard messages[cursor].uid == uid else { continue }
            let message = messages[cursor]
            if program.matches({ $0.isTrue(of: message, at: index) }) {
                found.append(String(byUid ? uid : UInt32(truncatingIfNeeded: index + 1)))
            }
        }
        untagged((["SEARCH"] + found).joined(separator: " "))
    }

    private func readCharset(_ arguments: inout ImapArguments) throws(ImapRefusal) {
        var ahead = arguments
        guard let word = try? ahead.keyword(), word == "CHARSET" else { return }
        try ahead.expect(" ")
        let name = String(decoding: try ahead.astring(), as: UTF8.self).uppercased()
        guard ["UTF-8", "US-ASCII"].contains(name), !(faults.exchangeQuirks && name == "UTF-8") else {
            throw .no("[BADCHARSET (US-ASCII)] Charset not supported")
        }
        try ahead.expect(" ")
        arguments = ahead
    }
}
