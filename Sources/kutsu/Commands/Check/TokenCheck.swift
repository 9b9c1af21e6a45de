import Base
import Engine
import OAuth
import Wire

/// What `[oauth]` needs, whether a token can be had, and what it says of itself.
enum TokenCheck {
    /// The files, the certificate and the sign-in, as far as they can be seen without asking anybody.
    static func files(_ context: ListContext, at now: Instant) throws(CommandError) -> [Finding] {
        guard let settings = context.configuration.oauth else { return [] }
        var findings = settings.files.map {
            SecretCheck.finding($0, "oauth", stateDirectory: context.configuration.state.directory)
        }
        if !findings.contains(where: { $0.grade == .broken }) { findings += identity(settings) }
        for expiry in try context.expiries() {
            let grade: Finding.Grade =
                expiry.isOver(at: now) ? .broken : expiry.isNear(at: now) ? .doubtful : .good
            findings.append(
                Finding(
                    grade,
                    grade == .good
                        ? "oauth: the \(expiry.subject == .certificate ? "certificate" : "sign-in") \(expiry.words(at: now))"
                        : "oauth: \(expiry.sentence(at: now))"))
        }
        if case .person = settings.grant, !(try isSignedIn(context)) {
            findings.append(
                Finding(.broken, "oauth: nobody has signed in yet: kutsu login -c \(context.configuration.file)"))
        }
        return findings
    }

    private static func isSignedIn(_ context: ListContext) throws(CommandError) -> Bool {
        guard context.hasDirectory else { return false }
        let store = try context.tokenStore()
        return (try? store.read())?.refreshToken != nil
    }

    private static func identity(_ settings: Configuration.OAuth) -> [Finding] {
        do {
            switch settings.grant {
            case .application(.certificate(let certificate, let key), _):
                let identity = try CertificateIdentity(certificate: certificate, key: key)
                let thumbprints = identity.certificate.shownThumbprints
                return [Finding(.good, "oauth: the certificate's thumbprint is \(thumbprints.sha1)")]
            case .serviceAccount(let file):
                let account = try ServiceAccount(json: Array(try SecretText.whole(file).utf8))
                return [Finding(.good, "oauth: the service account is \(account.email)")]
            case .application(.secret, _), .person: return []
            }
        } catch let problem as ServiceAccount.Problem {
            return [Finding(.broken, "oauth: the service account's file \(problem.text)")]
        } catch let problem as SigningRsaKey.Problem {
            return [Finding(.broken, "oauth: the key \(problem.rawValue)")]
        } catch {
            return [Finding(.broken, "oauth: \(error)")]
        }
    }

    /// Asks for a token where the one that is kept is too old.
    static func ask(_ keeper: TokenKeeper, _ values: RemedyValues, at now: Instant) async -> (
        findings: [Finding], isUsable: Bool
    ) {
        do throws(WireError) {
            let token = try await keeper.token()
            let given = Finding(.good, "tokens: the identity provider gives them")
            return ([given] + (TokenClaims(token: token).map { claims($0, values, at: now) } ?? []), true)
        } catch {
            let finding =
                await keeper.refusal.map { Doctor.finding($0, values) } ?? Finding(.broken, "tokens: \(error)")
            return ([finding], false)
        }
    }

    /// Three causes of `AUTHENTICATE failed` can be told apart by what the token says.
    static func claims(_ claims: TokenClaims, _ values: RemedyValues, at now: Instant) -> [Finding] {
        var findings: [Finding] = []
        let audiences = claims.audience.map { $0.lowercased() }
        let isOutlook = audiences.contains { $0.contains("outlook.office") || $0 == outlookID }
        let isMicrosoft = claims.tenant != nil
        if isMicrosoft, !isOutlook, !audiences.isEmpty {
            findings.append(
                Finding(
                    .broken,
                    "tokens: the token is for \(audiences.joined(separator: ", ")), which mail servers do not take; remove "
                        + "scope from [oauth]"))
        }
        if isMicrosoft { findings += rights(claims, values) }
        if let person = claims.person, person.lowercased() != values.mailbox.lowercased() {
            findings.append(
                Finding(
                    .doubtful,
                    "tokens: \(person) signed in, and the mailbox is \(values.mailbox): that works only with the right to it; "
                        + "Add-MailboxPermission -Identity \(values.mailbox) -User \(person) -AccessRights FullAccess"))
        }
        if let expires = claims.expires, expires <= now {
            findings.append(
                Finding(.broken, "tokens: the token ended at \(expires), by this machine's clock: timedatectl"))
        }
        let values = [
            claims.tenant.map { "tenant \($0)" }, claims.application.map { "application \($0)" },
            claims.expires.map { "until \($0)" },
        ].compactMap { $0 }
        if !values.isEmpty { findings.append(Finding(.good, "tokens: \(values.joined(separator: ", "))")) }
        return findings
    }

    /// The application "Office 365 Exchange Online", which a token's audience names in place of its address.
    private static let outlookID = "00000002-0000-0ff1-ce00-000000000000"

    private static func rights(_ claims: TokenClaims, _ values: RemedyValues) -> [Finding] {
        let isApplication = claims.scopes.isEmpty
        let wanted =
            isApplication ? ["IMAP.AccessAsApp", "SMTP.SendAsApp"] : ["IMAP.AccessAsUser.All", "SMTP.Send"]
        let given = isApplication ? claims.roles : claims.scopes
        let missing = wanted.filter { !given.contains($0) }
        if missing.isEmpty { return [Finding(.good, "tokens: allowed are \(wanted.joined(separator: " and "))")] }
        return [
            Finding(
                .broken,
                "tokens: the token lacks \(missing.joined(separator: " and ")): in Entra, App registrations > "
                    + "\(values.application) > API permissions > Add > APIs my organization uses > Office 365 Exchange Online > "
                    + "\(isApplication ? "Application" : "Delegated") permissions, then Grant admin consent")
        ]
    }
}
