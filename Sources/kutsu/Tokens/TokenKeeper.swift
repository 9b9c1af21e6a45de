import Base
import Engine
import Logging
import OAuth
import Wire

/// The one source of tokens for all connections of a list. ``TokenSource`` says what to do; this does it: it asks, writes
/// what came durably before anybody uses it, and lets one process at a time ask.
actor TokenKeeper {
    private var source: TokenSource
    private let desk: TokenDesk
    /// Nil where there is no state directory yet: then the tokens live as long as the process.
    private let store: TokenStore?
    private let clock: any Clock
    private let news: TokenNews
    /// Under way at this moment; everybody waits for the same one.
    private var renewal: Task<Void, Never>?
    /// Came from the provider and is not on the disk yet: nobody may use it.
    private var isUnsaved = false

    init(_ desk: TokenDesk, store: TokenStore?, clock: any Clock, news: TokenNews) {
        self.desk = desk
        self.store = store
        self.clock = clock
        self.news = news
        source = TokenSource(StoredTokens(purpose: desk.purpose), needsPerson: desk.needsPerson)
    }

    /// A token to log in with.
    func token() async throws(WireError) -> String {
        adopt()
        // Twice: after asking there is a token, or a pause.
        for _ in 0..<2 {
            switch source.next(at: clock.now()) {
            case .use(let token):
                try save()
                return token
            case .ask: await renew()
            case .wait(_, let refusal): throw Self.error(refusal)
            case .signIn: throw .badCredentials(reason: "nobody has signed in yet, or the sign-in is lost: kutsu login")
            }
        }
        guard let refusal = source.refusal else { throw .unreachable("no token could be had") }
        throw Self.error(refusal)
    }

    /// A token to try once more with; nil where there is none that promises more.
    func replacement(for refused: String) async throws(WireError) -> String? {
        adopt()
        guard source.denied(refused, at: clock.now()) else { return nil }
        let token = try await token()
        return token == refused ? nil : token
    }

    /// Renews before the end, also while all connections stand, and tells what ends soon; until the task is cancelled.
    func keep() async {
        while !Task.isCancelled {
            _ = try? await token()
            news.tell(expiries, at: clock.now())
            let now = clock.now()
            let pause = source.wakes(after: now).map { $0.since(now) } ?? .hours(1)
            await clock.sleep(.seconds(min(max(pause, .minutes(1)), .hours(1)).count))
        }
    }

    /// Waits for a renewal that is under way: a refresh token that the provider has replaced must not be lost.
    func finish() async { await renewal?.value }

    /// What the provider last said, where it gave no token.
    var refusal: TokenRefusal? { source.refusal }

    var expiries: [Expiry] {
        let signIn = source.tokens.signInExpiry(unusedLife: desk.settings.service.unusedLife)
        return desk.settings.certificateExpiries + (desk.needsPerson ? [signIn].compactMap { $0 } : [])
    }

    private static func error(_ refusal: TokenRefusal) -> WireError {
        refusal.isPassing ? .unreachable(refusal.description) : .tokenRefused(refusal.description)
    }
}

// MARK: Renewing

extension TokenKeeper {
    private func renew() async {
        if let renewal { return await renewal.value }
        let task = Task { await self.ask() }
        renewal = task
        await task.value
        renewal = nil
    }

    private func ask() async {
        let lock: TokenStore.Lock?
        do throws(DiskError) {
            lock = try await store?.lock()
        } catch {
            return source.failed(.unreachable("\(error)"), at: clock.now())
        }
        defer { withExtendedLifetime(lock) {} }
        if store != nil, lock == nil {
            return source.failed(.unreachable("another process is asking for a token for long"), at: clock.now())
        }
        // Another process may have asked meanwhile.
        adopt()
        guard source.next(at: clock.now()) == .ask else { return }
        switch await desk.renew(source.tokens, at: clock.now()) {
        case .success(let granted):
            source.granted(granted.grant, algorithm: granted.algorithm, at: clock.now())
            isUnsaved = true
            try? save()
            news.renewed()
        case .failure(let refusal):
            source.failed(refusal, at: clock.now())
            news.failed(refusal)
        }
    }

    private func save() throws(WireError) {
        guard isUnsaved else { return }
        do throws(DiskError) { try store?.write(source.tokens) } catch {
            throw .unreachable("the new token cannot be kept (\(error)), and is not used before")
        }
        isUnsaved = false
    }

    private func adopt() {
        guard !isUnsaved, let stored = try? store?.read() else { return }
        source.adopted(stored)
    }
}

extension Configuration.OAuth {
    /// Read anew each time: the admin may have put another certificate there.
    var certificateExpiries: [Expiry] {
        guard case .application(.certificate(let file, _), _) = grant, let text = try? SecretText.whole(file),
            let certificate = ClientCertificate(pem: text)
        else { return [] }
        return [Expiry(.certificate, ends: certificate.expires)]
    }
}
