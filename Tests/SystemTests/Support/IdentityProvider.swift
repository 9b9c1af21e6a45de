import Foundation
import Synchronization

/// An identity provider of our own, made of Authlib, whose tokens a mail stack's Dovecot (and through it Postfix) checks by
/// their signature. What it does and obeys is told at the head of `idp/provider.py`.
final class IdentityProvider: Sendable {
    /// Who asks it for tokens, and how.
    enum Way: String, CaseIterable, Sendable {
        case certificate, secret, serviceAccount, browser, device, googlePerson

        /// Whether somebody must sign in first.
        var needsPerson: Bool { [.browser, .device, .googlePerson].contains(self) }
    }

    let directory: String
    let port: UInt16
    private let process: Child
    private let conversation: Mutex<LineStream>

    var authority: String { directory + "/ca.pem" }
    var base: String { "https://127.0.0.1:\(port)/tenant-1/oauth2/v2.0" }

    static func start(for stack: MailStack) async throws -> IdentityProvider {
        try await blocking { try IdentityProvider(stack) }
    }

    private init(_ stack: MailStack) throws {
        directory = "\(stack.directory)/idp-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let (ours, theirs) = try LineStream.pair()
        process = try Child(
            "/usr/bin/python3", [Self.script("provider.py"), directory, stack.directory + "/dovecot/keys"],
            input: theirs, output: theirs, errors: try .appending(to: directory + "/provider.log"))
        var stream = LineStream(ours)
        let answer = try stream.line()
        guard answer.hasPrefix("ready "), let port = UInt16(answer.dropFirst(6)) else {
            throw Trouble("the identity provider did not start: \(answer)")
        }
        self.port = port
        conversation = Mutex(stream)
    }

    private static func script(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "idp/\(name)").path
    }

    /// Has it do something; gives what it answers.
    @discardableResult
    func tell(_ line: String) async throws -> String {
        try await blocking { [self] in
            let answer = try conversation.withLock { stream in
                try stream.write(line + "\n")
                return try stream.line()
            }
            guard answer.hasPrefix("ok") else { throw Trouble("\(line): \(answer)") }
            return String(answer.dropFirst(3))
        }
    }

    /// How often it was asked for tokens by this grant.
    func asked(_ grant: String) async throws -> Int { Int(try await tell("asked \(grant)")) ?? -1 }

    /// google-auth and msal, which others wrote, get their tokens here as well.
    func isJudgedRight(for mailbox: String) async throws -> Bool {
        let (ours, theirs) = try LineStream.pair()
        let judge = try Child(
            "/usr/bin/python3", [Self.script("judge.py"), directory, String(port), mailbox], input: theirs,
            output: theirs, errors: try .appending(to: directory + "/judge.log"))
        let line = try await blocking { try Self.exchange(Mutex(LineStream(ours)), with: self) }
        _ = try await judge.ends()
        return line == "judged"
    }

    /// The judge asks for its device code to be typed, and then says what it found.
    private static func exchange(_ stream: borrowing Mutex<LineStream>, with provider: IdentityProvider) throws
        -> String
    {
        try stream.withLock { stream in
            let typing = try stream.line()
            try provider.conversation.withLock { conversation in
                try conversation.write(typing + "\n")
                _ = try conversation.line()
            }
            try stream.write("typed\n")
            return try stream.line()
        }
    }

    /// Everything secret that it or the list's files hold: nothing of it may be seen anywhere else.
    func secrets(of list: TestList) -> [String] {
        let stored = (try? String(contentsOfFile: list.stateDirectory + "/oauth", encoding: .utf8)) ?? ""
        let tokens = stored.split(separator: "\n").filter { $0.hasPrefix("access: ") || $0.hasPrefix("refresh: ") }
            .compactMap { $0.split(separator: " ").last.map(String.init) }
        return tokens + ["s3cret-value", "g-secret"]
    }
}

extension ConfigText {
    /// Logs in with tokens of that provider in place of a password.
    mutating func signIn(_ way: IdentityProvider.Way, at provider: IdentityProvider) {
        self["mailbox", "password_file"] = nil
        self["oauth", "token_url"] = .text(provider.base + "/token")
        self["oauth", "ca_file"] = .text(provider.authority)
        self["oauth", "scope"] = "https://outlook.office365.com/.default"
        func file(_ name: String) -> ConfigText.Value { .text("\(provider.directory)/\(name)") }
        switch way {
        case .certificate:
            self["oauth", "client_id"] = "app-certificate"
            self["oauth", "certificate_file"] = file("app.pem")
            self["oauth", "key_file"] = file("app.key")
        case .secret:
            self["oauth", "client_id"] = "app-secret"
            self["oauth", "client_secret_file"] = file("app.secret")
        case .serviceAccount: self["oauth", "service_account_file"] = file("account.json")
        case .browser, .device, .googlePerson:
            self["oauth", "client_id"] = way == .googlePerson ? "google-person" : "app-person"
            self["oauth", "authorize_url"] = .text(provider.base + "/authorize")
            self["oauth", "device_url"] = .text(provider.base + "/devicecode")
            if way == .googlePerson { self["oauth", "client_secret_file"] = file("google.secret") }
        }
    }
}

extension TestList {
    /// `kutsu login`, with somebody who signs in as they are told.
    func signIn(_ way: IdentityProvider.Way, at provider: IdentityProvider) async throws -> String {
        let log = directory + "/login.log"
        try Data().write(to: URL(filePath: log))
        let output = try Descriptor.appending(to: log)
        let arguments = ["login", "-c", configPath] + (way == .device ? ["--device"] : ["--port", "0"])
        let child = try Child(
            try Kutsu.binary(), arguments, environment: Kutsu.neutral.merging(clock?.environment ?? [:]) { $1 },
            output: output, errors: output)
        func said() -> String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }
        if way == .device {
            let code = try await awaiting("a code to type") {
                said().split(separator: "\n").first { $0.contains("-") && $0.hasPrefix("    ") }
            }
            try await provider.tell("type \(code.trimmingCharacters(in: .whitespaces))")
        } else {
            let page = try await awaiting("a page to open") {
                said().split(separator: "\n").first { $0.contains("    https://") }
            }
            try await provider.tell("visit \(page.trimmingCharacters(in: .whitespaces))")
        }
        let ending = try await child.ends()
        guard ending == .exit(0) else { throw Trouble("kutsu login ended with \(ending): \(said())") }
        return said()
    }
}
