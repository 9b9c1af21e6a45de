/// Makes inputs from inputs: by the byte, by the line, and by the words of the grammar.
struct Mutator {
    let words: [[UInt8]]
    /// Longer ones say hardly more, and cost; ``Growth`` makes some.
    private static let longest = 4096

    func mutated(_ input: [UInt8], other: [UInt8], _ chance: inout Chance) -> [UInt8] {
        var bytes = input
        for _ in 0...chance.next(below: 5) { mutate(&bytes, other: other, &chance) }
        return bytes.count > Self.longest ? Array(bytes[..<Self.longest]) : bytes
    }

    private func mutate(_ bytes: inout [UInt8], other: [UInt8], _ chance: inout Chance) {
        let piece = piece(of: bytes, &chance)
        let place = chance.next(below: bytes.count + 1)
        switch chance.next(below: 10) {
        case 0 where !bytes.isEmpty: bytes[piece.lowerBound] ^= 1 << UInt8(chance.next(below: 8))
        case 1 where !bytes.isEmpty: bytes[piece.lowerBound] = UInt8(chance.next(below: 256))
        case 2: bytes.removeSubrange(piece)
        case 3: bytes.insert(contentsOf: bytes[piece], at: place)
        case 4: bytes.insert(contentsOf: word(&chance), at: place)
        case 5: bytes.replaceSubrange(piece, with: word(&chance))
        case 6: bytes.insert(contentsOf: other[self.piece(of: other, &chance)], at: place)
        case 7: bytes.replaceSubrange(place..., with: other[chance.next(below: other.count + 1)...])
        case 8: repeatPiece(Array(bytes[piece]), in: &bytes, at: piece.upperBound, &chance)
        case 9: repeatPiece(word(&chance), in: &bytes, at: place, &chance)
        default: bytes.append(UInt8(chance.next(below: 256)))
        }
    }

    private func repeatPiece(_ piece: [UInt8], in bytes: inout [UInt8], at place: Int, _ chance: inout Chance) {
        let most = 1 << chance.next(below: 10)
        let count = min(most, (Self.longest - min(bytes.count, Self.longest)) / max(piece.count, 1))
        bytes.insert(contentsOf: Array(repeating: piece, count: count).joined(), at: place)
    }

    private func word(_ chance: inout Chance) -> [UInt8] {
        words.isEmpty ? [0] : words[chance.next(below: words.count)]
    }

    /// A stretch of the input: a few bytes, or whole lines.
    func piece(of bytes: [UInt8], _ chance: inout Chance) -> Range<Int> {
        guard !bytes.isEmpty else { return 0..<0 }
        let start = chance.next(below: bytes.count)
        guard chance.next(below: 3) == 0 else {
            return start..<min(bytes.count, start + 1 + chance.next(below: 1 << (1 + chance.next(below: 6))))
        }
        let first = (bytes[..<start].lastIndex(of: 0x0A) ?? -1) + 1
        var end = start
        for _ in 0...chance.next(below: 3) {
            end = (bytes[end...].firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
            if end == bytes.count { break }
        }
        return first..<end
    }
}
