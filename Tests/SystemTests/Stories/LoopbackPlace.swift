import Foundation
import Sandbox

/// A list on the sandbox's own server, whose faults a test can set, and the built daemon that works for it.
final class LoopbackPlace {
    let address = "verkosto@hel.fi"
    let store = MailStore()
    let server: LoopbackServer
    private let stack: MailStack
    private let directory: String
    private var count = 0

    init(on stack: MailStack) throws {
        self.stack = stack
        directory = "\(stack.directory)/loopback-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        store.addAccount(address)
        store.addAccount("anna@hel.fi")
        server = LoopbackServer(store: store, clock: { Int64(Date().timeIntervalSince1970) }, onDelivery: { _ in })
        try server.start()
        try Data("sandbox\n".utf8).write(to: URL(filePath: directory + "/password"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: directory + "/password")
        try Data(configuration.utf8).write(to: URL(filePath: directory + "/verkosto.toml"))
    }

    func end() { server.stop() }

    func start() async throws -> Daemon {
        let daemon = Daemon(
            ["run", "-c", directory + "/verkosto.toml"], binary: try Kutsu.binary(), directory: directory, stack: stack)
        try await daemon.start()
        return daemon
    }

    /// Somebody writes to the list.
    func mail(from sender: String, subject: String, body: String = "", answering: String? = nil) throws {
        count += 1
        if store.account(receiving: sender) == nil { store.addAccount(sender) }
        let reference = answering.map { "In-Reply-To: \($0)\r\nReferences: \($0)\r\n" } ?? ""
        let mail =
            "From: <\(sender)>\r\nTo: <\(address)>\r\nSubject: \(subject)\r\nMessage-ID: <\(count)@\(directory.hash)>\r\n"
            + "\(reference)\r\n\(body)\r\n"
        _ = try store.deliver(to: address, Array(mail.utf8), at: Int64(Date().timeIntervalSince1970))
    }

    func answer(_ letter: StoredMessage, from sender: String, _ text: String) throws {
        let raw = String(decoding: letter.bytes, as: UTF8.self)
        let id = raw.firstMatch(of: /Message-ID:\s*(<[^>]+>)/).map { String($0.1) }
        try mail(from: sender, subject: "Re: kirje", body: text, answering: id)
    }

    /// The letter that somebody gets, the first or a later one; waits for it.
    func letter(to person: String, number: Int = 1) async throws -> StoredMessage {
        try await awaiting("letter \(number) to \(person)") {
            let letters = store.messages(of: person)
            return letters.count >= number ? letters[number - 1] : nil
        }
    }

    private var configuration: String {
        """
        [list]
        name = "verkosto"
        address = "\(address)"
        languages = ["fi", "sv", "en"]
        coordinators = ["anna@hel.fi"]
        [joining]
        domains = ["hel.fi"]
        [mailbox]
        url = "imap://127.0.0.1:\(server.port(.imap))"
        password_file = "\(directory)/password"
        poll = "10s"
        [relay]
        url = "smtp://127.0.0.1:\(server.port(.submission))"
        [state]
        directory = "\(directory)/state"
        """
    }
}
