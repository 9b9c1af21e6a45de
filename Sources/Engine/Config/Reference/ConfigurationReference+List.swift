extension ConfigurationReference {
    static let list = ConfigurationSection(
        "list", "Who the list is.",
        [
            ConfigurationKey(
                "name", "a-z, 0-9, - and _, up to 64", .required(example: "\"ihmisoikeusverkosto\""),
                "The name of this file without .toml. It names folders and the unit."),
            ConfigurationKey(
                "address", "a mail address", .required(example: "\"ihmisoikeusverkosto@hel.fi\""),
                "The one address that people write to."),
            ConfigurationKey(
                "title", "text, or a table with a text for each language", .depends("the name"),
                "A missing language gets the text of the first."),
            ConfigurationKey(
                "languages", "a list of \"fi\", \"sv\" and \"en\"", .required(example: "[\"fi\", \"sv\", \"en\"]"),
                "The first is the list's own."),
            ConfigurationKey(
                "coordinators", "a list of mail addresses", .required(example: "[\"anna.koordinaattori@hel.fi\"]"),
                "Who may announce, and who gets what no rule knows. They prove themselves by answering a preview."),
            ConfigurationKey(
                "principles", "a web address, or a table with one for each language", .depends("none"),
                "The principles for a safer space, linked in the welcome letter and in invitations."),
            ConfigurationKey(
                "organisation", "text, or a table with a text for each language", .depends("none"),
                "Who keeps the list: named in the confirm letter, in help and below each copy."),
            ConfigurationKey(
                "contact", "a mail address", .depends("none"),
                "Whom people may ask about the list; named in the same places."),
            ConfigurationKey(
                "privacy", "a web address, or a table with one for each language", .depends("none"),
                "Where it can be read how personal data is handled; linked in the same places."),
            ConfigurationKey(
                "mirrors", "a list of mail addresses", .depends("none"),
                "Addresses that get every announcement without being members, such as a Teams channel's."),
            ConfigurationKey(
                "topics", "a list of words in small letters", .depends("none"),
                "Topics that people call by nothing but their name; others stand in [topics]."),
            ConfigurationKey(
                "timezone", "a name of the zone database", .value("\"UTC\""),
                "For digests, events and times in letters, such as \"Europe/Helsinki\"."),
            ConfigurationKey(
                "letters_per_day", "a number from 1", .value("5"), "At most so many letters to one address a day."),
            ConfigurationKey(
                "forwards_per_day", "a number from 1", .value("50"),
                "At most so many mails of one person a day that go on to the coordinators."),
            ConfigurationKey(
                "letters_per_hour", "a number from 1", .value("100"),
                "At most so many letters an hour, to all together, that anybody can set off with a mail."),
            ConfigurationKey(
                "forwards_per_hour", "a number from 1", .value("60"),
                "At most so many mails an hour, from all together, that go on to the coordinators."),
        ])

    static let topics = ConfigurationSection(
        "topics",
        "What an announcement can be limited to. \"[kainuu] Aluetapaaminen\" goes to the members who wrote "
            + "\"aiheet +kainuu\"; what has no topic goes to everybody.",
        [],
        anyKey: ConfigurationKey(
            "NAME", "text, or a table with a text for each language",
            .depends("none: without this section an announcement can be limited by language alone"),
            "What people call the topic, as in kainuu = { fi = \"Kainuu\", sv = \"Kajanaland\" }. NAME is up to 20 small "
                + "letters, digits and -. In subjects and commands the name and each title mean the same."))

    static let joining = ConfigurationSection(
        "joining", "Whom the list takes. domains, open or approval = \"everybody\" must be there.",
        [
            ConfigurationKey(
                "domains", "a list of domains", .depends("none"),
                "Whose addresses may join. \"hel.fi\" is exactly that domain, \"*.hel.fi\" those below it."),
            ConfigurationKey("open", "true or false", .value("false"), "Anybody may join; in place of domains."),
            ConfigurationKey(
                "approval", "\"none\", \"others\" or \"everybody\"", .value("\"none\""),
                "Who is let in only by a coordinator's yes, after the address is confirmed. \"others\": whose domain is none "
                    + "of domains. \"everybody\": all who may ask, which without domains is anybody."),
            ConfigurationKey(
                "trust", "\"reply\" or \"authentication-results\"", .value("\"reply\""),
                "\"reply\": who answers a letter is who they say; it works everywhere. \"authentication-results\" also "
                    + "trusts dmarc=pass of the server named in authserv_id (RFC 8601), which must remove forged ones."),
            ConfigurationKey(
                "authserv_id", "text", .depends("none"),
                "The first word of Authentication-Results as your server writes it."),
            ConfigurationKey(
                "exchange_online", "true or false", .value("false"),
                "Stands for authserv_id with a mailbox at Exchange Online, which names none."),
        ])
}
