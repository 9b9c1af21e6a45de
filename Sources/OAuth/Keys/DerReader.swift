/// Reads the elements of DER (X.690) one after the other; goes into none by itself, so that depth costs nothing.
struct DerReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    struct Element {
        let tag: UInt8
        let content: ArraySlice<UInt8>
        /// With tag and length.
        let whole: ArraySlice<UInt8>
    }

    static let sequence: UInt8 = 0x30

    /// The next element; nil at the end, or where its length does not fit.
    mutating func next() -> Element? {
        let start = rest
        guard let tag = rest.popFirst(), let first = rest.popFirst() else { return nil }
        var length = Int(first)
        if first & 0x80 != 0 {
            let digits = rest.prefix(Int(first & 0x7F))
            // A certificate of 16 MB is none.
            guard (1...3).contains(digits.count), digits.count == Int(first & 0x7F) else { return nil }
            rest = rest.dropFirst(digits.count)
            length = digits.reduce(0) { $0 << 8 | Int($1) }
        }
        guard length <= rest.count else { return nil }
        let content = rest.prefix(length)
        rest = rest.dropFirst(length)
        return Element(tag: tag, content: content, whole: start[start.startIndex..<content.endIndex])
    }

    mutating func next(_ tag: UInt8) -> Element? {
        let element = next()
        return element?.tag == tag ? element : nil
    }
}
