/// One side of a connection as a value: bytes in, bytes out, no socket, no clock.
///
/// The shell calls ``open()`` once, then ``receive(_:now:)`` with whatever arrived; after each call it takes the
/// output and the deliveries. While ``hasWork`` it calls ``proceed(now:)`` when the output has drained.
/// `now` is in seconds since 1970, UTC.
package protocol Dialogue: Sendable {
    /// Writes the greeting.
    mutating func open()
    mutating func receive(_ bytes: ArraySlice<UInt8>, now: Int64)
    /// Goes on with what had to wait for room in the output.
    mutating func proceed(now: Int64)
    /// The store has changed; meant for dialogues that ``wantsChanges``.
    mutating func storeChanged()
    mutating func takeOutput() -> [UInt8]
    mutating func takeDeliveries() -> [Delivery]

    var hasWork: Bool { get }
    var wantsChanges: Bool { get }
    /// The connection ends as soon as the output is sent.
    var isClosed: Bool { get }
}

/// A mail that a server has just put into an account.
package struct Delivery: Equatable, Sendable {
    /// The account it went to.
    package let account: String
    /// The envelope sender; empty for the null return path.
    package let sender: String
    package let uid: UInt32
    /// The mail as it is stored, Return-Path and Received on top.
    package let bytes: [UInt8]
}

/// The bytes a dialogue has to say, and the faults that sit in the way.
struct Outlet: Sendable {
    /// A dialogue stops working on its input when so many bytes wait.
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
