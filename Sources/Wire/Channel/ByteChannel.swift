/// A connected, authenticated stream of bytes in both directions. The IMAP and SMTP sessions reach the network only
/// through this.
///
/// Every time-out is an idle time-out: how long a call may wait without a single byte moving; then it throws
/// ``WireError/timeout(during:)``. One task uses a channel at a time; a cancelled task gets ``WireError/cancelled``. A
/// time-out or a cancellation of ``receive(atMost:timeout:)`` or ``exchange(_:timeout:)`` loses no bytes, and the
/// channel can still be used; after any other error it can only be closed.
package protocol ByteChannel: AnyObject, Sendable {
    /// Sends all of `bytes`. Where the server may be sending too, use ``exchange(_:timeout:)``: if both sides only
    /// send, the buffers of both fill up and neither goes on.
    func send(_ bytes: [UInt8], timeout: Duration) async throws(WireError)

    /// Waits for bytes and gives at most `atMost` of them, which must be more than 0. Empty means the end of the
    /// stream.
    func receive(atMost: Int, timeout: Duration) async throws(WireError) -> [UInt8]

    /// Sends what can be sent now and receives what is there, waiting until at least one of both happened.
    ///
    /// Empty `bytes` only receives. What was received is given even when sending has failed meanwhile (a server says
    /// `421` or `BYE` before it hangs up); the next call then throws ``WireError/closed(byServer:)``, which is also how
    /// the end of the stream shows here.
    func exchange(
        _ bytes: ArraySlice<UInt8>, timeout: Duration
    ) async throws(WireError) -> (sent: Int, received: [UInt8])

    /// What the server said until the login was done, line by line, where that was heard.
    var opening: [String] { get async }

    /// Closes the connection. Closing twice is harmless. LOGOUT or QUIT is not sent: the sessions do that.
    func close() async
}

extension ByteChannel {
    package var opening: [String] { get async { [] } }
}

/// Opens channels: a session that lost its connection asks for another.
package protocol Dialer: Sendable {
    /// A channel on which TLS and login are done. The credentials are read again at each call.
    ///
    /// - Throws: Any ``WireError``; ``WireError/loginDenied(serverText:)`` and ``WireError/badCredentials(reason:)``
    ///   mean that trying again soon is useless and may lock the account.
    func dial() async throws(WireError) -> any ByteChannel
}
