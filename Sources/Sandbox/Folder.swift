/// A folder's messages in rising UID order.
struct Folder: Sendable {
    static let messageLimit = 1_000_000

    private(set) var uidValidity: UInt32
    private(set) var uidNext: UInt32 = 1
    private(set) var messages: [StoredMessage] = []
    /// Rises with every change, so that a connection sees at once whether it has something to tell its client.
    private(set) var version = 0
    var isSubscribed = true

    init(uidValidity: UInt32) {
        self.uidValidity = uidValidity
    }

    func index(of uid: UInt32) -> Int? {
        let index = messages.partitioningIndex { $0.uid >= uid }
        return index < messages.count && messages[index].uid == uid ? index : nil
    }

    func message(_ uid: UInt32) -> StoredMessage? {
        index(of: uid).map { messages[$0] }
    }

    /// Adds a mail at the end; nil when the folder is full.
    mutating func append(_ bytes: [UInt8], flags: MessageFlags, received: Int64) -> UInt32? {
        guard messages.count < Self.messageLimit, uidNext < .max else { return nil }
        let uid = uidNext
        messages.append(StoredMessage(uid: uid, flags: flags, received: received, bytes: bytes))
        uidNext += 1
        version += 1
        return uid
    }

    mutating func change(_ uid: UInt32, _ edit: (MessageFlags) -> MessageFlags) {
        guard let index = index(of: uid) else { return }
        let flags = edit(messages[index].flags)
        guard flags != messages[index].flags else { return }
        messages[index].flags = flags
        version += 1
    }

    mutating func remove(_ uids: Set<UInt32>) {
        let before = messages.count
        messages.removeAll { uids.contains($0.uid) }
        if messages.count != before { version += 1 }
    }

    /// What a server does after losing its index: every UID is new and says nothing about the old ones.
    mutating func renumber(uidValidity newValidity: UInt32) {
        uidValidity = newValidity
        uidNext = 1
        let old = messages
        messages = []
        for message in old { _ = append(message.bytes, flags: message.flags, received: message.received) }
        version += 1
    }
}

extension RandomAccessCollection where Index == Int {
    /// The first index whose element fulfils the condition, given that all later ones do too.
    func partitioningIndex(_ isIn: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if isIn(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
