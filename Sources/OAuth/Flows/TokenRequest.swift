/// What is asked of a token endpoint (RFC 6749 sections 4 to 6, RFC 7523, RFC 8628).
package struct TokenRequest: Hashable, Sendable {
    package enum Grant: Hashable, Sendable {
        /// The application itself, without any person.
        case clientCredentials(scope: String)
        /// A signed statement in place of a login: Google's service accounts (RFC 7523 section 2.1).
        case jwtBearer(assertion: String)
        /// The code that a browser brought back; `verifier` belongs to the challenge that it was asked with.
        case authorizationCode(String, verifier: String, redirect: String)
        case deviceCode(String)
        case refreshToken(String)
    }

    /// How the application proves who it is.
    package enum Proof: Hashable, Sendable {
        /// It cannot keep a secret (a public client), or the grant itself is the proof.
        case none
        case secret(String)
        /// A JWT signed with its certificate's key (RFC 7523 section 2.2).
        case assertion(String)
    }

    package let grant: Grant
    /// Not asked of a service account, whose assertion names it.
    package let clientID: String?
    package let proof: Proof

    package init(_ grant: Grant, clientID: String?, proof: Proof) {
        self.grant = grant
        self.clientID = clientID
        self.proof = proof
    }

    package var form: FormBody {
        var form = FormBody()
        switch grant {
        case .clientCredentials(let scope):
            form.add("grant_type", "client_credentials")
            form.add("scope", scope)
        case .jwtBearer(let assertion):
            form.add("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
            form.add("assertion", assertion)
        case .authorizationCode(let code, let verifier, let redirect):
            form.add("grant_type", "authorization_code")
            form.add("code", code)
            form.add("code_verifier", verifier)
            form.add("redirect_uri", redirect)
        case .deviceCode(let code):
            form.add("grant_type", "urn:ietf:params:oauth:grant-type:device_code")
            form.add("device_code", code)
        case .refreshToken(let token):
            form.add("grant_type", "refresh_token")
            form.add("refresh_token", token)
        }
        form.add("client_id", clientID)
        switch proof {
        case .none: break
        case .secret(let secret): form.add("client_secret", secret)
        case .assertion(let assertion):
            form.add("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
            form.add("client_assertion", assertion)
        }
        return form
    }
}

/// They hold secrets: nothing of them is printed.
extension TokenRequest: CustomStringConvertible, CustomReflectable {
    package var description: String { "<token request>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
