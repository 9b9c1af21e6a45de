/// AUTH (RFC 4954): PLAIN, LOGIN and XOAUTH2 on the submission port.
extension SmtpServer {
    static let loginRefusal = "535 5.7.8 Authentication credentials invalid"

    mutating func startLogin(_ argument: [UInt8]) {
        guard role == .submission else { return refuse("502 5.5.1 No AUTH on this port") }
        guard isExtended, account == nil, transaction == nil else { return refuse("503 5.5.1 Not now") }
        let words = argument.split(separator: 32)
        let name = words.first.map { String(decoding: $0, as: UTF8.self).uppercased() } ?? ""
        guard let mechanism = SaslExchange.Mechanism(rawValue: name), isOffered(name), words.count <= 2 else {
            return refuse("504 5.5.4 Unrecognised authentication type")
        }
        let exchange = SaslExchange(mechanism)
        guard words.count == 2 else {
            expectation = .sasl(exchange)
            return reply("334 \(exchange.opening)")
        }
        continueLogin(exchange, Array(words[1]))
    }

    mutating func continueLogin(_ exchange: SaslExchange, _ line: [UInt8]) {
        var exchange = exchange
        expectation = .command
        switch exchange.answer(line) {
        case .challenge(let text):
            expectation = .sasl(exchange)
            reply("334 \(text)")
        case .credentials(let credentials): finishLogin(credentials, exchange.mechanism)
        case .cancelled: refuse("501 5.7.0 Authentication cancelled")
        case .malformed: refuse("501 5.5.2 Malformed authentication response")
        }
    }

    private mutating func finishLogin(_ credentials: SaslCredentials, _ mechanism: SaslExchange.Mechanism) {
        guard let account = store.admit(faults.refusesLogins ? credentials.spoilt : credentials) else {
            guard mechanism == .xoauth2 else { return refuse(Self.loginRefusal) }
            expectation = .acknowledgement
            return reply("334 \(SaslExchange.refusedToken)")
        }
        self.account = account
        reply("235 2.7.0 Authentication successful")
        if faults.silence == .afterLogin { outlet.isSilent = true }
    }
}
