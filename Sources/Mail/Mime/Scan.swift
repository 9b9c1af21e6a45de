import Base

/// One run of bytes being read for parts: where the reading stands, and what is open.
struct Scan {
    enum State {
        /// A part's header starts here.
        case header(Int)
        /// Some part's body (or what stands around a multipart's parts) goes on here, at the start of a line.
        case body(Int)
        case done
    }

    /// A part whose end is not yet known.
    struct Open {
        let part: Int
        /// The boundary as long as it can still occur.
        var boundary: [UInt8]?
        /// The level at which the same boundary was open before.
        let shadowed: Int?
        var children = 0
    }

    let source: Int
    let lines: LineReader
    /// The part that holds this message, when it was encoded.
    let holder: Int?
    var state: State
    private(set) var open: [Open] = []
    /// The level of the innermost open multipart that has the boundary: one look-up a line, however many are open.
    private var levels: [[UInt8]: Int] = [:]

    init(source: Int, bytes: [UInt8], holder: Int?) {
        self.source = source
        self.holder = holder
        lines = LineReader(bytes)
        let hasByteOrderMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        state = .header(hasByteOrderMark ? 3 : 0)
    }

    var hasBoundaries: Bool { !levels.isEmpty }

    mutating func push(part: Int, boundary: [UInt8]?) {
        open.append(Open(part: part, boundary: boundary, shadowed: boundary.flatMap { levels[$0] }))
        if let boundary { levels[boundary] = open.count - 1 }
    }

    mutating func pop(downTo level: Int) {
        while open.count > level {
            endBoundary(at: open.count - 1)
            open.removeLast()
        }
    }

    /// The multipart's closing boundary was read: what follows is its epilogue.
    mutating func endBoundary(at level: Int) {
        guard let boundary = open[level].boundary else { return }
        levels[boundary] = open[level].shadowed
        open[level].boundary = nil
    }

    /// The ordinal of a new part within the innermost open one.
    mutating func countChild() -> Int {
        guard !open.isEmpty else { return 1 }
        open[open.count - 1].children += 1
        return open[open.count - 1].children
    }

    /// Which open multipart the line is a boundary of (RFC 2046 section 5.1.1): compared whole, since one boundary may
    /// begin like another; white space may follow it.
    func delimiter(_ line: LineReader.Line) -> (level: Int, isClose: Bool)? {
        let bytes = lines.bytes
        guard !levels.isEmpty, line.textEnd - line.start > 2, line.textEnd - line.start < 2000,
            bytes[line.start] == UInt8(ascii: "-"), bytes[line.start + 1] == UInt8(ascii: "-"),
            let last = bytes[line.start..<line.textEnd].lastIndex(where: { !$0.isFoldingSpace })
        else { return nil }
        let text = bytes[(line.start + 2)..<max(last + 1, line.start + 2)]
        if let level = levels[Array(text)] { return (level, false) }
        guard text.count > 2, text.suffix(2).elementsEqual("--".utf8), let level = levels[Array(text.dropLast(2))]
        else { return nil }
        return (level, true)
    }

    /// Where the fields of a message begin: behind an mbox `From ` line (`>From ` where mboxes were nested), and behind
    /// blank lines if a field follows them, as in mail that was pasted into a file.
    func startOfMessageHeader(from start: Int) -> Int {
        var index = start
        while let line = lines.line(at: index), line.isBlank { index = line.next }
        guard let line = lines.line(at: index) else { return start }
        let text = lines.bytes[line.start..<line.textEnd]
        if text.starts(with: "From ".utf8) || text.starts(with: ">From ".utf8) { return line.next }
        return HeaderReader.isField(text) ? index : start
    }
}
