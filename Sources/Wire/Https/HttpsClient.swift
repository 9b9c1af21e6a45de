import Base
import CCurl

/// Asks a web server by POST, under HTTPS: for tokens. No redirects, no cookies, no proxy.
package struct HttpsClient: Sendable {
    package let executor: PollExecutor
    /// A PEM file of the only certification authority to trust; nil trusts those of the system.
    package let caFile: String?
    /// How long one request may take, with all that belongs to it.
    package let timeout: Duration

    /// What is read of an answer. A token endpoint's has a few kilobytes.
    package static let sizeLimit = 1 << 18

    package init(executor: PollExecutor, caFile: String?, timeout: Duration = .seconds(30)) {
        self.executor = executor
        self.caFile = caFile
        self.timeout = timeout
    }

    /// - Parameter form: `application/x-www-form-urlencoded`.
    package func post(_ form: String, to url: HttpsURL) async throws(WireError) -> HttpsResponse {
        try await HttpsExchange(executor: executor).post(form, to: url, of: self)
    }
}

/// What a web server answered.
package struct HttpsResponse: Hashable, Sendable {
    package let status: Int
    package let body: [UInt8]
    /// Seconds of `Retry-After`, at most an hour; nil where there is none.
    package let retryAfter: Int?

    package init(status: Int, body: [UInt8], retryAfter: Int? = nil) {
        self.status = status
        self.body = body
        self.retryAfter = retryAfter
    }
}

/// One request, on the executor's thread, since a libcurl handle belongs to one thread.
private actor HttpsExchange {
    private let executor: PollExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(executor: PollExecutor) { self.executor = executor }

    func post(_ form: String, to url: HttpsURL, of client: HttpsClient) async throws(WireError) -> HttpsResponse {
        let handle = try CurlHandle(bodyLimit: HttpsClient.sizeLimit)
        try configure(handle, form, url, client)
        try handle.start()
        while handle.result == nil {
            let pause = handle.alarm.map { ContinuousClock.now.duration(to: $0) } ?? client.timeout
            switch await executor.wait(for: handle.interests, timeout: pause) {
            case .ready(let ready): handle.advance(ready)
            case .timedOut: handle.advance([])
            case .cancelled: throw .cancelled
            }
        }
        let code = handle.result ?? CURLE_FAILED_INIT
        guard code == CURLE_OK else { throw Self.error(code, handle.errorMessage, url) }
        return HttpsResponse(
            status: handle.responseCode, body: handle.body,
            retryAfter: handle.retryAfter.map { min($0, 3600) })
    }

    private func configure(
        _ handle: CurlHandle, _ form: String, _ url: HttpsURL, _ client: HttpsClient
    ) throws(WireError) {
        func set(_ option: CURLoption, _ text: String?) throws(WireError) {
            try handle.check(kutsu_easy_set_text(handle.easy, option, text))
        }
        func set(_ option: CURLoption, _ number: Int) throws(WireError) {
            try handle.check(kutsu_easy_set_number(handle.easy, option, number))
        }
        try set(CURLOPT_URL, url.text)
        try set(CURLOPT_PROTOCOLS_STR, "https")
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_TIMEOUT_MS, client.timeout.wholeMilliseconds)
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let caFile = client.caFile {
            try set(CURLOPT_CAINFO, caFile)
            // CAINFO alone would add to the system's authorities instead of replacing them.
            try set(CURLOPT_CAPATH, nil)
        }
        // The form is escaped: there is no NUL byte in it. libcurl copies it.
        try set(CURLOPT_COPYPOSTFIELDS, form)
    }

    private static func error(_ code: CURLcode, _ text: String, _ url: HttpsURL) -> WireError {
        switch code {
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR: .certificate("\(url.host): \(text)")
        case CURLE_SSL_CACERT_BADFILE: .certificate("the ca_file cannot be read (\(text))")
        case CURLE_OPERATION_TIMEDOUT: .timeout(during: "asking \(url.host)")
        case CURLE_WRITE_ERROR: .limit("\(url.host) answers with more than a token endpoint does")
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT: .unreachable(text)
        default: .unreachable("\(url.host): \(text)")
        }
    }
}
