/// LOGIN and AUTHENTICATE (RFC 3501, sections 6.2.2 and 6.2.3; initial responses of RFC 4959).
extension ImapServer {
    static let loginRefusal = "NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)"

    mutating func login(
        _ verb: String, _ tag: String, _ arguments: inout ImapArguments
    ) throws(ImapRefusal) -> String? {
        switch verb {
        case "LOGIN":
            try arguments.expect(" ")
            let user = try arguments.astring()
            try arguments.expect(" ")
            let password = try arguments.astring()
            try arguments.end()
            let credentials = SaslCredentials(
                user: String(decoding: user, as: UTF8.self),
                proof: .password(String(decoding: password, as: UTF8.self)))
            finishLogin(tag, credentials, mechanism: nil)
        case "AUTHENTICATE":
            try arguments.expect(" ")
            let name = try arguments.keyword()
            guard let mechanism = SaslExchange.Mechanism(rawValue: name), mechanism != .login, isOffered(name) else {
                throw .no("[CANNOT] Unsupported authentication mechanism")
            }
            let exchange = SaslExchange(mechanism)
            if arguments.accept(" ") {
                let initial = arguments.take { $0 > 32 && $0 < 127 }
                try arguments.end()
                continueLogin(tag, exchange, ReceivedCommand(text: initial, literals: []))
            } else {
                try arguments.end()
                expectation = .sasl(tag: tag, exchange)
                outlet.write("+ \(exchange.opening)\r\n")
            }
        default:
            throw .bad("Log in first")
        }
        return nil
    }

    mutating func continueLogin(_ tag: String, _ exchange: SaslExchange, _ line: ReceivedCommand) {
        var exchange = exchange
        expectation = .command
        switch exchange.answer(line.text) {
        case .challenge(let text):
            expectation = .sasl(tag: tag, exchange)
            outlet.write("+ \(text)\r\n")
        case .credentials(let credentials):
            finishLogin(tag, credentials, mechanism: exchange.mechanism)
        case .cancelled:
            reply(tag, "BAD Authentication cancelled")
        case .malformed:
            reply(tag, "BAD Malformed authentication response")
        }
    }

    private mutating func finishLogin(
        _ tag: String, _ credentials: SaslCredentials, mechanism: SaslExchange.Mechanism?
    ) {
        guard let account = store.admit(faults.refusesLogins ? credentials.spoilt : credentials) else {
            if mechanism == .xoauth2 {
                expectation = .acknowledgement(tag: tag)
                outlet.write("+ \(SaslExchange.refusedToken)\r\n")
            } else {
                reply(tag, Self.loginRefusal)
            }
            return
        }
        self.account = account
        // Before the login only names and passwords come; now it may be a mail.
        reader.literalByteLimit = store.messageByteLimit
        reply(tag, "OK Logged in")
        if let text = faults.byeAfterLogin {
            untagged("BYE \(Faults.line(text))")
            outlet.close()
        }
        if faults.silence == .afterLogin { outlet.isSilent = true }
    }
}

extension SaslCredentials {
    /// Credentials that open nothing, so that a refused login is counted like any other.
    var spoilt: SaslCredentials {
        SaslCredentials(user: "", proof: .password(""))
    }
}
