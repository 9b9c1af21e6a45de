import Base

/// What each change to `ProblemTests.good` is answered with.
enum ProblemTables {
    typealias Change = ProblemTests.Change

    static let keys: [Change] = [
        Change(
            "address =", "adress =",
            "k.toml:1: list.address: this key is missing; write for example address = \"ihmisoikeusverkosto@hel.fi\"",
            "k.toml:3: list.adress: unknown key 'adress' in [list]; did you mean 'address'?"),
        Change("[tips]", "[tip]", "k.toml:12: tip: unknown section '[tip]'; did you mean '[tips]'?"),
        Change(
            "[joining]", "[join]", "k.toml:1: joining: the section [joining] is missing; see the examples in config/",
            "k.toml:6: join: unknown section '[join]'; did you mean '[joining]'?"),
        Change(
            "moderate = true", "moderate = true\nmoderated = true",
            "k.toml:14: tips.moderated: unknown key 'moderated' in [tips]; did you mean 'moderate'?"),
        Change(
            "[tips]", "[relays]\n[tips]", "k.toml:12: relays: unknown section '[relays]'; did you mean '[relay]'?"),
        Change("[tips]", "[tipsy]\n[tips]", "k.toml:12: tipsy: unknown section '[tipsy]'; did you mean '[tips]'?"),
        Change(
            "[list]", "x = 1\n[list]",
            "k.toml:1: x: unknown key 'x'; known are list, topics, joining, mailbox, oauth, relay, collection, tips, events, bounces, letters, posts, retention, state, backup"
        ),
        Change(
            "moderate = true", "moderate = true\nnonsense = 1",
            "k.toml:14: tips.nonsense: unknown key 'nonsense' in [tips]; known are moderate, names, digest"),
        Change(
            "moderate = true", "digest.evry = \"day\"",
            "k.toml:13: tips.digest.every: this key is missing; write for example every = \"week\"",
            "k.toml:13: tips.digest.evry: unknown key 'evry' in [tips.digest]; did you mean 'every'?"),
        Change(
            "[relay]", "[[relay]]\nurl = \"smtp://a\"\n[[relay]]\nweigth = 2",
            "k.toml:13: relay[1].weigth: unknown key 'weigth' in [relay]; did you mean 'weight'?"),
        Change(
            "[relay]", "password = \"hunter2\"\n[relay]",
            "k.toml:10: mailbox.password: a secret does not belong in this file; put it alone into a file of its own and "
                + "name that in password_file or token_file, or hand it over with systemd's LoadCredential="),
        Change(
            "[relay]", "passwordfile = \"x\"\n[relay]",
            "k.toml:10: mailbox.passwordfile: unknown key 'passwordfile' in [mailbox]; did you mean 'password_file'?"),
        Change(
            "url = \"imaps://mail.example.fi\"", "user = \"x\"",
            "k.toml:8: mailbox.url: this key is missing; write url = \"imaps://…\", or provider = \"microsoft365\" or another of outlook.com, google, fastmail, zoho, yahoo, icloud"
        ),
        Change(
            "url = \"smtps://mail.example.fi\"", "weight = 1",
            "k.toml:10: relay.url: this key is missing; write url = \"smtp://…\" or \"smtps://…\""),
        Change(
            "[relay]\nurl = \"smtps://mail.example.fi\"\n", "",
            "k.toml:1: relay: the section [relay] is missing; write it with url = \"smtp://…\" or \"smtps://…\""),
        Change(
            "[joining]\ndomains = [\"hel.fi\"]\n", "",
            "k.toml:1: joining: the section [joining] is missing; see the examples in config/"),
        Change(
            "[tips]\nmoderate = true\n", "[tips.digest]\nevery = \"week\"\n",
            "k.toml:12: tips.digest.on: this key is missing; write for example on = \"friday\""),
    ]

