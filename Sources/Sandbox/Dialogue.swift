/// The server's side of one connection as a value without IO: bytes in, bytes out, the time as an argument.
///
/// ``LoopbackConnection`` calls ``open()`` once, then ``receive(_:now:)`` with whatever arrived; after each call it
/// takes the output and the deliveries. While ``hasWork`` it calls ``proceed(now:)`` when the output has drained. `now`
/// is in seconds since 1970, UTC.
package protocol Dialogue: Sendable {
    /// Writes the greeting.
    mutating func open()
    mutating func receive(_ bytes: ArraySlice<UInt8>, now: Int64)
    /// Goes on with what had to wait until output was sent.
    mutating func proceed(now: Int64)
    /// The store has changed; meant for dialogues that ``wantsChanges``.
    mutating func storeChanged()
    mutating func takeOutput() -> [UInt8]
    mutating func takeDeliveries() -> [DeliveredMail]

    var hasWork: Bool { get }
    var wantsChanges: Bool { get }
    /// The connection ends as soon as the output is sent.
    var isClosed: Bool { get }
}
