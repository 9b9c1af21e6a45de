/// The output of a dialogue that is not yet taken, with the faults that cut or suppress it.
struct Outlet: Sendable {
    /// A dialogue stops working on its input while this many bytes or more wait.
    static let highWater = 1 << 20

    private var pending: [UInt8] = []
    private var allowance: Int?
    private(set) var isClosed = false
    var isSilent: Bool

    init(faults: Faults) {
        allowance = faults.cutAfterBytes.map { max(0, $0) }
        isSilent = faults.silence == .fromStart
    }

    var isFull: Bool { pending.count >= Self.highWater }

    mutating func write(_ text: String) {
        write(Array(text.utf8))
    }

    mutating func write(_ bytes: [UInt8]) {
        guard !isClosed, !isSilent else { return }
        guard let allowance else {
            pending += bytes
            return
        }
        pending += bytes.prefix(allowance)
        self.allowance = allowance - min(allowance, bytes.count)
        if bytes.count >= allowance { isClosed = true }
    }

    mutating func close() {
        guard !isSilent else { return }
        isClosed = true
    }

    mutating func take() -> [UInt8] {
        defer { pending = [] }
        return pending
    }
}