    static let values: [Change] = [
        Change(
            "name = \"verkosto\"", "name = \"Työ verkosto\"",
            "k.toml:2: list.name: 'Työ verkosto' cannot be a folder's name; use up to 64 of a-z, 0-9, - and _, first a letter or digit"
        ),
        Change(
            "name = \"verkosto\"", "name = \"..\"",
            "k.toml:2: list.name: '..' cannot be a folder's name; use up to 64 of a-z, 0-9, - and _, first a letter or digit"
        ),
        Change(
            "name = \"verkosto\"", "name = 3",
            "k.toml:2: list.name: this must be text, not a number; write it in quotation marks"),
        Change(
            "name = \"verkosto\"", "name = \" \"",
            "k.toml:2: list.name: this is empty; write something or remove the key"),
        Change(
            "name = \"verkosto\"", "name = \"a\\nb\"",
            "k.toml:2: list.name: this must be one line without control characters"),
        Change(
            "\"verkosto@hel.fi\"", "\"Verkosto <verkosto@hel.fi>\"",
            "k.toml:3: list.address: 'Verkosto <verkosto@hel.fi>' is not a mail address; write the bare address, such as \"anna@hel.fi\""
        ),
        Change("[\"fi\", \"sv\"]", "\"fi\"", "k.toml:4: list.languages: this must be a list, not text; write […]"),
        Change(
            "[\"fi\", \"sv\"]", "[]",
            "k.toml:4: list.languages: the list speaks no language; write at least one of fi, sv, en"),
        Change(
            "[\"fi\", \"sv\"]", "[\"fi\",\n  \"se\"]",
            "k.toml:5: list.languages[1]: 'se' is not known here; did you mean \"sv\"?"),
        Change(
            "[\"anna@hel.fi\"]", "[]",
            "k.toml:5: list.coordinators: nobody is a coordinator; write at least one address"),
        Change(
            "[\"anna@hel.fi\"]", "[\n  \"anna@hel.fi\", # one\n  \"bertil\",\n]",
            "k.toml:7: list.coordinators[1]: 'bertil' is not a mail address; write the bare address, such as \"anna@hel.fi\""
        ),
        Change(
            "[\"anna@hel.fi\"]", "[\"anna@hel.fi\", \"Anna@HEL.fi\"]",
            "k.toml:5: list.coordinators[1]: this is there twice; remove one"),
        Change(
            "[joining]", "title = { sv = \"x\" }\n[joining]",
            "k.toml:6: list.title: the list's first language is missing; write fi = \"…\" in it"),
        Change(
            "[joining]", "title = { fi = \"x\", de = \"y\" }\n[joining]",
            "k.toml:6: list.title.de: 'de' is not a language here; known are fi, sv, en"),
        Change(
            "[joining]", "principles = \"hel.fi\"\n[joining]",
            "k.toml:6: list.principles: 'hel.fi' is not a web address; write it from https:// on"),
        Change(
            "[joining]", "timezone = \"Europe/Helsingfors\"\n[joining]",
            "k.toml:6: list.timezone: no time zone is called 'Europe/Helsingfors'; write one such as \"Europe/Helsinki\""
        ),
        Change(
            "[joining]", "topics = [\"kainuu\", \"sv\"]\n[joining]",
            "k.toml:6: list.topics[1]: 'sv' cannot be a topic; write one word of up to 20 small letters, digits and - that is not a language, such as \"kainuu\""
        ),
        Change(
            "[joining]", "topics = [\"external\"]\n[joining]",
            "k.toml:6: list.topics[0]: mail gateways write '[external]' before subjects themselves; choose another word"
        ),
        Change(
            "[joining]", "[topics]\nkainuu = \"Kainuu\"\nnorr = { fi = \"Kainuu\", sv = \"Norr\" }\n[joining]",
            "k.toml:8: topics.norr: 'Kainuu' is the topic kainuu already; choose another name"),
        Change(
            "[joining]", "topics = [\"kainuu\"]\n[topics]\nkainuu = \"Kainuu\"\n[joining]",
            "k.toml:8: topics.kainuu: 'Kainuu' is the topic kainuu already; choose another name"),
        Change(
            "[joining]", "[topics]\nkainuu = 5\n\"Itä Suomi\" = \"Itä-Suomi\"\n[joining]",
            "k.toml:7: topics.kainuu: this must be text, not a number; write it in quotation marks",
            "k.toml:8: topics.Itä Suomi: 'Itä Suomi' cannot be a topic; write one word of up to 20 small letters, digits "
                + "and - that is not a language, such as \"kainuu\""),
        Change(
            "[joining]", "[topics]\nmuut = { fi = \"[muut]\", sv = \"en\" }\n[joining]",
            "k.toml:7: topics.muut.fi: '[muut]' cannot be written in a command; use up to 40 letters, digits and spaces",
            "k.toml:7: topics.muut.sv: 'en' before a subject means a language already; choose another title"),
        Change(
            "[joining]",
            "topics = [" + (1...25).map { "\"t\($0)\"" }.joined(separator: ", ") + "]\n[joining]",
            "k.toml:6: list.topics[24]: these are more than 24 topics, which nobody looks through; remove some"),
        Change(
            "[joining]", "letters_per_day = 0\n[joining]",
            "k.toml:6: list.letters_per_day: 0 is out of range; write 1 to 100000"),
        Change(
            "[joining]", "letters_per_day = 2.5\n[joining]",
            "k.toml:6: list.letters_per_day: this must be a whole number, not a number with a point"),
        Change(
            "[\"hel.fi\"]", "[\"@hel.fi\"]",
            "k.toml:7: joining.domains[0]: '@hel.fi' is not a domain; write for example \"hel.fi\", or \"*.hel.fi\" for those below it"
        ),
        Change(
            "[\"hel.fi\"]", "[\"*.*.fi\"]",
            "k.toml:7: joining.domains[0]: '*.*.fi' is not a domain; write for example \"hel.fi\", or \"*.hel.fi\" for those below it"
        ),
        Change(
            "[\"hel.fi\"]", "[\"hel.fi\"]\ntrust = \"replies\"",
            "k.toml:8: joining.trust: 'replies' is not known here; write one of reply, authentication-results"),
        Change(
            "[\"hel.fi\"]", "[\"hel.fi\"]\nopen = \"no\"",
            "k.toml:8: joining.open: this must be true or false, not text"),
        Change(
            "imaps://", "https://",
            "k.toml:9: mailbox.url: this is not a server's address here; write imaps://host:port or imap://host:port, without user, password and path"
        ),
        Change(
            "smtps://", "imaps://",
            "k.toml:11: relay.url: this is not a server's address here; write smtps://host:port or smtp://host:port, without user, password and path"
        ),
        Change(
            "smtps://mail.example.fi", "smtp://mail.example.fi:0",
            "k.toml:11: relay.url: this is not a server's address here; write smtps://host:port or smtp://host:port, without user, password and path"
        ),
        Change(
            "[relay]", "provider = \"microsoft\"\n[relay]",
            "k.toml:10: mailbox.provider: 'microsoft' is not known here; did you mean \"microsoft365\"?"),
        Change(
            "[relay]", "provider = \"gmx\"\n[relay]",
            "k.toml:10: mailbox.provider: 'gmx' is not known here; write one of microsoft365, outlook.com, google, fastmail, zoho, yahoo, icloud"
        ),
        Change(
            "[relay]", "poll = \"0 s\"\n[relay]", "k.toml:10: mailbox.poll: this is out of range; write 1 s to 1 day"),
        Change(
            "[relay]", "poll = 60\n[relay]",
            "k.toml:10: mailbox.poll: this must be text, not a number; write it in quotation marks"),
        Change(
            "[relay]", "poll = \"60\"\n[relay]",
            "k.toml:10: mailbox.poll: '60' is not a length of time; write for example \"60s\", \"5 min\", \"12 hours\" or \"7 days\""
        ),
        Change(
            "[relay]", "max_message_size = \"20\"\n[relay]",
            "k.toml:10: mailbox.max_message_size: '20' is not a size; write for example \"20 MB\""),
        Change(
            "[relay]", "max_message_size = \"20 GB\"\n[relay]",
            "k.toml:10: mailbox.max_message_size: this is out of range; write 10 kB to 150 MB"),
        Change(
            "[relay]", "ca_file = \"ca.pem\"\n[relay]",
            "k.toml:10: mailbox.ca_file: 'ca.pem' is not an absolute path; write it from / on, or \"\" for the system's CAs"
        ),
        Change(
            "[relay]", "password_file = \"../x\"\n[relay]",
            "k.toml:10: mailbox.password_file: this is neither an absolute path nor a credential's name; write /etc/kutsu/… or a plain name"
        ),
        Change(
            "[relay]\nurl = \"smtps://mail.example.fi\"", "[relay]\nurl = \"smtp://x\"\ncopies = \"group\"",
            "k.toml:12: relay.copies: 'group' is not known here; did you mean \"grouped\"?"),
        Change(
            "[relay]\nurl = \"smtps://mail.example.fi\"\n",
            "[[relay]]\nurl = \"smtp://x\"\n[[relay]]\nurl = \"smtp://\"\n",
            "k.toml:13: relay[1].url: this is not a server's address here; write smtps://host:port or smtp://host:port, without user, password and path"
        ),
        Change(
            "[relay]\nurl = \"smtps://mail.example.fi\"\n",
            "[[relay]]\nurl = \"smtp://x\"\n[[relay]]\nurl = \"smtp://x\"\n",
            "k.toml:13: relay[1].url: another [[relay]] is this server with this user already; write one for both"
        ),
        Change("moderate = true", "moderate = 1", "k.toml:13: tips.moderate: this must be true or false, not a number"),
        Change(
            "moderate = true", "digest = { every = \"week\", on = \"perjantai\" }",
            "k.toml:13: tips.digest.on: 'perjantai' is not known here; write one of monday, tuesday, wednesday, thursday, friday, saturday, sunday"
        ),
        Change(
            "moderate = true", "digest = { every = \"month\", on = 31 }",
            "k.toml:13: tips.digest.on: 31 is out of range; write 1 to 28"),
        Change(
            "moderate = true", "digest = { every = \"day\", at = \"25:00\" }",
            "k.toml:13: tips.digest.at: '25:00' is not a time of day; write for example \"09:00\""),
        Change(
            "moderate = true", "digest = { every = \"2 weeks\", on = \"friday\", from = \"4.12.2026\" }",
            "k.toml:13: tips.digest.from: '4.12.2026' is not a date; write for example \"2026-12-04\""),
        Change(
            "moderate = true", "digest = { every = \"2 weeks\", on = \"friday\", from = \"2026-02-30\" }",
            "k.toml:13: tips.digest.from: '2026-02-30' is not a date; write for example \"2026-12-04\""),
        Change(
            "moderate = true", "digest = { every = \"2 weeks\", on = \"friday\", from = 2026-12-04 }",
            "k.toml:13: tips.digest.from: this must be text, not a date or time; write it in quotation marks"),
        Change(
            "moderate = true", "digest = { every = \"fortnight\", on = \"friday\", from = \"2026-12-04\" }",
            "k.toml:13: tips.digest.every: 'fortnight' is not known here; write one of day, week, 2 weeks, month"),
        Change(
            "moderate = true", "digest = \"weekly\"",
            "k.toml:13: tips.digest: this must be a table; write digest = { … }"),
        Change(
            "[tips]", "[events]\nremind = [\"7 days\", \"1 fortnight\"]\n[tips]",
            "k.toml:13: events.remind[1]: '1 fortnight' is not a length of time; write for example \"60s\", \"5 min\", \"12 hours\" or \"7 days\""
        ),
        Change(
            "[tips]", "posts = 3\n[tips]",
            "k.toml:12: relay.posts: unknown key 'posts' in [relay]; known are url, "
                + "password_file, token_file, user, ca_file, copies, per_minute, per_day, weight, connections"),
        Change(
            "[list]", "posts = 3\n[list]", "k.toml:1: posts: this must be a section; write [posts] on a line of its own"
        ),
        Change(
            "[list]", "relay = []\n[list]",
            "k.toml:11: relay is there already, on line 1; remove one of the two"),
    ]

