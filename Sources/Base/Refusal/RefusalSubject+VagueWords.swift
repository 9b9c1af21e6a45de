extension RefusalSubject {
    /// Words that say something only where nothing clearer was said.
    static let vagueSigns: [RefusalSign] = [
        .init(
            .policy,
            """
            blacklist*, blocklist*, black list*, block list*, blacklisted, listed, spamhaus*, barracuda*, spamcop*, sorbs, rbl, \
            rbls, dnsbl*, reputation, policy restrictions, client host, helo, ehlo, ptr, reverse dns, rdns, banned ip, banned, \
            spf, dkim, dmarc, your ip, your network, your server, your host, ip address, abuse, country, policy reasons, \
            local policy, administrative prohibition, administratively prohibited, blocked using, suspicious
            """),
        .init(
            .recipient,
            "recipient address rejected, recipient rejected, recipient not accepted, rejected recipient, rejected rcpt"),
        .init(
            .message,
            "message rejected, message refused, message not accepted, rejected message, mail rejected, email rejected",
            unless: "policy"),
        .init(
            .policy,
            "policy, policies, access denied, not authorized, not permitted, permission, permissions, blocked, prohibited"
        ),
    ]
}
