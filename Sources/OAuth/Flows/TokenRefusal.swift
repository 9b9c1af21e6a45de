import Base

/// Why a token endpoint gave no token, in its own words (RFC 6749 section 5.2) and with the ids by which its operator
/// finds the event again.
package struct TokenRefusal: Error, Hashable, Sendable {
    /// Of HTTP; 0 where no answer came.
    package let status: Int
    /// `invalid_grant` and its like; nil where the answer was no such answer.
    package let error: String?
    /// The server's words on one line, or ours where it had none.
    package let text: String
    /// Microsoft's numbers: 7000215 of `AADSTS7000215`.
    package let codes: [Int64]
    package let subError: String?
    package let traceID: String?
    package let correlationID: String?
    package let timestamp: String?
    /// How long the server wants to be left alone.
    package let retryAfter: Seconds?

    package init(
        status: Int, error: String?, text: String, codes: [Int64] = [], subError: String? = nil,
        traceID: String? = nil, correlationID: String? = nil, timestamp: String? = nil, retryAfter: Seconds? = nil
    ) {
        self.status = status
        self.error = error
        self.text = text
        self.codes = codes
        self.subError = subError
        self.traceID = traceID
        self.correlationID = correlationID
        self.timestamp = timestamp
        self.retryAfter = retryAfter
    }

    /// The endpoint could not be reached, or did not answer.
    package static func unreachable(_ text: String) -> TokenRefusal {
        TokenRefusal(status: 0, error: nil, text: text)
    }

    /// Nothing was asked, since something here is not as it must be.
    package static func unprepared(_ text: String) -> TokenRefusal {
        TokenRefusal(status: 400, error: nil, text: text)
    }

    init(status: Int, object: JsonObject?, body: [UInt8], retryAfter: Seconds?) {
        // Google's older endpoints answer {"error": {"message": …}}, which says no more than the status.
        let text = object?.text("error_description").map(Self.clean)
        let written = object?.integers("error_codes") ?? []
        self.init(
            status: status, error: object?.text("error").map(Self.clean),
            text: text ?? Self.words(status: status, isObject: object != nil),
            codes: written.isEmpty ? Self.codes(in: text ?? "") : written,
            subError: object?.text("error_subtype").map(Self.clean) ?? object?.text("suberror").map(Self.clean),
            traceID: object?.text("trace_id").map(Self.clean),
            correlationID: object?.text("correlation_id").map(Self.clean),
            timestamp: object?.text("timestamp").map(Self.clean), retryAfter: retryAfter)
    }

    private static func words(status: Int, isObject: Bool) -> String {
        isObject ? "it gives no reason" : "the answer (HTTP \(status)) is not that of a token endpoint"
    }

    /// The numbers of `AADSTS700016: …`.
    static func codes(in text: String) -> [Int64] {
        text.split(separator: "AADSTS", omittingEmptySubsequences: false).dropFirst()
            .compactMap { Int64($0.prefix { $0.isASCII && $0.isNumber }) }
    }

    /// One line without controls, up to 600 scalars. Microsoft repeats its ids at the end of its words: they go, since
    /// they are told apart.
    static func clean(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(600) {
            kept.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        let line = String(kept).split(separator: " ").joined(separator: " ")
        return line.split(separator: " Trace ID:", maxSplits: 1).first.map(String.init) ?? line
    }
}

extension TokenRefusal {
    /// Whether it is likely to go by itself soon: a server in trouble, or one that wants fewer questions. Everything
    /// else needs a person, but may be a passing fault as well, so that it is tried again later.
    package var isPassing: Bool {
        if status == 0 || status == 429 || status >= 500 { return true }
        if !Set(codes).isDisjoint(with: [50196, 90055]) { return true }
        return ["temporarily_unavailable", "server_error", "internal_failure"].contains(error)
    }

    /// Whether a certificate's statement was refused, so that its other form may be taken.
    package var isAboutClient: Bool { error == "invalid_client" }
}

extension TokenRefusal: CustomStringConvertible {
    /// `invalid_client: AADSTS7000215: Invalid client secret provided (trace …, correlation …, at …)`.
    package var description: String {
        let isTold = error.map { text.hasPrefix($0) } ?? true
        let words = isTold ? text : "\(error ?? ""): \(text)"
        let ids = [
            traceID.map { "trace id \($0)" }, correlationID.map { "correlation id \($0)" },
            timestamp.map { "at \($0)" },
        ].compactMap { $0 }
        return ids.isEmpty ? words : "\(words) (\(ids.joined(separator: ", ")))"
    }
}