    static let contradictions: [Change] = [
        Change(
            "[\"hel.fi\"]", "[\"hel.fi\"]\ntrust = \"authentication-results\"",
            "k.toml:8: joining.trust: without authserv_id anybody could write such results into a mail; write "
                + "authserv_id = \"…\" as your server does, or trust = \"reply\""),
        Change(
            "[\"hel.fi\"]", "[\"hel.fi\"]\nauthserv_id = \"mx.hel.fi\"",
            "k.toml:8: joining.authserv_id: this has no effect under trust = \"reply\"; remove it, or write "
                + "trust = \"authentication-results\""),
        Change(
            "[\"hel.fi\"]", "[\"hel.fi\"]\nexchange_online = true",
            "k.toml:8: joining.exchange_online: this has no effect under trust = \"reply\"; remove it, or write "
                + "trust = \"authentication-results\""),
        Change(
            "[\"hel.fi\"]",
            "[\"hel.fi\"]\ntrust = \"authentication-results\"\nauthserv_id = \"mx\"\nexchange_online = true",
            "k.toml:10: joining.exchange_online: Exchange Online writes no authserv-id; remove one of the two"),
        Change(
            "[\"hel.fi\"]", "[\"hel.fi\"]\nopen = true",
            "k.toml:8: joining.open: the list is open and yet limited to domains; remove open or domains"),
        Change(
            "domains = [\"hel.fi\"]", "open = false",
            "k.toml:6: joining: nobody may join; write domains = [\"hel.fi\"], or open = true for everybody"),
        Change(
            "domains = [\"hel.fi\"]", "open = true\napproval = \"others\"",
            "k.toml:8: joining.approval: without domains there are no others; write approval = \"everybody\", or domains = "
                + "[\"hel.fi\"] for those who join without approval"),
        Change(
            "[\"hel.fi\"]", "[\"hel.fi\"]\napproval = \"kyllä\"",
            "k.toml:8: joining.approval: 'kyllä' is not known here; write one of none, others, everybody"),
        Change(
            "[\"hel.fi\"]", "[]",
            "k.toml:7: joining.domains: nobody may join; write a domain, or open = true for everybody"),
        Change(
            "\"anna@hel.fi\"", "\"verkosto@hel.fi\"",
            "k.toml:5: list.coordinators: the list's own address is among these; its mail would go in circles"),
        Change(
            "[joining]", "mirrors = [\"verkosto@hel.fi\"]\n[joining]",
            "k.toml:6: list.mirrors: the list's own address is among these; its mail would go in circles"),
        Change(
            "[relay]", "password_file = \"a\"\ntoken_file = \"b\"\n[relay]",
            "k.toml:11: mailbox.token_file: there is a password_file too, and only one can be used; remove the other"),
        Change(
            "[relay]", "done = \"seen\"\ndone_folder = \"x\"\n[relay]",
            "k.toml:11: mailbox.done_folder: this has no effect under done = \"seen\"; remove one of the two"),
        Change(
            "[relay]", "done_folder = \"INBOX\"\n[relay]",
            "k.toml:10: mailbox.done_folder: mail that is done would come again; name another folder than folder does"),
        Change(
            "[relay]", "done_folder = \"inbox\"\n[relay]",
            "k.toml:10: mailbox.done_folder: mail that is done would come again; name another folder than folder does"),
        Change(
            "[relay]", "old_folder = \"Inbox\"\n[relay]",
            "k.toml:10: mailbox.old_folder: old mail would stay where new mail arrives; name another folder than folder does"
        ),
        Change(
            "[relay]", "[backup]\nfolder = \"inbox\"\n[relay]",
            "k.toml:11: backup.folder: this folder is for other mail; name one for backups alone"),
        Change(
            "[relay]", "done = \"seen\"\n[retention]\ndone_mail = \"1 year\"\n[relay]",
            "k.toml:12: retention.done_mail: under done = \"seen\" handled mail stays among people's own mail, and is never "
                + "removed; remove one of the two"),
        Change(
            "[relay]", "done_folder = \"INBOX\"\n[retention]\ndone_mail = \"1 year\"\n[relay]",
            "k.toml:10: mailbox.done_folder: mail that is done would come again; name another folder than folder does",
            "k.toml:12: retention.done_mail: mail that is not handled would go as well; name another done_folder"),
        Change(
            "[relay]", "folder = \"Kutsu/Done\"\n[retention]\ndone_mail = \"1 year\"\n[relay]",
            "k.toml:8: mailbox.done_folder: mail that is done would come again; name another folder than folder does",
            "k.toml:12: retention.done_mail: mail that is not handled would go as well; name another done_folder"),
        Change(
            "[relay]", "done_folder = \"inbox\"\n[retention]\ndone_mail = \"1 year\"\n[relay]",
            "k.toml:10: mailbox.done_folder: mail that is done would come again; name another folder than folder does",
            "k.toml:12: retention.done_mail: mail that is not handled would go as well; name another done_folder"),
        Change(
            "[tips]", "user = \"x\"\n[tips]",
            "k.toml:12: relay.user: this user needs a secret of their own; write password_file or token_file"),
        Change(
            "[tips]", "user = \"\"\npassword_file = \"x\"\n[tips]",
            "k.toml:12: relay.user: an empty user means no login; write the user or remove the secret"),
        Change(
            "moderate = true", "digest = { every = \"day\", on = \"friday\" }",
            "k.toml:13: tips.digest.on: every = \"day\" knows no day; remove it"),
        Change(
            "moderate = true", "digest = { every = \"week\", on = \"friday\", from = \"2026-12-04\" }",
            "k.toml:13: tips.digest.from: only every = \"2 weeks\" begins with a certain week; remove it"),
        Change(
            "moderate = true", "digest = { every = \"2 weeks\" }",
            "k.toml:13: tips.digest.on: this key is missing; write for example on = \"friday\""),
        Change(
            "moderate = true", "digest = { every = \"week\" }",
            "k.toml:13: tips.digest.on: this key is missing; write for example on = \"friday\""),
    ]

