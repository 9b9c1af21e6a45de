import Base
import CCurl

/// What libcurl must know to connect and log in, except the credentials.
package struct Connection: Hashable, Sendable {
    package let endpoint: Endpoint
    /// A PEM file of the only certification authority to trust; nil trusts those of the system.
    package let caFile: String?
    /// How long name lookup, connecting, TLS, greeting and login may take together; from a millisecond to a day.
    package let timeout: Duration

    package init(endpoint: Endpoint, caFile: String? = nil, timeout: Duration = .seconds(120)) {
        self.endpoint = endpoint
        self.caFile = caFile
        self.timeout = timeout
    }

    /// Which SASL mechanisms libcurl may use.
    enum Mechanisms {
        /// PLAIN and LOGIN for a password, OAUTHBEARER and XOAUTH2 for a token. They must be named: otherwise libcurl
        /// takes CRAM-MD5 wherever it is offered, even with a bearer token, and the login fails.
        case usual
        /// Whatever the server offers, and IMAP's LOGIN command.
        case any

        func options(for secret: Credentials.Key) -> String {
            switch (self, secret) {
            case (.any, _): "AUTH=*"
            case (.usual, .token): "AUTH=OAUTHBEARER;AUTH=XOAUTH2"
            case (.usual, _): "AUTH=PLAIN;AUTH=LOGIN"
            }
        }
    }

    /// Sets the options of `handle`. Fails with ``WireError/badCredentials(reason:)`` where a text has a NUL byte, and
    /// with ``WireError/curl(code:text:)`` where libcurl refuses an option.
    func configure(
        _ handle: CurlHandle, credentials: Credentials, mechanisms: Mechanisms
    ) throws(WireError) {
        func set(_ option: CURLoption, _ text: String?) throws(WireError) {
            guard text?.utf8.contains(0) != true else { throw .badCredentials(reason: "there is a NUL byte in them") }
            try handle.check(kutsu_easy_set_text(handle.easy, option, text))
        }
        func set(_ option: CURLoption, _ number: Int) throws(WireError) {
            try handle.check(kutsu_easy_set_number(handle.easy, option, number))
        }

        try set(CURLOPT_URL, endpoint.url)
        try set(CURLOPT_PROTOCOLS_STR, endpoint.scheme.rawValue)
        try set(CURLOPT_CONNECT_ONLY, 1)
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_CONNECTTIMEOUT_MS, timeout.wholeMilliseconds)
        // During IDLE nothing is sent for minutes. Keep-alive probes stop routers from dropping the connection and tell
        // us when the server is gone.
        try set(CURLOPT_TCP_KEEPALIVE, 1)
        try set(CURLOPT_TCP_KEEPIDLE, 120)
        // No proxy, even if ALL_PROXY is set in the environment.
        try set(CURLOPT_PROXY, "")

        try set(CURLOPT_USE_SSL, Int(requiresTLS ? CURLUSESSL_ALL.rawValue : CURLUSESSL_TRY.rawValue))
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let caFile {
            try set(CURLOPT_CAINFO, caFile)
            // CAINFO alone would add to the system's authorities instead of replacing them.
            try set(CURLOPT_CAPATH, nil)
        } else if !requiresTLS, !endpoint.scheme.isImplicitTLS {
            // On loopback plain text is allowed, and a self-signed certificate is no worse.
            try set(CURLOPT_SSL_VERIFYPEER, 0)
            try set(CURLOPT_SSL_VERIFYHOST, 0)
        }

        switch credentials.secret {
        case .none: return
        case .password(let secret): try set(CURLOPT_PASSWORD, secret.revealed)
        case .token(let secret): try set(CURLOPT_XOAUTH2_BEARER, secret.revealed)
        }
        try set(CURLOPT_USERNAME, credentials.user)
        try set(CURLOPT_LOGIN_OPTIONS, mechanisms.options(for: credentials.secret))
    }

    private var requiresTLS: Bool { !endpoint.isLoopback || caFile != nil }
}

extension Duration {
    /// At least 1, because 0 means the default of libcurl.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        return max(1, Int(min(max(seconds, 0), 86_400)) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}
