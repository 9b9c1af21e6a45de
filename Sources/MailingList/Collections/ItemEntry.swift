import Base

/// What happened to items of collections. The verbs are older than the second collection.
package enum ItemEntry: JournalSlice {
    case received(Item)
    /// A coordinator said yes: it goes into the next digest.
    case kept(ItemID)
    case dropped(ItemID)
    /// As it stood when an older journal was compacted.
    case carried(Item)

    package enum Verb: String, CaseIterable, Sendable {
        case received = "tipped"
        case kept = "tip-kept"
        case dropped = "tip-dropped"
        case carried = "tip"
    }

    package var record: JournalRecord {
        switch self {
        case .received(let item): item.record(.received)
        case .kept(let id): JournalRecord(Verb.kept, ["tip": id.text])
        case .dropped(let id): JournalRecord(Verb.dropped, ["tip": id.text])
        case .carried(let item): item.record(.carried)
        }
    }

    package init?(_ verb: Verb, _ record: JournalRecord) {
        guard let id = record[ItemID.key].flatMap({ ItemID($0) }) else { return nil }
        switch verb {
        case .received, .carried:
            guard let item = Item(id, record) else { return nil }
            self = verb == .received ? .received(item) : .carried(item)
        case .kept: self = .kept(id)
        case .dropped: self = .dropped(id)
        }
    }
}

extension Item {
    fileprivate func record(_ verb: ItemEntry.Verb) -> JournalRecord {
        var record = JournalRecord(
            verb,
            [
                ItemID.key: id.text, "author": author.address.text, "name": author.name,
                "language": language.rawValue, "received": received.text, "status": status.rawValue,
                "kept": kept?.text, "proven": isProven ? "yes" : nil, "text": text,
            ])
        collection.add(to: &record)
        return record
    }

    fileprivate init?(_ id: ItemID, _ record: JournalRecord) {
        guard let collection = CollectionName(of: record), let author = record.mailbox("author"),
            let language: Language = record.value("language"), let received = record.instant("received"),
            let status: Status = record.value("status"), let text = record["text"]
        else { return nil }
        self.init(
            id: id, collection: collection, author: author, language: language, text: text, received: received,
            status: status, kept: record.instant("kept"), isProven: record.flag("proven"))
    }
}

/// The items of all collections that are still held.
package struct Items: Equatable, Sendable {
    private var items: [ItemID: Item] = [:]

    enum Change { case received(Item) }

    package subscript(id: ItemID) -> Item? { items[id] }
    /// In the order they came.
    package var all: [Item] { sorted(items.values) }
    /// With this status, in the order they came.
    package func with(_ status: Item.Status) -> [Item] { sorted(items.values.filter { $0.status == status }) }
    /// What goes into the collection's next digest, in the order it came.
    package func kept(in collection: CollectionName) -> [Item] {
        sorted(items.values.filter { $0.status == .kept && $0.collection == collection })
    }

    mutating func apply(_ entry: ItemEntry, at time: Instant) -> Change? {
        switch entry {
        case .received(let item):
            items[item.id] = item
            return .received(item)
        case .carried(let item): items[item.id] = item
        case .kept(let id):
            guard items[id]?.status.next.contains(.kept) == true else { return nil }
            items[id]?.status = .kept
            items[id]?.kept = time
        case .dropped(let id): if items[id]?.status.canBeDropped == true { items[id] = nil }
        }
        return nil
    }

    /// A digest with these is on its way.
    mutating func publish(_ ids: [ItemID]) {
        for id in ids where items[id]?.status.next.contains(.published) == true { items[id]?.status = .published }
    }

    /// Their digest has come to its end.
    mutating func forget(_ ids: [ItemID]) {
        for id in ids where items[id]?.status == .published { items[id] = nil }
    }

    mutating func move(author old: Address, to new: Address) {
        for (id, item) in items where item.author.address == old { items[id]?.author.address = new }
    }

    /// What somebody sent who asked to be forgotten goes; what is on its way in a digest bears no name any more.
    mutating func forget(author: Address) {
        for (id, item) in items where item.author.address == author {
            if item.status == .published { items[id]?.author = .erased } else { items[id] = nil }
        }
    }

    var carried: [Entry] { items.values.sorted { $0.id < $1.id }.map { .item(.carried($0)) } }

    private func sorted(_ items: some Sequence<Item>) -> [Item] {
        items.sorted { ($0.received, $0.id) < ($1.received, $1.id) }
    }
}
