import Base
import CCurl

/// Collects what libcurl reports through its callbacks while it connects, or while it asks a web server.
///
/// The callbacks get an unretained pointer to it: sound because ``CurlHandle`` owns it and outlives libcurl's handles,
/// and because libcurl calls back only from within a call, on the thread of that call.
final class CurlWatch {
    fileprivate(set) var interests: [Int32: PollExecutor.Interest] = [:]
    var alarm: ContinuousClock.Instant?
    fileprivate(set) var transcript = LoginTranscript()
    /// The answer of a web server.
    fileprivate(set) var body: [UInt8] = []
    private let bodyLimit: Int

    init(bodyLimit: Int) { self.bodyLimit = bodyLimit }

    /// False where it would be more than the limit.
    fileprivate func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bodyLimit > 0 else { return true }
        guard body.count + bytes.count <= bodyLimit else { return false }
        body += bytes
        return true
    }

    func observe(easy: UnsafeMutableRawPointer, multi: UnsafeMutableRawPointer) throws(WireError) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        let codes = [
            kutsu_easy_set_callback(easy, CURLOPT_HEADERFUNCTION, headerArrived),
            kutsu_easy_set_pointer(easy, CURLOPT_HEADERDATA, context),
            // Without a write function libcurl prints a body on standard output.
            kutsu_easy_set_callback(easy, CURLOPT_WRITEFUNCTION, bodyArrived),
            kutsu_easy_set_pointer(easy, CURLOPT_WRITEDATA, context),
        ]
        guard codes.allSatisfy({ $0 == CURLE_OK }),
            kutsu_multi_set_callbacks(multi, socketChanged, alarmChanged, context) == CURLM_OK
        else { throw .curl(code: Int(CURLE_FAILED_INIT.rawValue), text: "libcurl takes no callbacks") }
    }
}

private func watch(_ context: UnsafeMutableRawPointer?) -> CurlWatch? {
    context.map { Unmanaged<CurlWatch>.fromOpaque($0).takeUnretainedValue() }
}

private func socketChanged(
    _: UnsafeMutableRawPointer?, _ descriptor: curl_socket_t, _ what: Int32,
    _ context: UnsafeMutableRawPointer?, _: UnsafeMutableRawPointer?
) -> Int32 {
    let isWatched = what == CURL_POLL_IN || what == CURL_POLL_OUT || what == CURL_POLL_INOUT
    watch(context)?.interests[descriptor] =
        isWatched
        ? PollExecutor.Interest(descriptor, reading: what != CURL_POLL_OUT, writing: what != CURL_POLL_IN) : nil
    return 0
}

private func alarmChanged(
    _: UnsafeMutableRawPointer?, _ milliseconds: Int, _ context: UnsafeMutableRawPointer?
) -> Int32 {
    watch(context)?.alarm = milliseconds < 0 ? nil : .now.advanced(by: .milliseconds(milliseconds))
    return 0
}

private func headerArrived(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    watch(context)?.transcript.add(UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
}

private func bodyArrived(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    let isTaken = watch(context)?.take(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? true
    // Any other number than was given ends the transfer with CURLE_WRITE_ERROR.
    return isTaken ? size * count : 0
}
