extension ConfigurationReference {
    static let subjects = [
        tips, digest, collection, collectionDigest, events, bounces, letters, posts, retention, state, backup,
    ]

    private static let tips = ConfigurationSection(
        "tips", "What members send for the others.",
        [
            ConfigurationKey(
                "moderate", "true or false", .value("true"),
                "A coordinator sees each tip first. With false a tip goes into the digest on the word of its From line."
            ),
            ConfigurationKey("names", "true or false", .value("false"), "The digest tells who sent each tip."),
            ConfigurationKey(
                "digest", "a table", .depends("none: a digest goes out only with kutsu digest send"),
                "digest = { every = \"week\", on = \"friday\", at = \"09:00\" }. No tips, no digest."),
        ])

    private static let digest = ConfigurationSection(
        "tips.digest", header: "digest = { … } in [tips]", "When the digest goes out.", schedule)

    private static let collection = ConfigurationSection(
        "collection", header: "[[collection]]",
        "Something else that is collected as tips are, under words of its own. The section may stand several times.",
        [
            ConfigurationKey(
                "name", "up to 64 of a-z, 0-9 and -", .required(example: "\"nominations\""),
                "What it is called in files and on the command line."),
            ConfigurationKey(
                "title", "text, or one for each language", .depends("the first word"), "What letters call it."),
            ConfigurationKey(
                "words", "a word, or a list of them, for each language",
                .required(example: "{ fi = \"ehdotus\", sv = \"förslag\", en = \"nomination\" }"),
                "What stands before the colon in a mail that sends something in."),
            ConfigurationKey(
                "to", "\"members\" or \"coordinators\"", .value("\"members\""), "Who reads the digest."),
            ConfigurationKey(
                "moderate", "true or false", .depends("true for members, false for coordinators"),
                "A coordinator sees each item first."),
            ConfigurationKey(
                "names", "true or false", .depends("false for members, true for coordinators"),
                "The digest tells who sent each item."),
            ConfigurationKey(
                "deadline", "a day such as \"2027-02-28\", or a day and a time", .depends("none"),
                "In place of digest: all that came goes out once, at that moment. A day lasts until 23:59."),
            ConfigurationKey(
                "digest", "a table", .depends("none: a digest goes out only with kutsu digest send"),
                "As in [tips]."),
        ])

    private static let collectionDigest = ConfigurationSection(
        "collection.digest", header: "digest = { … } in [[collection]]", "When the digest goes out.", schedule)

    private static let schedule = [
        ConfigurationKey(
            "every", "\"day\", \"week\", \"2 weeks\" or \"month\"", .required(example: "\"week\""), "The rhythm."),
        ConfigurationKey(
            "on", "a weekday in English, or a number from 1 to 28", .depends("none; needed but with \"day\""),
            "The weekday, or the day of the month."),
        ConfigurationKey(
            "at", "a time of day", .value("\"09:00\""), "In the list's time zone, in summer and in winter."),
        ConfigurationKey(
            "from", "a date such as \"2026-12-04\"", .depends("the weeks that 1970-01-05 began"),
            "With \"2 weeks\": a day of the weeks that are meant."),
    ]

    private static let events = ConfigurationSection(
        "events", "Meetings.",
        [
            ConfigurationKey(
                "remind", "a list of lengths of time from 5 min to 90 days", .value("[\"7 days\", \"1 day\"]"),
                "How long before an event to remind those who have not declined, at the hour at which it begins; [] for "
                    + "never.")
        ])

    private static let bounces = ConfigurationSection(
        "bounces",
        "Mail that comes back because nobody is at the address any more, counted once a post. Full mailboxes, spam filters "
            + "and the like never count.",
        [
            ConfigurationKey(
                "warn_after", "1 to 100", .value("2"), "Posts after which the coordinators hear of a member."),
            ConfigurationKey(
                "suspend_after", "1 to 100", .depends("3, or warn_after where that is more"),
                "Posts after which nothing more is sent there."),
            ConfigurationKey(
                "probes", "1 to 10", .value("2"),
                "Letters that ask whether mail still arrives. When so many have come back the member is removed; when one "
                    + "has not, the member gets everything again."),
            ConfigurationKey(
                "probe_every", "a length of time from 1 hour to 60 days", .value("\"7 days\""), "Between those letters."
            ),
            ConfigurationKey(
                "forget_after", "a length of time from 1 day to 1000 days", .value("\"180 days\""),
                "How long a returned post counts."),
            ConfigurationKey(
                "mass_percent", "1 to 100", .value("20"),
                "A post that comes back from this share of its recipients, and from at least mass_least, is itself to "
                    + "blame."),
            ConfigurationKey("mass_least", "a number from 2", .value("5"), "See mass_percent."),
        ])

    private static let letters = ConfigurationSection(
        "letters", "What Kutsu itself writes.",
        [
            ConfigurationKey(
                "directory", "an absolute path", .depends("the letters as they come"),
                "A folder of templates that replace built-in ones of the same name.")
        ])

    private static let posts = ConfigurationSection(
        "posts", "Announcements.",
        [
            ConfigurationKey(
                "approve_within", "a length of time from 1 hour to 60 days", .value("\"7 days\""),
                "How long a preview can be answered."),
            ConfigurationKey(
                "digest_at", "a time", .value("\"16:00\""),
                "When members who wrote \"kooste päivittäin\" or \"kooste viikoittain\" get in one mail what went out."),
            ConfigurationKey(
                "digest_on", "\"monday\" to \"sunday\"", .value("\"friday\""),
                "On which day, for \"kooste viikoittain\"."),
        ])

    private static let retention = ConfigurationSection(
        "retention",
        "How long what is over is kept. What is left out is kept until somebody removes it. What somebody can still answer, "
            + "an event that is to come and what waits for a digest or a roundup stay, however old they are. A month has 30 "
            + "days, a year 365.",
        [
            ConfigurationKey(
                "posts", "a length of time from 1 day to 100 years", .depends("kept"),
                "The mails of posts in posts/ and archive/, and what the relay said of each copy. What the list knows of a "
                    + "post beside that (when, what about, to how many) stays."),
            ConfigurationKey(
                "done_mail", "a length of time from 1 day to 100 years", .depends("kept"),
                "Mail in done_folder on the server, by when it was received, whoever put it there. The server must offer "
                    + "UIDPLUS: else nothing is removed, and kutsu check says so."),
            ConfigurationKey(
                "contacts", "a length of time from 1 day to 100 years",
                .depends("30 days for letters; quarantine is kept"),
                "Whom the list wrote to and who wrote to it, which is known for 30 days at most, and mail in quarantine/."
            ),
        ])

    private static let backup = ConfigurationSection(
        "backup",
        "Encrypted backups in the mailbox itself, one a night. Without this section there are none. kutsu backup key prints "
            + "the key, which must be kept elsewhere; kutsu restore --from-mailbox reads them.",
        [
            ConfigurationKey(
                "folder", "text", .value("\"Kutsu/Backup\""),
                "A folder of the mailbox, for backups alone; made when needed."),
            ConfigurationKey("at", "a time of day", .value("\"03:00\""), "In the list's time zone."),
            ConfigurationKey(
                "keep", "1 to 1000", .value("7"), "How many stay; older ones are removed from the folder."),
        ])

    private static let state = ConfigurationSection(
        "state", "What the list knows.",
        [
            ConfigurationKey(
                "directory", "an absolute path", .depends("/var/lib/kutsu/NAME"),
                "Members, journal and outbox. The daemon's user alone may read it.")
        ])
}
