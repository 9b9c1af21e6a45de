/// A connected, authenticated stream of bytes in both directions: all that the IMAP and SMTP sessions know of the world.
///
/// Every time-out is idle time: how long a call may wait while nothing moves at all. One task uses a channel at a time;
/// a cancelled task gets ``WireError/cancelled``. A time-out or a cancellation of ``receive(atMost:timeout:)`` or
/// ``exchange(_:timeout:)`` loses nothing, and the channel may be used on; after any other error it can only be closed.
package protocol ByteChannel: AnyObject, Sendable {
    /// Sends all of `bytes`. For a side that may be answering at the same time use ``exchange(_:timeout:)``:
    /// two sides that only send can both fill up and wait for ever.
    func send(_ bytes: [UInt8], timeout: Duration) async throws(WireError)

    /// Waits for bytes and gives at most `atMost` of them; empty means the end of the stream.
    func receive(atMost: Int, timeout: Duration) async throws(WireError) -> [UInt8]

    /// Sends what can be sent now and receives what is there, waiting until at least one of both happened.
    ///
    /// Empty `bytes` only receives. What was received is given even when sending has failed meanwhile (a server says
    /// `421` or `BYE` before it hangs up); the next call then throws ``WireError/closed(byServer:)``, which is also how
    /// the end of the stream shows here.
    func exchange(
        _ bytes: ArraySlice<UInt8>, timeout: Duration
    ) async throws(WireError) -> (sent: Int, received: [UInt8])

    /// Hangs up. Closing twice is harmless. Says no LOGOUT or QUIT: that is the session's word.
    func close() async
}

/// Opens channels: a session that lost its connection asks for another.
package protocol Dialer: Sendable {
    /// A channel on which TLS and login are done. The credentials are read again at each call.
    func dial() async throws(WireError) -> any ByteChannel
}