    static let syntax: [Change] = [
        Change("[tips]", "[tips", "k.toml:12: the section's name is not closed; write [name]"),
        Change("[tips]", "[[tips]", "k.toml:12: the section's name is not closed; write [[name]]"),
        Change("[tips]", "[[[tips]]]", "k.toml:12: a section must begin with a letter, a digit or a quotation mark"),
        Change("[tips]", "[&", "k.toml:12: a section must begin with a letter, a digit or a quotation mark"),
        Change("[tips]", "[]", "k.toml:12: a section must begin with a letter, a digit or a quotation mark"),
        Change("[tips]", "[a.b.c.d.e.f.g.h.i]", "k.toml:12: a section has too many parts"),
        Change(
            "moderate = true", "ääni = true", "k.toml:13: a key must begin with a letter, a digit or a quotation mark"),
        Change("moderate = true", "moderate", "k.toml:13: there is no = after the key; write key = value"),
        Change("moderate = true", "moderate =", "k.toml:13: the value is missing"),
        Change("moderate = true", "moderate = yes", "k.toml:13: text needs quotation marks; write \"…\""),
        Change("moderate = true", "moderate = true false", "k.toml:13: text needs quotation marks; write \"…\""),
        Change(
            "moderate = true", "moderate = \"a\" b = 2", "k.toml:13: there is something after the end; use a new line"),
        Change(
            "moderate = true", "moderate = \"a", "k.toml:13: the text is not closed; write a quotation mark at its end"),
        Change(
            "moderate = true", "moderate = \"\"\"a\n\"\"",
            "k.toml:13: the text is not closed; write three quotation marks at its end"),
        Change("moderate = true", "\"\"\"a\"\"\" = 1", "k.toml:13: a key stands in three quotation marks"),
        Change(
            "moderate = true", "moderate = [1 2]", "k.toml:13: this is not TOML: expected comma or closing ']', saw '2'"
        ),
        Change("moderate = true", "moderate = [\"a\"\n\"b\"]", "k.toml:14: a comma or ] is missing in the array"),
        Change("moderate = true", "moderate = { a = \"b\" c = 1 }", "k.toml:13: a comma or } is missing in the table"),
        Change(
            "moderate = true", "moderate = [[[[[[[[[1]]]]]]]]]",
            "k.toml:13: the value has too many brackets in each other"),
        Change("moderate = true", "moderate = \"\\u0000\"", "k.toml:13: there is a NUL character; remove it"),
        Change("moderate = true", "\u{0}", "k.toml:13: there is a NUL character; remove it"),
        Change(
            "moderate = true", "moderate = true\nmoderate = true",
            "k.toml:14: tips.moderate is there already, on line 13; remove one of the two"),
        Change(
            "[joining]", "title.fi = \"a\"\ntitle.sv = \"b\"\ntitle.fi = \"c\"\n[joining]",
            "k.toml:8: list.title.fi is there already, on line 6; remove one of the two"),
        Change("[state]", "[tips]", "k.toml:14: tips is there already, on line 12; remove one of the two"),
        Change("moderate = true", "at = 09:00", "k.toml:13: this is not TOML: expected ':', saw '\\n'"),
        Change(
            "[tips]", "# " + String(repeating: "x", count: 300_000) + "\n[tips]",
            "k.toml:1: the file has more than 256 kB; is it a configuration?"),
    ]

    /// Lines in [mailbox].
    static let secrets = [
        "password = \"hunter2\"", "passwd = \"hunter2\"", "token = 'hunter2'", "password = hunter2",
        "password = \"hunter2",
        "password = 'hunter2", "password_file = [\"hunter2\"]", "passwort = \"hunter2\"", "user = hunter2",
        "ca_file = hunter2", "url = \"imaps://user:hunter2@mail.example.fi\"", "password = { x = \"hunter2\" }",
    ]
}
