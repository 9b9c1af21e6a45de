/// A LIST pattern: `*` is any text, `%` any text without the separator.
struct FolderPattern {
    private let pattern: [UInt8]

    init(_ pattern: [UInt8]) {
        let isInbox = String(decoding: pattern, as: UTF8.self).uppercased() == "INBOX"
        self.pattern = isInbox ? Array("INBOX".utf8) : pattern
    }

    /// Follows all places in the pattern at once, so that the cost is at most pattern × name.
    func matches(_ name: String) -> Bool {
        var places = closure([0])
        for byte in name.utf8 {
            var following: Set<Int> = []
            for place in places where place < pattern.count {
                switch pattern[place] {
                case UInt8(ascii: "*"): following.insert(place)
                case UInt8(ascii: "%"): if byte != UInt8(ascii: "/") { following.insert(place) }
                default: if pattern[place] == byte { following.insert(place + 1) }
                }
            }
            places = closure(following)
        }
        return places.contains(pattern.count)
    }

    /// Adds the places that are reached by letting wildcards match nothing.
    private func closure(_ places: Set<Int>) -> Set<Int> {
        var all = places
        for place in places {
            var next = place
            while next < pattern.count, pattern[next] == UInt8(ascii: "*") || pattern[next] == UInt8(ascii: "%") {
                next += 1
                all.insert(next)
            }
        }
        return all
    }
}
