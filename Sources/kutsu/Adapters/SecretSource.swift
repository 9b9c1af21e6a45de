import Engine
import Wire

/// A login's secret: from its file, read at each connect, so that a renewed one is used from the next connection on; or
/// a token that the keeper has got.
struct SecretSource: CredentialSource {
    let login: Configuration.Login?
    /// Needed where the login uses a token that Kutsu gets itself.
    let keeper: TokenKeeper?

    func credentials() async throws(WireError) -> Credentials {
        guard let login else { return .none }
        switch login.secret {
        case .file(let file):
            do throws(SecretText.Missing) {
                let secret = Wire.Secret(try SecretText.line(file))
                return Credentials(user: login.user, secret: file.kind == .token ? .token(secret) : .password(secret))
            } catch {
                throw .badCredentials(reason: "for \(login.user) \(error)")
            }
        case .oauth:
            guard let keeper else { preconditionFailure("a login by OAuth without [oauth]") }
            return Credentials(user: login.user, secret: .token(Secret(try await keeper.token())))
        }
    }

    func replacement(for refused: Credentials) async throws(WireError) -> Credentials? {
        guard let keeper, login?.secret == .oauth, case .token(let token) = refused.secret else { return nil }
        return try await keeper.replacement(for: token.revealed).map {
            Credentials(user: refused.user, secret: .token(Secret($0)))
        }
    }
}
