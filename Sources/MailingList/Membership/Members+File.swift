import Base

/// All of them in the order of the `members` file.
extension Members {
    /// Every member once: first those of the file in its order, then the newer ones by address.
    package func forEach<E>(_ body: (Member) throws(E) -> Void) throws(E) {
        var start = 0
        while start < lines.count {
            let end = lineEnd(from: start)
            if let member = MemberLine.member(from: lines[start..<end]) {
                if let change = changes[member.address] {
                    if let change { try body(change) }
                } else {
                    try body(member)
                }
            }
            start = end + 1
        }
        for address in changes.keys.sorted() {
            if let member = changes[address].flatMap({ $0 }), find(address.text.utf8) == nil { try body(member) }
        }
    }

    /// The lines of a fresh `members` file, in the order of `forEach`. What has not changed is copied as it is.
    package func fileLines() -> [UInt8] {
        var replacements: [(offset: Int, member: Member?)] = []
        var newcomers: [Member] = []
        for (address, member) in changes {
            if let offset = find(address.text.utf8) {
                replacements.append((offset, member))
            } else if let member {
                newcomers.append(member)
            }
        }
        replacements.sort { $0.offset < $1.offset }
        newcomers.sort { $0.address < $1.address }
        var result: [UInt8] = []
        result.reserveCapacity(lines.count + changes.count * 128)
        var start = 0
        for (offset, member) in replacements {
            result += lines[start..<offset]
            if let member { result += MemberLine.bytes(of: member) }
            start = lineEnd(from: offset) + 1
        }
        result += lines[start...]
        for member in newcomers { result += MemberLine.bytes(of: member) }
        return result
    }
}

extension Members: Equatable {
    /// The same people with the same facts; how they came to be known is no difference.
    package static func == (left: Members, right: Members) -> Bool {
        guard left.count == right.count else { return false }
        var same = true
        left.forEach { (member: Member) in if right[member.address] != member { same = false } }
        return same
    }
}
