import Base
import Engine
import OAuth
import Wire

/// Asks the identity provider for tokens, as the configuration says: builds each request from the files and what is
/// stored, and reads the answer.
struct TokenDesk: Sendable {
    let settings: Configuration.OAuth
    /// Whose mail it is: what a service account acts for.
    let mailbox: String
    let client: HttpsClient

    init(_ settings: Configuration.OAuth, mailbox: String, executor: PollExecutor) {
        self.settings = settings
        self.mailbox = mailbox
        client = HttpsClient(executor: executor, caFile: settings.caFile)
    }

    struct Granted: Sendable {
        let grant: TokenGrant
        /// The form in which a certificate's statement was taken.
        var algorithm: SigningRsaKey.Algorithm?
    }

    var needsPerson: Bool {
        if case .person = settings.grant { true } else { false }
    }

    /// Tokens of another application, or of another kind, are of no use after the configuration has changed.
    var purpose: String {
        let kind =
            switch settings.grant {
            case .application: "application"
            case .serviceAccount(let file): "account \(file.name ?? "") for \(mailbox)"
            case .person: "person"
            }
        return "\(kind) \(settings.clientID ?? "") \(settings.service.token)"
    }

    /// A new access token, by what is stored or by the application's own proof.
    func renew(_ tokens: StoredTokens, at now: Instant) async -> Result<Granted, TokenRefusal> {
        do {
            switch settings.grant {
            case .application(.secret(let file), let scope):
                let secret = try SecretText.line(file)
                return await ask(.clientCredentials(scope: scope), .secret(secret)).map { Granted(grant: $0) }
            case .application(.certificate(let certificate, let key), let scope):
                let identity = try CertificateIdentity(certificate: certificate, key: key)
                return try await ask(scope, as: identity, first: tokens.algorithm ?? .ps256, at: now)
            case .serviceAccount(let file):
                let account = try ServiceAccount(json: Array(try SecretText.whole(file).utf8))
                let assertion = Assertion.serviceAccount(
                    account, mailbox: mailbox, scope: settings.service.scope, audience: settings.service.token, at: now)
                let signed = try assertion.signed(with: account.key)
                return await ask(.jwtBearer(assertion: signed), .none).map { Granted(grant: $0) }
            case .person(let secret, _):
                guard let token = tokens.refreshToken else { return .failure(.unprepared("nobody has signed in")) }
                return await ask(.refreshToken(token), try proof(secret)).map { Granted(grant: $0) }
            }
        } catch let problem as ServiceAccount.Problem {
            return .failure(.unprepared("the service account's file \(problem.text)"))
        } catch let problem as SigningRsaKey.Problem {
            return .failure(.unprepared("the key \(problem.rawValue)"))
        } catch {
            return .failure(.unprepared("\(error)"))
        }
    }

    /// The certificate's statement in its first form, and once in the other where that is refused: which one a tenant
    /// takes has been seen to differ.
    private func ask(
        _ scope: String, as identity: CertificateIdentity, first: SigningRsaKey.Algorithm, at now: Instant
    ) async throws(SigningRsaKey.Problem) -> Result<Granted, TokenRefusal> {
        func ask(_ algorithm: SigningRsaKey.Algorithm) async throws(SigningRsaKey.Problem)
            -> Result<Granted, TokenRefusal>
        {
            let assertion = Assertion.certificate(
                identity.certificate, clientID: settings.clientID ?? "", audience: settings.service.token,
                algorithm: algorithm, id: Hex.text(SystemEntropy().bytes(16)), at: now)
            let signed = try assertion.signed(with: identity.key)
            return await self.ask(.clientCredentials(scope: scope), .assertion(signed))
                .map { Granted(grant: $0, algorithm: algorithm) }
        }
        let answer = try await ask(first)
        guard case .failure(let refusal) = answer, refusal.isAboutClient else { return answer }
        let second = try await ask(first == .ps256 ? .rs256 : .ps256)
        if case .success = second { return second }
        return answer
    }

    /// What a person's sign-in brought.
    func redeem(_ grant: TokenRequest.Grant) async -> Result<TokenGrant, TokenRefusal> {
        guard case .person(let secret, _) = settings.grant else { preconditionFailure("no person signs in here") }
        do throws(SecretText.Missing) {
            return await ask(grant, try proof(secret))
        } catch {
            return .failure(.unprepared(error.description))
        }
    }

    func deviceAuthorization(at address: HttpsURL) async -> Result<DeviceAuthorization, TokenRefusal> {
        let form = DeviceAuthorization.request(clientID: settings.clientID ?? "", scope: settings.service.scope)
        return await post(form, to: address).flatMap { DeviceAuthorization.read(status: $0.status, body: $0.body) }
    }

    private func proof(_ secret: SecretFile?) throws(SecretText.Missing) -> TokenRequest.Proof {
        guard let secret else { return .none }
        return .secret(try SecretText.line(secret))
    }

    private func ask(_ grant: TokenRequest.Grant, _ proof: TokenRequest.Proof) async -> Result<TokenGrant, TokenRefusal>
    {
        let request = TokenRequest(grant, clientID: settings.clientID, proof: proof)
        return await post(request.form, to: settings.service.token).flatMap {
            TokenGrant.read(status: $0.status, body: $0.body, retryAfter: $0.retryAfter.map { Seconds(Int64($0)) })
        }
    }

    private func post(_ form: FormBody, to address: HttpsURL) async -> Result<HttpsResponse, TokenRefusal> {
        do throws(WireError) {
            return .success(try await client.post(form.text, to: address))
        } catch {
            let words = error.description.last == "." ? error.description.dropLast() : error.description[...]
            return .failure(.unreachable("\(address.host) could not be asked. \(words)"))
        }
    }
}

/// A certificate with its key, from their files.
struct CertificateIdentity {
    let certificate: ClientCertificate
    let key: SigningRsaKey

    init(certificate file: SecretFile, key keyFile: SecretFile) throws {
        let key = try SigningRsaKey(pem: try SecretText.whole(keyFile))
        guard let certificate = ClientCertificate(pem: try SecretText.whole(file)) else {
            throw CertificateProblem(text: "the certificate's file holds no certificate in PEM (BEGIN CERTIFICATE)")
        }
        guard certificate.belongs(to: key) else {
            throw CertificateProblem(text: "the key is not that of the certificate: name the two that belong together")
        }
        self.certificate = certificate
        self.key = key
    }

    struct CertificateProblem: Error, CustomStringConvertible {
        let text: String
        var description: String { text }
    }
}
