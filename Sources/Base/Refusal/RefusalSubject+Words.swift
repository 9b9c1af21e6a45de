extension RefusalSubject {
    /// What the words say, where they say something. The order is that of certainty: a text that says both `Recipient
    /// address rejected` and `quota exceeded` is about the quota.
    static func said(_ words: RefusalWords, stage: SmtpRefusal.Stage) -> RefusalSubject? {
        if let sign = signs.first(where: { $0.isIn(words) }) {
            // What is said of "the mailbox" or "the account" is said of the recipient's where a recipient was named, and
            // else of ours.
            guard sign.subject == .account, sign.isOfSomeMailbox else { return sign.subject }
            return stage == .recipient || words.have(recipientNames) ? .recipient : .account
        }
        // Spam: of a message, once it was seen; before, of us.
        if words.have(junk) { return stage == .message ? .message : .policy }
        return vagueSigns.first { $0.isIn(words) }?.subject
    }

    private static let signs: [RefusalSign] = [
        // The recipient's side, said outright.
        .init(.recipient, "greylist*, graylist*, grey list*, gray list*, postgrey*, greypolicy*"),
        .init(.recipient, "tried to reach, trying to contact, trying to reach, attempted to reach"),
        .init(.recipient, "resolver rst, to this group, to this list, to this mailing list, to this distribution"),
        .init(
            .recipient,
            """
            to this recipient, to the recipient, to that recipient, by the recipient, by recipient, by this recipient, \
            recipient only accepts, recipients allow list, the recipient has exceeded, recipients mailbox, \
            recipient mailbox, recipients inbox, recipients quota, recipient is over, recipient over, \
            of the recipient, recipient storage, recipient server, recipients rules, recipients whitelist, \
            recipients policy, recipients filter*, recipients server, recipients domain, recipients settings, recipient has blocked, recipient blocked
            """,
            unless: "relay, relaying, authenticat*, auth, send as, daily, hourly, per hour, per day"),

        .init(
            .recipient, "recipient, address, user, mailbox, group, @recipient",
            "only accepts, only receives, doesnt accept mail from, does not accept mail from, accepts mail only"),

        // How much and how fast.
        .init(
            .recipientCount,
            """
            too many recipients, recipient count, number of recipients, max recipients, maximum recipients, \
            recipients per message, recipients per mail, recipients per transaction, recipients per session, \
            recipients in a message, recipients in one message, recipient limit, recipients limit, recipients exceed*
            """,
            unless: "hour, day, daily, hourly, minute, today"),
        .init(
            .quota,
            "exceed*, reached, over, hit, above, surpass*, beyond, overlimit, violat*, out of, used up, exhausted",
            "limit*, quota, quotas, allowance, allotment, allocation, threshold, cap, max, maximum, ratio",
            """
            send, sending, sends, sent, sendings, outgoing, outbound, submission*, submit*, relay, relaying, daily, \
            hourly, hour, hours, day, days, minute, minutes, week, month, monthly, today, 24h, messages, emails, mails, \
            recipients, smtp, sender, senders, you have, youve, you are, your, tenant, domain, organization, customer, \
            policy, policyd, mail limit, message limit, email limit, recipient limit, external, volume, usage
            """,
            unless: """
                storage, disk, size, full, attachment*, mailbox quota, mailbox limit, mailbox has, mailbox exceed*, \
                mailbox is, mailbox over, your mailbox, line, lines, header, headers, hop, hops, parts, nest*, per message, \
                per mail, per transaction, per session, rate, ratelimit*, connection, connections, concurren*, \
                simultaneous*, frequency, recipient count, number of recipients, receiving limit, in a message, in one message
                """),
        .init(
            .quota, "unusual, suspicious, abnormal, excessive",
            "sending, activity, volume, outgoing, outbound, behavior, behaviour, amount, number, traffic"),
        .init(
            .quota, "too many, too much, more than, exceed*, max, maximum, reached, used up, allowance",
            "per hour, per day, per minute, an hour, a day, today, this hour, daily, hourly"),
        .init(
            .quota, "sends too much, sent too much, sending too much, restricted user, restricted users, from sending"),
        .init(.quota, "too many messages, too many mails, too many emails, too many recipients this, too many mail"),
        .init(
            .quota,
            "daily limit, hourly limit, daily quota, hourly quota, sending limit, sending quota, send limit, send quota"
        ),
        .init(
            .rate, "rate, rates, ratelimit*, frequency, speed",
            "exceed*, limit*, high, too, over, slow, unusual, control, throttl*, ratelimit*, excessive"),
        .init(
            .rate,
            """
            throttl*, slow down, slowdown, too fast, too quickly, too frequent*, too much mail, too much traffic, \
            too many connections, too many concurrent, too many simultaneous, concurrent connections, too many sessions, \
            too many errors, too many unknown, too many invalid, too many bad, too many commands, too many requests, \
            server busy, system busy, too busy, connections limit, connection limit, tempfail rate, mail flood, flood*
            """),

        // Who we are.
        .init(.sender, "disallowed as, not permitted as, not allowed as"),
        .init(.sender, "sender address rejected, sender rejected, for specified email address"),
        .init(.sender, "send as, sendas, on behalf of, send on behalf"),
        .init(
            .sender,
            "username, user, login, account, authenticated, authorized, authorised, authorization, authentication",
            """
            doesnt match, does not match, not match, dont match, mismatch*, must match, must equal, must be same, \
            must be the same, same as, not the same, differ*, not owned, does not own, not own
            """),
        .init(
            .login, "relay, relaying, relayed, relays",
            """
            denied, deny, not permitted, not allowed, disallowed, reject*, prohibited, refused, unable, cannot, cant, do not, \
            dont, does not, not authorized, not authorised, no, forbidden, unauthorized, not enabled, need*, requir*, blocked, \
            not, disabled, restricted, must
            """),
        .init(.login, "allowed rcpthosts, tenantattribution, tenant attribution, cannot deliver mail for"),
        .init(
            .login,
            "delivery is not allowed to this address, not authenticated, not logged in, unauthenticated, smtpauth",
            unless: "spf, dkim, dmarc"),
        .init(
            .login, "authenticat*, auth, login, log in, logon, log on, logged, sign in",
            """
            requir*, must, need*, first, fail*, unsuccessful, missing, please, denied, invalid, without, not, before, \
            disabled, turned off, issue, use
            """,
            unless: "spf, dkim, dmarc, dane, arc"),
        .init(
            .login, "credential*, password*, username, token",
            "invalid, incorrect, wrong, bad, expired, not, fail*, unknown, revoked, no"),
        .init(.login, "starttls", "must, first, requir*, need*"),
        .init(.login, "pop before smtp, check your mail first, get your mail first, basic authentication"),
        .init(
            .sender,
            """
            @sender, sender, senders, from address, from header, mail from, mailfrom, envelope from, return path, \
            reverse path, header from, from domain, sending domain, sending address, originator*, identity, identities, \
            your domain, from field, author, header address, from this address, from that address
            """,
            """
            reject*, denied, deny, not, invalid, unverified, mismatch*, must, blocked, block, forbidden, unauthorized, \
            unauthorised, unknown, verify, verification, verified, doesnt, isnt, cannot, cant, bad, banned, suspended, \
            restricted, spoof*, disallowed, refused, unresolvable, unrouteable, fail*, wrong, unable, disabled, no, \
            blacklist*, incorrect, illegal, malformed, need, unacceptable
            """,
            unless: "spf, dkim, dmarc, full, quota, storage, spam, abuse"),
        .init(.sender, "spoof*, impersonat*, forged"),
        .init(
            .sender,
            "not one of your, not owned by, email address is not verified, identities failed, address is not verified"),

        // Our own account.
        .init(
            .account,
            """
            your account, your mailbox, your inbox, your storage, sender account, senders account, sender mailbox, \
            senders mailbox, @sender, sending account, smtp account, your subscription, your plan, your email account
            """,
            """
            full, quota, disabled, suspend*, blocked, locked, limited, restricted, exceed*, inactive, not active, compromised, \
            closed, expired, deactivated, over, hold, storage, disk, frozen, paused, upgrade, unpaid, ended
            """),
        .init(
            .account,
            "sent items, mapi exception shutoff quota*, shutoff quota*, mapiexceptionshutoffquota*, mailbox full of sender"
        ),
        .init(
            .account,
            "free account*, trial, upgrade, credits, subscription, billing, unpaid, sending suspended, sending paused"),

        // What is sent.
        .init(
            .message, "size, large, big, sizes, length, bytes",
            "message*, mail, email, data, maximum, max, limit*, exceed*, too, fixed, attachment*, body, line, header",
            unless: "mailbox, inbox, disk"),
        .init(
            .message,
            "virus*, malware, infect*, attachment*, phish*, trojan*, malicious, security issue, executable, banned file, file type"
        ),
        .init(
            .message,
            "too many hops, hop count, maximum hop, mail loop, loop detected, routing loop detected, too many received"),
        .init(
            .message, "message, content, header*, body, mime, subject, format, line, lines, data, mail, email",
            """
            malformed, illegal, invalid, missing, not rfc, non compliant, compliant, not conform*, bare, violates, \
            duplicate*, too long, unacceptable, forbidden, prohibited, bad
            """,
            unless:
                "recipient, recipients, user, mailbox, policy, policies, address, command, argument*, parameter*, @recipient"
        ),
        .init(
            .message, "message content, content reject*, content filter*, content polic*, rejected content, bad content"
        ),

        // The recipient: not there, not reachable, not able to take it.
        .init(
            .recipient,
            "user, recipient, recipients, mailbox, address, account, addressee, alias, person, @recipient, customer, inbox, users, mailboxes",
            """
            unknown, no such, not found, not exist, doesnt exist, nonexistent, non existent, nonexisting, invalid, no longer, \
            unrouteable, unroutable, undeliverable, not local, bad, moved, syntax, ambiguous, not listed, not valid, isnt valid, \
            not known, no mailbox, no user, not a valid, isnt a, is not a, could not be found, couldnt be found, doesnt have, \
            does not have, not have, not deliverable, not present, unable to find, unavailable, not available, reserved
            """,
            unless:
                "command, policy restrictions, blacklist*, blocklist*, spamhaus, dnsbl, rbl, client host, ptr, ip address"
        ),
        .init(
            .recipient,
            """
            no such user, user unknown, unknown user, unknown recipient, no mailbox here, unknown local part, not our customer, \
            recipient unknown, mailbox unknown, unknown mailbox
            """),
        .init(
            .recipient, "domain, host, hostname, name server, nameserver, mx, dns",
            """
            not found, unknown, not exist, doesnt exist, nonexistent, no such, unrouteable, cannot be resolved, null, no mx, \
            not accept, never, couldnt, unable to find, lookup failed, name service error
            """,
            unless: "client host, helo, ehlo, your, ptr, reverse, client"),
        .init(
            .account, "mailbox, account, user, inbox, quota, storage, users",
            """
            full, over quota, quota exceeded, overquota, over, exceed*, disabled, inactive, suspended, not active, deactivated, locked, closed, \
            frozen, expired, terminated, blocked, out of storage, insufficient
            """,
            unless: "system storage, disk space", ofSomeMailbox: true),
        .init(
            .account, "over quota, overquota, quota exceeded, mailbox full, quota violation, quota full",
            ofSomeMailbox: true),

        // The server's own trouble.
        .init(
            .server,
            """
            system storage, disk space, disk full, queue file, internal error, internal server, local error, system error, \
            temporary system, out of memory, configuration error, insufficient resources, not enough space, \
            command not, command unrecognized, unrecognized command, unrecognised command, unknown command, bad sequence, \
            sequence of commands, not implemented, need mail, need rcpt, nested mail, mail system full, server error, \
            no valid recipients, syntax error in parameters, server configuration, database
            """),
    ]

    private static let recipientNames: RefusalPhrases = "@recipient, recipient, recipients"
    private static let junk: RefusalPhrases =
        "spam, spamming, junk, unsolicited, bulk, ube, uce, dt spm, suspicion of, rejected as spam, spammy"
}
