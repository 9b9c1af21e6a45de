/// The selected folder as this client knows it. Sequence number n is `uids[n - 1]`.
struct Selection: Sendable {
    let folder: String
    let isReadOnly: Bool
    var uids: [UInt32]
    var flags: [MessageFlags]
    /// The folder's version that the client has been told of.
    var version: Int

    init(_ name: String, _ folder: Folder, isReadOnly: Bool) {
        self.folder = name
        self.isReadOnly = isReadOnly
        uids = folder.messages.map(\.uid)
        flags = folder.messages.map(\.flags)
        version = folder.version
    }

    /// The indexes that a set of UIDs or of sequence numbers means.
    func indexes(_ set: NumberSet, byUid: Bool) -> [Int] {
        byUid ? set.indexes(inUids: uids) : set.indexes(inCount: uids.count)
    }

    /// The rising indexes of UIDs that are not among the messages; both lists rise, so one walk is enough.
    func indexes(missingIn messages: [StoredMessage]) -> [Int] {
        var cursor = 0
        return uids.indices.filter { index in
            while cursor < messages.count, messages[cursor].uid < uids[index] { cursor += 1 }
            return cursor == messages.count || messages[cursor].uid != uids[index]
        }
    }

    /// Forgets the messages at these rising indexes.
    mutating func drop(_ indexes: [Int]) {
        guard !indexes.isEmpty else { return }
        let dropped = Set(indexes)
        let kept = uids.indices.filter { !dropped.contains($0) }
        flags = kept.map { flags[$0] }
        uids = kept.map { uids[$0] }
    }
}
