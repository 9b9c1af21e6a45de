import Engine
import Wire

/// Reads a login's secret from its file at each connect, so that a renewed token is used from the next connection on.
struct SecretSource: CredentialSource {
    let login: Configuration.Login?

    func credentials() async throws(WireError) -> Credentials {
        guard let login else { return .none }
        let places = login.secret.places(environment: SystemFiles.environment())
        for place in places {
            guard let text = SystemFiles.text(place), let line = text.split(whereSeparator: \.isNewline).first,
                line.contains(where: { !$0.isWhitespace })
            else { continue }
            let secret = Wire.Secret(String(line))
            return Credentials(
                user: login.user, secret: login.secret.kind == .token ? .token(secret) : .password(secret))
        }
        throw .badCredentials(
            reason: "no \(login.secret.kind.rawValue) for \(login.user): put it into "
                + places.joined(separator: " or ") + ", readable for the service")
    }
}
