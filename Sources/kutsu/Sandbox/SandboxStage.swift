import Base
import Engine
import Sandbox
import Wire

/// Where the story plays: a mail server with everybody's account, and the list's configuration and files.
struct SandboxStage: Sendable {
    let store = MailStore()
    let server: LoopbackServer
    let directory: SandboxDirectory
    let configuration: String
    /// mutt's configuration, once ``SandboxShow`` stays open.
    var muttrc: String { directory.path + "/muttrc" }
    let context: ListContext
    let executor = PollExecutor()

    /// Of all accounts: nobody but this machine can reach them.
    static let password = "sandbox"

    /// - Parameter firstPort: where IMAP listens, submission and MX on the next two; nil for any free ports.
    init(firstPort: UInt16?) throws(CommandError) {
        for address in Cast.everybody.map(\.address) + [Cast.listAddress] {
            store.addAccount(address, password: Self.password)
        }
        let ports = firstPort.map { [LoopbackServer.Listener.imap: $0, .submission: $0 + 1, .mx: $0 + 2] }
        server = LoopbackServer(
            store: store, ports: ports ?? [:], clock: { SystemClock().now().secondsSince1970 })
        do { try server.start() } catch { throw .world(error.description) }
        directory = try SandboxDirectory()
        do throws(CommandError) {
            let password = try directory.write(Self.password + "\n", to: "password")
            let text = Self.configuration(server, password: password, state: directory.path + "/state")
            configuration = try directory.write(text, to: "list.toml")
            context = try ListContext(configuration: configuration)
        } catch {
            directory.remove()
            throw error
        }
    }

    /// Closes the server and leaves nothing behind.
    func close() {
        server.stop()
        directory.remove()
    }

    /// Puts a mail into the list's mailbox, as if the world had delivered it.
    func post(_ mail: [UInt8]) throws(CommandError) -> UInt32 {
        do {
            return try store.deliver(to: Cast.listAddress, mail, at: SystemClock().now().secondsSince1970)
        } catch {
            throw .world(error.description)
        }
    }

    private static func configuration(_ server: LoopbackServer, password: String, state: String) -> String {
        // A machine without the zone database can play too; only the clock times in letters differ.
        let hasZone = SystemFiles.exists("/usr/share/zoneinfo/Europe/Helsinki")
        return """
            [list]
            name         = "ihmisoikeusverkosto"
            address      = "\(Cast.listAddress)"
            title        = { fi = "Ihmisoikeusverkosto", sv = "Nätverket för mänskliga rättigheter", en = "Human Rights Network" }
            languages    = ["fi", "sv", "en"]
            coordinators = ["\(Cast.anna.address)"]
            principles   = { fi = "https://hel.example/periaatteet", sv = "https://hel.example/principer", en = "https://hel.example/principles" }
            timezone     = "\(hasZone ? "Europe/Helsinki" : "UTC")"

            [joining]
            domains = ["hel.fi", "edu.hel.fi"]

            [mailbox]
            url           = "imap://127.0.0.1:\(server.port(.imap))"
            password_file = "\(password)"

            [relay]
            url = "smtp://127.0.0.1:\(server.port(.submission))"

            [state]
            directory = "\(state)"

            """
    }
}
