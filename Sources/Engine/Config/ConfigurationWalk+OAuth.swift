import Base

// [oauth]: which application asks whom for tokens, and how it or a person proves to be entitled to them.
extension ConfigurationWalk {
    /// The keys of `[oauth]` as they are written.
    private struct Written {
        var provider: Provider?
        var tenant: String?
        var clientID: String?
        var certificate: SecretFile?
        var key: SecretFile?
        var secret: SecretFile?
        var serviceAccount: SecretFile?
    }

    private static let oauthSection = "oauth"

    mutating func oauth(mailbox provider: Provider?) -> Configuration.OAuth? {
        guard let section = open(Self.oauthSection) else { return nil }
        let written = Written(
            provider: value("provider", in: section, ValueKind<Provider>.choice) ?? provider,
            tenant: value("tenant", in: section, .tenant), clientID: value("client_id", in: section, .line),
            certificate: secretFile("certificate_file", .certificate, in: section),
            key: secretFile("key_file", .privateKey, in: section),
            secret: secretFile("client_secret_file", .clientSecret, in: section),
            serviceAccount: secretFile("service_account_file", .serviceAccount, in: section))
        let caFile = caFile(in: section)
        guard let service = tokenService(section, written), let grant = grant(section, written, service) else {
            return nil
        }
        if written.clientID == nil, written.serviceAccount == nil {
            if !has("client_id", in: section) {
                report("oauth.client_id", "this key is missing; write the application's id, as the provider shows it")
            }
            return nil
        }
        if written.serviceAccount != nil, has("client_id", in: section) {
            report("oauth.client_id", "a service account names itself in its file; remove this key")
        }
        return Configuration.OAuth(
            provider: written.provider, tenant: written.tenant, clientID: written.clientID, service: service,
            grant: grant, caFile: caFile)
    }

    /// The provider's, with what is written by hand in its place.
    private mutating func tokenService(_ section: String, _ written: Written) -> TokenService? {
        let token = value("token_url", in: section, .https)
        let authorize = value("authorize_url", in: section, .https)
        let device = value("device_url", in: section, .https)
        let scope = value("scope", in: section, .line)
        let isByHand = has("token_url", in: section)
        var service: TokenService?
        switch written.provider {
        case .microsoft365?:
            if isByHand || has("tenant", in: section) {
                service = written.provider?.tokenService(tenant: written.tenant ?? "organizations")
            } else {
                report(
                    "oauth.tenant",
                    "this key is missing; write the tenant's id or domain, such as tenant = \"hel.onmicrosoft.com\"")
            }
        case .outlook?: service = written.provider?.tokenService(tenant: written.tenant ?? "consumers")
        case let provider?:
            if has("tenant", in: section) { report("oauth.tenant", "only Microsoft has tenants; remove this key") }
            service = provider.tokenService(tenant: "")
            if service == nil, !isByHand {
                report(
                    "oauth.provider",
                    "\(provider.rawValue) gives programs app passwords, not tokens; remove [oauth] and put an app "
                        + "password where password_file says")
            }
        case nil:
            if !isByHand, !has("provider", in: section) {
                report(
                    "oauth.provider",
                    "nobody is named who gives tokens; write provider = \"microsoft365\" or \"google\", or token_url, "
                        + "authorize_url and scope by hand")
            }
            if isByHand, !has("scope", in: section) {
                report("oauth.scope", "this key is missing; write what the provider wants to be asked for")
            }
        }
        guard isByHand else {
            for key in ["authorize_url", "device_url"] where has(key, in: section) {
                report("oauth.\(key)", "write token_url too: tokens come from the same place")
            }
            if let scope { service?.scope = scope }
            if let scope, service?.applicationScope != nil { service?.applicationScope = scope }
            return service
        }
        guard let token, let scope = scope ?? service?.scope else { return nil }
        return TokenService(
            token: token, authorize: authorize, device: device, scope: scope,
            applicationScope: has("scope", in: section) ? scope : service?.applicationScope ?? scope,
            authorizeExtras: service?.authorizeExtras ?? [:], unusedLife: service?.unusedLife)
    }

    private mutating func grant(
        _ section: String, _ written: Written, _ service: TokenService
    ) -> Configuration.OAuth.Grant? {
        let isMicrosoft = written.provider == .microsoft365 || written.provider == .outlook
        let ways = ["certificate_file", "client_secret_file", "service_account_file"].filter { has($0, in: section) }
        if ways.count > 1 {
            report("oauth.\(ways[1])", "there is a \(ways[0]) too, and only one can be used; remove the other")
            return nil
        }
        for (one, other) in [("certificate_file", "key_file"), ("key_file", "certificate_file")]
        where has(one, in: section) && !has(other, in: section) {
            report("oauth.\(one)", "a certificate and its key belong together; write \(other) too")
            return nil
        }
        if has("service_account_file", in: section) {
            if isMicrosoft {
                report("oauth.service_account_file", "only Google has these; write certificate_file and key_file")
            }
            return written.serviceAccount.map { .serviceAccount($0) }
        }
        if has("certificate_file", in: section) {
            if written.provider == .google {
                report("oauth.certificate_file", "Google takes no certificates; write service_account_file")
            }
            guard let certificate = written.certificate, let key = written.key else { return nil }
            return application(section, "certificate_file", written, service).map {
                .application(.certificate(certificate, key: key), scope: $0)
            }
        }
        guard has("client_secret_file", in: section) else { return .person(secret: nil, scope: service.scope) }
        guard let secret = written.secret else { return nil }
        // An application that people sign in to at Google has a secret that is none. By hand, who names a page for people
        // means people.
        let isPerson =
            written.provider == .google || (!isMicrosoft && (service.authorize ?? service.device) != nil)
        if isPerson { return .person(secret: secret, scope: service.scope) }
        return application(section, "client_secret_file", written, service).map {
            .application(.secret(secret), scope: $0)
        }
    }

    /// The scope of an application that asks for itself.
    private mutating func application(
        _ section: String, _ key: String, _ written: Written, _ service: TokenService
    ) -> String? {
        if let tenant = written.tenant?.lowercased(), ["common", "organizations", "consumers"].contains(tenant) {
            report("oauth.tenant", "an application without a person needs the tenant's own id or domain")
            return nil
        }
        guard let scope = service.applicationScope else {
            report(
                "oauth.\(key)",
                "a private account knows no applications without a person; remove this key and use kutsu login")
            return nil
        }
        return scope
    }

    private mutating func secretFile(_ key: String, _ kind: SecretFile.Kind, in section: String) -> SecretFile? {
        let name = value(key, in: section, .secretFile)
        return name.map { SecretFile(kind: kind, name: $0, configuration: file) }
    }
}

extension ValueKind<HttpsURL> {
    static var https: ValueKind {
        text({ HttpsURL($0) }) { _ in "this is not an https address; write https://host/path, without user and query" }
    }
}

extension ValueKind<String> {
    /// It becomes a part of an address.
    static var tenant: ValueKind {
        line.checked { text in
            text.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
                ? nil : "'\(text)' is not a tenant; write its id or domain, such as \"hel.onmicrosoft.com\""
        }
    }
}
