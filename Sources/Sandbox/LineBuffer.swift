/// Bytes on their way in, taken as lines or as counted chunks; every byte is moved a bounded number of times.
struct LineBuffer: Sendable {
    enum Line: Equatable, Sendable {
        case line([UInt8])
        case tooLong
    }

    private var bytes: [UInt8] = []
    private var position = 0
    /// No line end lies before this.
    private var scanned = 0
    private var isSkipping = false

    mutating func append(_ new: ArraySlice<UInt8>) {
        bytes += new
    }

    mutating func take(upTo count: Int) -> ArraySlice<UInt8> {
        let end = position + min(count, bytes.count - position)
        defer { drop(upTo: end) }
        return bytes[position..<end]
    }

    /// The next line without CR LF or a bare LF; of a line over the limit only that it was one.
    mutating func takeLine(limit: Int) -> Line? {
        guard let end = bytes[max(position, scanned)...].firstIndex(of: 10) else {
            scanned = bytes.count
            if bytes.count - position > limit {
                isSkipping = true
                drop(upTo: bytes.count)
            }
            return nil
        }
        defer {
            drop(upTo: end + 1)
            isSkipping = false
        }
        if isSkipping || end - position > limit { return .tooLong }
        return .line(Array(bytes[position..<(end > position && bytes[end - 1] == 13 ? end - 1 : end)]))
    }

    /// The next piece of text that has its line end, as it stands, or a long beginning of a line without one.
    mutating func takeRawLine(pieceLimit: Int) -> ArraySlice<UInt8>? {
        guard let end = bytes[max(position, scanned)...].firstIndex(of: 10) else {
            scanned = bytes.count
            // The last byte stays: it may be the CR of the line's end.
            return bytes.count - position > pieceLimit ? take(upTo: bytes.count - position - 1) : nil
        }
        return take(upTo: end + 1 - position)
    }

    private mutating func drop(upTo index: Int) {
        position = index
        scanned = index
        guard position == bytes.count || position > max(65_536, bytes.count / 2) else { return }
        bytes.removeSubrange(..<position)
        position = 0
        scanned = 0
    }
}
