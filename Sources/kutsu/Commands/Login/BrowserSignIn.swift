import Base
import Engine
import OAuth
import Wire

/// A sign-in with a browser that comes back to a port of this machine (RFC 8252), with PKCE.
struct BrowserSignIn {
    let desk: TokenDesk
    let port: UInt16
    let executor: PollExecutor

    /// How long a person may take.
    private static let patience = Duration.seconds(15 * 60)

    func grant() async throws -> TokenGrant {
        guard let endpoint = desk.settings.service.authorize else {
            throw CommandError.usage("this provider has no page to sign in at; set authorize_url in [oauth]")
        }
        let listener = try LoopbackListener(port: port)
        let key = ProofKey(random: SystemEntropy().bytes(32))
        let request = AuthorizationRequest(
            endpoint: endpoint, clientID: desk.settings.clientID ?? "", scope: desk.settings.service.scope,
            // Microsoft matches this name whatever the port; others take both.
            redirect: "http://localhost:\(listener.port)", state: Hex.text(SystemEntropy().bytes(16)), key: key,
            extras: desk.settings.service.authorizeExtras)
        Output.print(instructions(request, listener.port))
        let deadline = ContinuousClock.now + Self.patience
        while let line = try await listener.requestLine(executor, until: deadline) {
            switch request.answer(line) {
            case .stranger: await listener.answer("This is not the page you are looking for.", status: "404 Not Found")
            case .refused(let refusal):
                await listener.answer("Nobody was signed in. The terminal tells why.", status: "200 OK")
                throw LoginCommand.refused(refusal, desk)
            case .code(let code):
                let answer = await desk.redeem(
                    .authorizationCode(code, verifier: key.verifier, redirect: request.redirect))
                switch answer {
                case .success(let grant):
                    await listener.answer("Signed in. This page can be closed.", status: "200 OK")
                    return grant
                case .failure(let refusal):
                    await listener.answer("Nobody was signed in. The terminal tells why.", status: "200 OK")
                    throw LoginCommand.refused(refusal, desk)
                }
            }
        }
        throw CommandError.world("nobody signed in within 15 minutes; start again: kutsu login")
    }

    private func instructions(_ request: AuthorizationRequest, _ port: UInt16) -> String {
        """
        Is the browser on another machine? Then run this there first, and leave it open:

            ssh -L \(port):127.0.0.1:\(port) \(HostName.text)

        Open this page in the browser, and sign in as \(desk.mailbox), or as somebody with full access to it:

            \(request.address)

        Waiting for the browser to come back (15 minutes at most; Ctrl-C ends it) …
        """
    }
}
