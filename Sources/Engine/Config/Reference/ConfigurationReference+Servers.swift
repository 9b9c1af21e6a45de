extension ConfigurationReference {
    private static let login: [ConfigurationKey] = [
        ConfigurationKey(
            "password_file", "an absolute path, or the name of a credential",
            .depends("the credential mailbox-password, else this file's own path with .password for .toml"),
            "The password alone on its first line. A name without folders is looked for in $CREDENTIALS_DIRECTORY, then "
                + "beside this file. It must not be readable for others."),
        ConfigurationKey(
            "token_file", "as password_file", .depends("none"),
            "An OAuth2 bearer token (XOAUTH2) in place of a password, read again at each login: whatever renews it "
                + "replaces the file."),
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
                "provider", "\"microsoft365\" or \"google\"", .depends("none"),
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
                "max_message_size", "a size from 10 kB to 150 MB", .value("\"20 MB\""),
                "Larger mail is not downloaded; its sender is told."),
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
                "\"\" where the relay asks for no login. Another user needs a secret of their own."),
        ] + login + [
            authority("that of [mailbox]"),
            ConfigurationKey(
                "copies", "\"personal\" or \"grouped\"", .value("\"personal\""),
                "A message for each member, or one for many, where the quota is tight; nobody sees the others. Only a "
                    + "personal copy lets a member leave by answering it, without being asked."),
            ConfigurationKey(
                "per_minute", "a number", .depends("30 at Microsoft 365 and Google, else no limit"),
                "Messages a minute at most."),
            ConfigurationKey(
                "per_day", "a number", .depends("10000 at Microsoft 365, 2000 at Google, else no limit"),
                "Recipients a day at most."),
            ConfigurationKey(
                "weight", "1 to 100", .value("1"), "How much of the work this relay gets, against the others."),
            ConfigurationKey(
                "connections", "1 to 50", .depends("1 at Microsoft 365 and Google, else 2"), "Connections at a time."),
        ])
}
