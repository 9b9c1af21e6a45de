import Base
import CCurl
import Glibc

/// One libcurl transfer: it connects and logs in, and its connection is then read and written; or it asks a web server
/// and collects the answer. libcurl is called only here, in ``CurlWatch`` and, for its options, in ``Connection`` and
/// ``HttpsClient``.
///
/// Not thread-safe: it belongs to one ``CurlChannel`` or one HTTPS request and is used on that actor only. The pointers are sound because
/// libcurl keeps them no longer than its two handles live, and `deinit` ends those before it frees the rest.
final class CurlHandle {
    let easy: UnsafeMutableRawPointer
    /// The result of connecting, once there is one.
    private(set) var result: CURLcode?

    private let multi: UnsafeMutableRawPointer
    private let watch: CurlWatch
    private let errorText: UnsafeMutablePointer<CChar>
    /// After CURLE_AGAIN over TLS, the next write must have the same address and at least the same length (OpenSSL), so
    /// bytes under way are kept here and not in an array that may move.
    private let outgoing: UnsafeMutableRawBufferPointer
    private let incoming: UnsafeMutableRawBufferPointer
    private var unsent = 0..<0

    private static let library: CURLcode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    /// - Parameter bodyLimit: how much of a web server's answer is kept; where it has more, the transfer fails.
    init(bodyLimit: Int = 0) throws(WireError) {
        guard Self.library == CURLE_OK, let easy = curl_easy_init() else { throw WireError(CURLE_FAILED_INIT) }
        guard let multi = curl_multi_init() else {
            curl_easy_cleanup(easy)
            throw WireError(CURLE_FAILED_INIT)
        }
        self.easy = easy
        self.multi = multi
        watch = CurlWatch(bodyLimit: bodyLimit)
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        outgoing = .allocate(byteCount: 64 << 10, alignment: 16)
        incoming = .allocate(byteCount: 128 << 10, alignment: 16)

        try check(kutsu_easy_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText))
        try watch.observe(easy: easy, multi: multi)
    }

    deinit {
        curl_multi_remove_handle(multi, easy)
        curl_easy_cleanup(easy)
        curl_multi_cleanup(multi)
        errorText.deallocate()
        outgoing.deallocate()
        incoming.deallocate()
    }

    /// Shuts the connection down, so that a call that waits for the socket wakes up.
    func hangUp() {
        if let socket { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    /// The connected socket.
    var socket: Int32? {
        var descriptor: curl_socket_t = -1
        return kutsu_easy_get_socket(easy, &descriptor) == CURLE_OK && descriptor >= 0 ? descriptor : nil
    }
}

// MARK: Connecting

extension CurlHandle {
    /// The descriptors that libcurl wants watched while it connects.
    var interests: [PollExecutor.Interest] { Array(watch.interests.values) }
    /// When libcurl wants to be called again even if no descriptor is ready.
    var alarm: ContinuousClock.Instant? { watch.alarm }
    /// What the server said until the login was done.
    var transcript: LoginTranscript { watch.transcript }
    /// libcurl's own message about what went wrong.
    var errorMessage: String {
        let detail = ServerText.clean(UnsafeRawBufferPointer(start: errorText, count: strlen(errorText)))
        return detail.isEmpty ? result.map(\.message) ?? "" : detail
    }

    func start() throws(WireError) {
        guard curl_multi_add_handle(multi, easy) == CURLM_OK else { throw WireError(CURLE_FAILED_INIT) }
        act(on: CURL_SOCKET_TIMEOUT, 0)
    }

    /// Tells libcurl which descriptors are ready. None means that the time of ``alarm`` has come.
    func advance(_ ready: [PollExecutor.Interest]) {
        for interest in ready {
            act(
                on: interest.descriptor,
                (interest.reading ? CURL_CSELECT_IN : 0) | (interest.writing ? CURL_CSELECT_OUT : 0))
        }
        if ready.isEmpty { act(on: CURL_SOCKET_TIMEOUT, 0) }
    }

    private func act(on descriptor: curl_socket_t, _ events: Int32) {
        guard result == nil else { return }
        if descriptor == CURL_SOCKET_TIMEOUT { watch.alarm = nil }
        var running: Int32 = 0
        let code = curl_multi_socket_action(multi, descriptor, events, &running)
        var ended = CURLE_OK
        if code != CURLM_OK {
            result = CURLE_FAILED_INIT
        } else if kutsu_multi_next_result(multi, &ended) {
            result = ended
        }
    }
}

// MARK: Web

extension CurlHandle {
    var body: [UInt8] { watch.body }

    /// The status of HTTP; 0 where none came.
    var responseCode: Int {
        var code = 0
        return kutsu_easy_get_response_code(easy, &code) == CURLE_OK ? code : 0
    }

    /// Seconds of `Retry-After`, also where the server wrote a date.
    var retryAfter: Int? {
        var seconds: curl_off_t = 0
        return kutsu_easy_get_retry_after(easy, &seconds) == CURLE_OK && seconds > 0 ? Int(seconds) : nil
    }
}

// MARK: Talking

extension CurlHandle {
    enum Received {
        case bytes([UInt8])
        case nothing
        case end
    }

    var hasUnsent: Bool { !unsent.isEmpty }

    /// Takes as many of `bytes` as fit into its buffer, sends what the connection accepts now, and gives the number
    /// taken. What was taken and not sent (``hasUnsent``) goes out with the next call.
    func send(_ bytes: ArraySlice<UInt8>) throws(WireError) -> Int {
        var taken = 0
        while try flush(), taken < bytes.count {
            let count = min(bytes.count - taken, outgoing.count)
            bytes.dropFirst(taken).prefix(count).withUnsafeBytes { outgoing.copyMemory(from: $0) }
            unsent = 0..<count
            taken += count
        }
        return taken
    }

    /// Whether all that was taken has been sent.
    private func flush() throws(WireError) -> Bool {
        while let first = unsent.first {
            var count = 0
            let code = curl_easy_send(easy, outgoing.baseAddress?.advanced(by: first), unsent.count, &count)
            if code == CURLE_AGAIN { return false }
            guard code == CURLE_OK else { throw .closed(byServer: nil) }
            unsent = first + min(count, unsent.count)..<unsent.upperBound
        }
        return true
    }

    /// Reads until libcurl has nothing left: a decrypted TLS record may wait inside it, where `poll` cannot see it.
    func receive(atMost limit: Int) -> Received {
        let limit = min(limit, incoming.count)
        var filled = 0
        while filled < limit {
            var count = 0
            let code = curl_easy_recv(easy, incoming.baseAddress?.advanced(by: filled), limit - filled, &count)
            if code == CURLE_OK, count > 0 {
                filled += count
            } else if filled > 0 {
                break  // The same answer comes again at the next call.
            } else {
                // At the end of the stream libcurl 7.88 gives an empty read, libcurl 8 CURLE_RECV_ERROR.
                return code == CURLE_AGAIN ? .nothing : .end
            }
        }
        return .bytes(Array(incoming[..<filled]))
    }
}

extension CurlHandle {
    func check(_ code: CURLcode) throws(WireError) {
        guard code == CURLE_OK else { throw WireError(code) }
    }
}

extension CURLcode {
    var message: String { String(cString: curl_easy_strerror(self)) }
}

extension WireError {
    fileprivate init(_ code: CURLcode) {
        self = .curl(code: Int(code.rawValue), text: code.message)
    }
}
