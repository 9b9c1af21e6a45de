import Base

/// A sign-in with a code that a person types in on any device (RFC 8628).
package struct DeviceAuthorization: Hashable, Sendable {
    package let deviceCode: String
    /// What the person types.
    package let userCode: String
    /// Where.
    package let address: String
    package let interval: Seconds
    package let lifetime: Seconds

    package static func request(clientID: String, scope: String) -> FormBody {
        FormBody([("client_id", clientID), ("scope", scope)])
    }

    package static func read(status: Int, body: [UInt8]) -> Result<DeviceAuthorization, TokenRefusal> {
        let object = JsonObject(body)
        guard status == 200, let object, object["error"] == nil else {
            return .failure(TokenRefusal(status: status, object: object, body: body, retryAfter: nil))
        }
        // Google says verification_url.
        let address = object.text("verification_uri") ?? object.text("verification_url")
        guard let deviceCode = object.text("device_code"), let userCode = object.text("user_code"), let address else {
            return .failure(TokenRefusal(status: status, error: nil, text: "the answer holds no code to type in"))
        }
        return .success(
            DeviceAuthorization(
                deviceCode: deviceCode, userCode: TokenRefusal.clean(userCode), address: TokenRefusal.clean(address),
                interval: Seconds(min(max(object.integer("interval") ?? 5, 1), 60)),
                lifetime: Seconds(min(max(object.integer("expires_in") ?? 900, 1), 3600))))
    }

    /// How the token endpoint is asked again until the person has typed the code.
    ///
    /// | answer | next |
    /// |---|---|
    /// | a token | done |
    /// | `authorization_pending` | asked again after the interval |
    /// | `slow_down` | the interval grows by 5 s for good |
    /// | no connection, 5xx | as pending |
    /// | anything else, or the code's life is over | ended |
    package struct Polling: Hashable, Sendable {
        package private(set) var interval: Seconds
        private let ends: Instant

        package init(_ authorization: DeviceAuthorization, at now: Instant) {
            interval = authorization.interval
            ends = now + authorization.lifetime
        }

        /// How long to wait until it is asked again; nil where there is no use in that.
        package mutating func pause(after refusal: TokenRefusal, at now: Instant) -> Seconds? {
            if refusal.error == "slow_down" {
                interval = interval + 5
            } else if refusal.error != "authorization_pending", !refusal.isPassing {
                return nil
            }
            return now + interval < ends ? interval : nil
        }
    }
}
