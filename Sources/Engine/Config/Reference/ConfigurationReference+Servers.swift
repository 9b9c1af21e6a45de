extension ConfigurationReference {
    private static let login: [ConfigurationKey] = [
        ConfigurationKey(
            "password_file", "an absolute path, or the name of a credential",
            .depends(
                "this file's own name with .password for .toml: a credential of that name, else the file beside this one"
            ),
            "The password alone on its first line. A name without folders is looked for in $CREDENTIALS_DIRECTORY, then "
                + "beside this file. It must not be readable for others."),
        ConfigurationKey(
            "token_file", "as password_file", .depends("none"),
            "An OAuth2 bearer token (XOAUTH2) in place of a password, read again at each login: whatever renews it "
                + "replaces the file. With [oauth] Kutsu gets its tokens itself."),
    ]

    private static func authority(_ standard: String) -> ConfigurationKey {
        ConfigurationKey(
            "ca_file", "an absolute path, or \"\"", .depends(standard),
            "Trust this CA alone, a PEM file. \"\" means those of the system.")
    }

    static let mailbox = ConfigurationSection(
        "mailbox", "Where mail comes in, by IMAP.",
        [
            ConfigurationKey(
                "provider", Provider.choices, .depends("none"),
                "Brings the addresses and the limits of its servers; then url is needed neither here nor in [relay]."),
            ConfigurationKey(
                "url", "imaps://host:port or imap://host:port", .depends("that of the provider; needed without one"),
                "imap:// demands STARTTLS, except on this machine."),
            ConfigurationKey(
                "user", "text", .depends("the list's address"),
                "Who logs in. A shared mailbox logs in with its own address, not with a person's."),
        ] + login + [
            authority("those of the system"),
            ConfigurationKey(
                "poll", "a length of time up to 1 day", .value("\"60s\""),
                "The safety net: how often the mailbox is looked at, though the server itself says when mail arrives."),
            ConfigurationKey("folder", "text", .value("\"INBOX\""), "Where mail arrives."),
            ConfigurationKey(
                "done", "\"move\" or \"seen\"", .value("\"move\""),
                "What happens to a mail when it has been dealt with: it moves to done_folder, or stays, marked as read."
            ),
            ConfigurationKey("done_folder", "text", .value("\"Kutsu/Done\""), "Made at the first start."),
            ConfigurationKey(
                "old_folder", "text", .value("\"Kutsu/Old\""),
                "At the very first start, mail that has been waiting for more than 7 days goes there without an answer. Under "
                    + "done = \"seen\" it stays, marked as read."),
            ConfigurationKey(
                "max_message_size", "a size from 10 kB to 150 MB", .value("\"20 MB\""),
                "Larger mail is not downloaded; its sender is told."),
        ])

    private static func file(_ name: String, _ text: String) -> ConfigurationKey {
        ConfigurationKey(name, "an absolute path, or the name of a credential", .depends("none"), text)
    }

    static let oauth = ConfigurationSection(
        "oauth",
        "Tokens in place of passwords, which Kutsu gets and renews itself. Without certificate_file, client_secret_file and "
            + "service_account_file a person signs in with kutsu login. Files are looked for as password_file is.",
        [
            ConfigurationKey(
                "provider", "\"microsoft365\", \"outlook.com\" or \"google\"", .depends("that of [mailbox]"),
                "Who gives the tokens: it brings the addresses and the scope."),
            ConfigurationKey(
                "tenant", "an id or a domain", .depends("none; needed at \"microsoft365\""),
                "Whose accounts they are, at Microsoft. Not needed at outlook.com."),
            ConfigurationKey(
                "client_id", "text", .depends("none; needed but with service_account_file"),
                "The application's id, as the provider shows it."),
            file(
                "certificate_file",
                "The application's certificate, in PEM, by which it proves itself; with key_file. kutsu setup makes both."
            ),
            file("key_file", "The certificate's private RSA key, in PEM. It must not be readable for others."),
            file("client_secret_file", "The application's secret, alone on the first line; in place of a certificate."),
            file("service_account_file", "Google's JSON key of a service account that may act for the mailbox."),
            ConfigurationKey(
                "token_url", "an https address", .depends("that of the provider"),
                "Where tokens come from. With it scope is needed, unless a provider is named."),
            ConfigurationKey(
                "authorize_url", "an https address", .depends("that of the provider; none with token_url"),
                "Where a person signs in with a browser."),
            ConfigurationKey(
                "device_url", "an https address", .depends("that of the provider; none with token_url"),
                "Where kutsu login --device asks for a code."),
            ConfigurationKey("scope", "text", .depends("that of the provider"), "What is asked for."),
            authority("those of the system"),
        ])

    static let relay = ConfigurationSection(
        "relay", header: "[relay] or [[relay]]",
        "Where mail goes out, by SMTP. Several [[relay]] share the work. Not needed with a provider.",
        [
            ConfigurationKey(
                "url", "smtps://host:port or smtp://host:port", .depends("that of the provider; needed without one"),
                "smtp:// demands STARTTLS, except on this machine."),
            ConfigurationKey(
                "user", "text", .depends("that of [mailbox]"),
                "\"\" where the relay asks for no login. Another user needs a secret of their own, but not with [oauth]."
            ),
        ] + login + [
            authority("that of [mailbox]"),
            ConfigurationKey(
                "copies", "\"personal\", \"grouped\" or \"auto\"", .value("\"personal\""),
                "A message for each member, or one for many, where the quota is tight; nobody sees the others. Only a "
                    + "personal copy lets a member leave by answering it, without being asked. auto: personal, but where "
                    + "that takes over two hours and grouped takes at most half as long. The preview says which."),
            ConfigurationKey(
                "per_minute", "a number", .depends("30 at a provider that is known, else no limit"),
                "Messages within any 60 seconds at most; a grouped one counts once. Letters count as well as copies."),
            ConfigurationKey(
                "per_day", "a number", .depends("10000 at Microsoft 365, 2000 at Google, else no limit"),
                "Recipients within any 24 hours at most. A quarter of it is kept for posts, a twentieth for letters."),
            ConfigurationKey(
                "weight", "1 to 100", .value("1"),
                "How much of the work this relay gets, against the others. While one does not work, they do its part."),
            ConfigurationKey(
                "connections", "1 to 50", .depends("1 at a provider that is known, else 2"), "Connections at a time."),
        ])
}
