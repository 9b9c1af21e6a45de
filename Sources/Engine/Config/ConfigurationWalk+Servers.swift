import Base

// [mailbox] and [relay]: the servers, the logins and the pace.
extension ConfigurationWalk {
    mutating func mailbox(address: Address?) -> Configuration.Mailbox? {
        let section = openRequired("mailbox")
        let provider = value("provider", in: section, ValueKind<Provider>.choice)
        let written = value("url", in: section, .server([.imaps, .imap]))
        let isUnknown = !has("url", in: section) && !has("provider", in: section)
        if isUnknown, has(section, in: "") {
            report(
                "mailbox.url",
                "this key is missing; write url = \"imaps://…\", or provider = \"microsoft365\" or "
                    + "another of \(Provider.allCases.map(\.rawValue).dropFirst().joined(separator: ", "))")
        }
        let user = value("user", in: section, .line)
        let secret = secret(in: section)
        let caFile = caFile(in: section)
        let poll = value("poll", in: section, .length(1 ... .days(1)))
        let folder = value("folder", in: section, .line) ?? "INBOX"
        let doneFolder = value("done_folder", in: section, .line) ?? "Kutsu/Done"
        let oldFolder = value("old_folder", in: section, .line) ?? "Kutsu/Old"
        let done = value("done", in: section, ValueKind<Configuration.Mailbox.Done>.choice)
        if done == .seen, has("done_folder", in: section) {
            report("mailbox.done_folder", "this has no effect under done = \"seen\"; remove one of the two")
        } else if done != .seen, isSameFolder(folder, doneFolder) {
            report("mailbox.done_folder", "mail that is done would come again; name another folder than folder does")
        }
        if done == .seen, has("old_folder", in: section) {
            report("mailbox.old_folder", "this has no effect under done = \"seen\"; remove one of the two")
        } else if done != .seen, isSameFolder(folder, oldFolder) {
            report(
                "mailbox.old_folder", "old mail would stay where new mail arrives; name another folder than folder does"
            )
        }
        let maxMessageSize = value("max_message_size", in: section, .size(10_000...150_000_000))
        guard let url = written ?? provider?.mailbox, let user = user ?? address?.text, let secret else { return nil }
        return Configuration.Mailbox(
            provider: provider, url: url, login: Configuration.Login(user: user, secret: secret), caFile: caFile,
            poll: poll ?? 60, folder: folder, doneFolder: doneFolder, oldFolder: oldFolder, done: done ?? .move,
            maxMessageSize: maxMessageSize ?? 20_000_000)
    }

    /// RFC 3501 section 5.1: INBOX is written in any case, other names are what the server says.
    func isSameFolder(_ one: String, _ other: String) -> Bool {
        one == other || [one, other].allSatisfy { $0.utf8.equalsIgnoringCase("INBOX".utf8) }
    }

    mutating func relays(mailbox: Configuration.Mailbox?) -> [Configuration.Relay] {
        let isWritten = has("relay", in: "")
        let sections = openAll("relay")
        if !isWritten, let mailbox, mailbox.provider == nil {
            report("relay", "the section [relay] is missing; write it with url = \"smtp://…\" or \"smtps://…\"")
        }
        // A provider's relay needs no section of its own.
        var relays: [Configuration.Relay] = []
        for section in isWritten ? sections : ["relay"] {
            guard let relay = relay(section, mailbox: mailbox) else { continue }
            // A server counts for the account: two quotas for one would be none.
            if relays.contains(where: { $0.account == relay.account }) {
                report("\(section).url", "another [[relay]] is this server with this user already; write one for both")
            }
            relays.append(relay)
        }
        return relays
    }

    private mutating func relay(_ section: String, mailbox: Configuration.Mailbox?) -> Configuration.Relay? {
        let written = value("url", in: section, .server([.smtps, .smtp]))
        if !has("url", in: section), has("relay", in: ""), let mailbox, mailbox.provider == nil {
            report("\(section).url", "this key is missing; write url = \"smtp://…\" or \"smtps://…\"")
        }
        let login = relayLogin(section, mailbox: mailbox)
        let caFile = caFile(in: section)
        let copies = value("copies", in: section, ValueKind<CopyMode>.choice)
        let perMinute = value("per_minute", in: section, .number(1...10_000_000))
        let perDay = value("per_day", in: section, .number(1...1_000_000_000))
        let weight = value("weight", in: section, .number(1...100))
        let connections = value("connections", in: section, .number(1...50))
        guard let url = written ?? mailbox?.provider?.relay else { return nil }
        let limits = Provider(relay: url.host)
        return Configuration.Relay(
            url: url, login: login, caFile: caFile ?? (has("ca_file", in: section) ? nil : mailbox?.caFile),
            copies: copies ?? .personal, perMinute: perMinute ?? limits?.perMinute, perDay: perDay ?? limits?.perDay,
            weight: weight ?? 1, connections: connections ?? limits?.connections ?? 2)
    }

    /// The mailbox's login, another, or none where `user = ""`.
    private mutating func relayLogin(_ section: String, mailbox: Configuration.Mailbox?) -> Configuration.Login? {
        let hasSecret = has("password_file", in: section) || has("token_file", in: section)
        let secret = secret(in: section, isOwn: hasSecret)
        let user = value("user", in: section, .text({ $0 }, refusal: { $0 }))
        if user == "" {
            if hasSecret {
                report("\(section).user", "an empty user means no login; write the user or remove the secret")
            }
            return nil
        }
        // With a token one may log in as another mailbox that the same application or person may use.
        if let user, user != mailbox?.login.user, !hasSecret, mailbox?.login.secret != .oauth {
            report("\(section).user", "this user needs a secret of their own; write password_file or token_file")
        }
        guard let mailbox else { return nil }
        return Configuration.Login(
            user: user ?? mailbox.login.user, secret: hasSecret ? secret ?? mailbox.login.secret : mailbox.login.secret)
    }

    /// `""` means the CAs of the system, also for a relay whose mailbox has one of its own.
    mutating func caFile(in section: String) -> String? {
        let written = value(
            "ca_file", in: section,
            .text({ $0 }, refusal: { $0 }).checked { path in
                path.isEmpty || path.hasPrefix("/")
                    ? nil : "'\(path)' is not an absolute path; write it from / on, or \"\" for the system's CAs"
            })
        return written == "" ? nil : written
    }

    /// - Parameter isOwn: the section has a secret of its own even where there is an [oauth].
    private mutating func secret(in section: String, isOwn: Bool = false) -> Configuration.Login.Secret? {
        let password = value("password_file", in: section, .secretFile)
        let token = value("token_file", in: section, .secretFile)
        if has("password_file", in: section), has("token_file", in: section) {
            report("\(section).token_file", "there is a password_file too, and only one can be used; remove the other")
            return nil
        }
        let isToken = has("token_file", in: section)
        if !isOwn, has("oauth", in: "") {
            guard isToken || has("password_file", in: section) else { return .oauth }
            report(
                "\(section).\(isToken ? "token_file" : "password_file")",
                "there is an [oauth] too, and only one can be used; remove this key or that section")
            return nil
        }
        return .file(
            SecretFile(kind: isToken ? .token : .password, name: isToken ? token : password, configuration: file))
    }
}
