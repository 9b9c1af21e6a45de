import Base
import Engine
import Logging
import OAuth
import Wire

extension ListContext {
    /// Nil where no login uses a token that Kutsu gets itself.
    /// - Parameters:
    ///   - makesDirectory: the daemon and `kutsu login` make the state directory; who only looks keeps what it is given
    ///     in memory where there is none.
    ///   - logger: nil for commands, which answer instead.
    func tokenKeeper(
        _ executor: PollExecutor, makesDirectory: Bool, logger: Logger? = nil
    ) throws(CommandError) -> TokenKeeper? {
        guard let settings = configuration.oauth else { return nil }
        let desk = TokenDesk(settings, mailbox: configuration.mailbox.login.user, executor: executor)
        let store = makesDirectory || hasDirectory ? try tokenStore() : nil
        return TokenKeeper(
            desk, store: store, clock: try clock(),
            news: TokenNews(logger: logger, values: RemedyValues(configuration)))
    }

    func tokenStore() throws(CommandError) -> TokenStore {
        TokenStore(disk: try disk(), directory: directory)
    }

    /// What ends within a month, as far as it can be seen without asking anybody.
    func expiries() throws(CommandError) -> [Expiry] {
        guard let settings = configuration.oauth else { return [] }
        var found = settings.certificateExpiries
        if case .person = settings.grant, hasDirectory {
            let store = try tokenStore()
            let tokens = try? store.read()
            found += [tokens?.signInExpiry(unusedLife: settings.service.unusedLife)].compactMap { $0 }
        }
        return found
    }
}
