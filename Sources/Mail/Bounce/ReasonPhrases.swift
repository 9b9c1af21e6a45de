/// What servers write, by what it means: in lower case, without punctuation, apostrophes, numbers or addresses (see
/// ``Words``). The longest phrase found counts; of equally long ones that of the row further up, so that rows which
/// spare the recipient stand first.
enum ReasonPhrases {
    /// Phrases that say it, whatever the status code says.
    static let clear = WordTable<BounceReason>([
        (
            .authFailure,
            [
                "dmarc", "dmarc policy", "dmarc verification", "dmarc check failed", "dmarc rejection",
                "unauthenticated email", "unauthenticated email from", "required authentication level",
                "authentication requirements", "authentication checks", "bad spf", "spf check", "spf fail",
                "spf failed", "spf failure", "spf record", "spf records", "spf validation", "sender id", "openspf",
                "spf pobox com", "not authorized to send from", "dkim", "does not designate",
                "is not allowed to send mail from", "sender policy framework",
            ]
        ),
        (
            .rateLimited,
            [
                "rate limit", "rate limited", "rate limiting", "limit exceeded try", "at a rate that",
                "too many connections", "too many concurrent", "too many sessions", "too many recipients",
                "too many messages", "too many mails", "too many emails", "too much mail", "too fast", "throttled",
                "throttling", "connection limit", "connection rate", "exceeded the rate", "exceeded the maximum number",
                "sending limit", "receiving mail too quickly", "greylisted", "greylisting", "graylisted",
                "unusual rate", "unexpected volume", "volume of mail", "hourly limit", "daily limit", "quota per hour",
            ]
        ),
        (
            .spam,
            [
                "spam", "spam message", "spam content", "spam detected", "spam classification", "spam score",
                "looks like spam", "considered spam", "identified as spam", "detected as spam", "flagged as spam",
                "rejected as spam", "classified as spam", "content rejected", "message content rejected", "ube",
                "unsolicited", "unsolicited mail", "junk mail", "bulk mail", "blocked by content filter", "bogofilter",
                "spamassassin", "mail rejete", "roskaposti", "roskapostina", "skräppost",
            ]
        ),
        (
            .blocked,
            [
                "reverse dns", "rdns", "ptr record", "dns ptr", "no ptr", "ptr", "blacklist", "blacklisted",
                "black listed", "block list", "blocklist", "blocklisted", "blocked using", "blocked by", "is blocked",
                "been blocked", "was blocked", "banned", "spamhaus", "spamcop", "barracudacentral", "dnsbl", "rbl",
                "reputation", "poor reputation", "low reputation", "bad reputation", "ip reputation",
                "client host rejected", "helo command rejected", "ehlo command rejected", "open relay", "open proxy",
                "dynamic ip",
                "dynamic address", "sending ips", "sending ip", "mismatches client ip", "host network not allowed",
                "not accepted from servers", "access from ip", "no access from mail server", "smtp server of your isp",
                "daily relay quota", "untrusted", "access denied banned", "invalid helo", "your ip",
                "client ip address", "from your network", "service permits",
            ]
        ),
        (
            .policy,
            [
                "relay access denied", "relaying denied", "relay denied", "relay not permitted", "relaying not allowed",
                "relaying prohibited", "unable to relay", "unable to relay for", "no relaying",
                "not configured to relay",
                "authentication required", "must be authenticated", "unauthenticated senders", "not authenticated",
                "sender rejected", "sender address rejected", "sender denied", "domain of sender",
                "domain of sender address", "domain of sender address does not exist", "sender address does not exist",
                "sender domain does not exist", "unroutable sender", "unroutable sender address",
                "unrouteable sender address", "sender verify failed", "sender not accepted", "invalid sender",
                "sender unknown", "unknown sender", "sender is not allowed", "sender is unspecified",
                "your mail address", "not verified", "policy reasons", "for policy reasons", "denied by policy",
                "policy violation", "security policy", "local policy", "against policy", "policy restriction",
                "by administrator", "not allowed to send", "not allowed to post", "not permitted to post",
                "permission to post", "have permission to", "not have permission", "may not exist or you may not have",
                "not authorized", "not authorised", "only accepts mail from", "only accepts messages from",
                "recipient address rejected access denied", "recipient address rejected permission denied",
                "recipient address rejected policy", "restricted to", "allowed senders", "members only",
                "message blocked", "presents a potential",
                "potential security", "ei ole oikeutta", "inte behörighet",
            ]
        ),
        (
            .mailboxFull,
            [
                "mailbox full", "mailbox is full", "mailbox for user is full", "mailbox has exceeded",
                "mailfolder is full", "inbox is full", "inbox full", "account is full", "is full", "mail box full",
                "mail box space", "mailbox exceeds", "mailbox size", "mailbox limit", "over quota", "overquota",
                "over the quota", "over its quota", "over disk quota", "out of storage", "out of storage space",
                "quota exceeded", "exceeded quota", "exceeds quota", "exceed quota", "exceeded its quota",
                "exceeding their quota", "exceed mailbox quota", "exceeded storage", "storage quota", "disk quota",
                "disk quota exceeded", "mail quota", "mail quota exceeded", "quota violation", "quotaexceeded",
                "does not have enough space", "exceeded storage allocation", "exceeding its mailbox quota",
                "full mailbox", "space has been used up", "quota usage exceeded", "over the allowed quota",
                "too many messages on the server", "exceeded their quota", "mailbox over quota",
                "maximum allowed storage", "too much mail data",
                "not enough storage", "insufficient storage space in", "mailbox exceeded", "too much mail stored",
                "storedrv deliver mailbox full", "no space left in mailbox", "boite pleine", "postfach voll",
                "täynnä", "postilaatikko on täynnä", "är full", "postlådan är full",
            ]
        ),
        (
            .tooLarge,
            [
                "message too large", "message size exceeds", "size exceeds", "message is too large", "message too big",
                "exceeds maximum size", "exceeds the maximum", "message length exceeds", "message file too big",
                "maximum message size", "size limit", "recipsizelimit", "max message size", "message is larger",
                "liian suuri", "för stort",
            ]
        ),
        (
            .suspended,
            [
                "on hold", "is on hold", "has been put on hold", "recipient address rejected account on hold",
                "recipient address rejected on hold", "is disabled", "account disabled", "user disabled",
                "mailbox disabled", "been disabled",
                "account has been disabled", "disabled or discontinued", "is suspended", "been suspended", "suspended",
                "account is inactive", "is inactive", "inactive user", "invalid inactive user", "temporarily inactive",
                "currently suspended", "temporary locked", "deactivated mailbox", "boite du destinataire archivee",
                "account unavailable", "inactive", "deactivated", "is frozen", "account is locked",
                "is locked", "account is not active", "not active", "is not allowed to receive", "user is not active",
                "mailbox is inactive", "account expired", "user has been blocked",
                "account that you tried to reach is disabled",
                "temporarily disabled", "not receiving mail", "out of service", "on vacation hold",
            ]
        ),
        (
            .filtered,
            [
                "recipient preferences", "refused due to recipient preferences", "message filtered", "user reject",
                "user rejected", "you have been blocked by the recipient", "recipient does not accept",
                "sender is blocked by", "because the recipient is not accepting",
                "recipient is not accepting", "not accepting mail with", "rejected by the recipients filter",
                "due to extended inactivity new mail",
            ]
        ),
        (
            .hasMoved,
            [
                "has moved", "user has moved", "mailbox has moved", "recipient no longer on server",
                "no longer on server",
                "no longer works here", "has left the", "no longer with", "address has changed", "address changed",
                "has been replaced by", "user not local please try",
            ]
        ),
        (
            .userUnknown,
            [
                "user unknown", "unknown user", "unknown user account", "unknown recipient", "recipient unknown",
                "unknown address", "address unknown", "addressee unknown", "unknown mailbox", "mailbox unknown",
                "unknown or illegal", "unknown or illegal alias", "unknown local part", "unknown account",
                "user not found", "user not exist", "user does not exist", "user doesnt exist", "user doesnt have a",
                "user not known", "user is unknown", "user is not found", "user unkown", "mailbox not found",
                "mailbox does not exist", "mailbox doesnt exist", "account does not exist", "account doesnt exist",
                "account not found", "email account that you tried to reach does not exist",
                "address does not exist", "address doesnt exist", "recipient does not exist", "recipient doesnt exist",
                "recipient address does not exist", "recipient not found", "not present in directory",
                "addresses were unknown", "mailbox not present", "mailbox invalid", "no mail box available",
                "no mailbox found", "no one at this address", "not a local address", "recipient is not local",
                "recipient not exist", "badrcptto", "validrcptto", "badrecipientto", "unknown virtual user",
                "invalid or unknown virtual user", "missing home directory", "non existent user", "nonexistent user",
                "was not found", "was not found in", "is unknown", "in name directory", "nessun utente", "no existe",
                "does not exist", "doesnt exist", "no such user exists", "account is unavailable user unknown",
                "recipient unknown or", "recipientnotfound", "recipnotfound",
                "recipient name is not recognized", "recipient not recognized", "no such user", "no such user here",
                "no such recipient", "no such address", "no such mailbox", "no such account", "no such person",
                "no such local user", "no mailbox here", "no mailbox here by that name", "no mailbox by that name",
                "no account by that name", "no local mailbox", "no valid recipients", "not listed in",
                "not our customer",
                "not a known user", "not a valid user", "not a valid mailbox", "not a registered",
                "not a valid recipient",
                "is not a registered gateway user", "is not a user here", "invalid recipient", "invalid recipients",
                "invalid user", "invalid mailbox", "invalid address", "invalid final delivery userid",
                "destinataire invalide", "bad destination mailbox address", "bad destination email",
                "mailbox unavailable", "requested action not taken mailbox unavailable", "user not listed",
                "recipient rejected", "recipient is invalid",
                "address is wrong", "wrong or no longer valid", "address is no longer valid", "no longer valid",
                "no longer in use", "not a final email delivery point", "have a final email delivery point",
                "email address wasnt found", "wasnt found", "couldnt be found", "does not like recipient unknown",
                "is not known", "did not exactly match", "check if address is correct", "user is terminated",
                "utilisateur inconnu", "usuario desconocido", "unbekannter empfänger", "empfänger unbekannt",
                "нет такого пользователя", "vastaanottajaa ei löydy", "ei löydy", "osoitetta ei ole",
                "okänd mottagare", "hittades inte", "adressen finns inte",
            ]
        ),
        (
            .notAccepting,
            [
                "null mx", "host does not accept mail", "domain does not accept mail", "no mx record found for domain",
                "doesnt receive email", "does not receive email", "does not accept mail", "does not accept email",
                "doesnt accept mail", "not accept any mail", "does not accept messages", "no mail accepted",
                "couldnt find a mail exchanger", "couldnt find a mail exchanger or ip address", "no mx found",
                "smtp service not available for this domain", "mail server does not accept",
            ]
        ),
        (
            .networkError,
            [
                "malformed or unexpected name server reply", "try again name service", "not found try again",
                "host not found try again", "lookup failure", "dns lookup failed", "network is unreachable",
                "network unreachable", "no route to host", "host unreachable", "connection refused", "connection reset",
                "connection lost",
                "lost connection", "connection dropped", "connection was dropped", "too many hops",
                "hop count exceeded",
                "mail loop", "loops back", "loop detected", "message looping", "routing loop", "network error",
                "establish an smtp connection", "delivery temporarily suspended", "could not connect",
                "couldnt connect", "unable to connect", "connect to",
                "dns error", "temporary dns",
            ]
        ),
        (
            .hostUnknown,
            [
                "host unknown", "unknown host", "host not found", "domain not found", "domain name not found",
                "host or domain name not found", "host or domain name not found name service error",
                "domain name not found name service error", "no such domain", "no such host", "domain does not exist",
                "domain doesnt exist", "unknown domain", "domain unknown", "nxdomain", "responded with code nxdomain",
                "unrouteable address", "unroutable address", "unrouteable mail domain", "unrouteable domain",
                "unroutable domain", "domain is not reachable", "couldnt find any host named", "invalid domain",
                "name or service not known", "bad destination system", "illegal host", "mail domain mentioned",
                "domain is invalid", "all relevant mx records point to non existent hosts",
            ]
        ),
        (
            .contentError,
            [
                "virus", "virus detected", "malware", "infected", "headers too large", "header error", "media error",
                "attachment", "file type", "malformed", "malformed address", "line too long", "invalid header",
                "bare lf", "not rfc compliant", "not compliant", "resent from field", "executable",
            ]
        ),
        (
            .systemError,
            [
                "insufficient disk space", "insufficient system", "insufficient system storage",
                "insufficient system resources", "disk full", "no space left on device", "ldap server",
                "command died", "mailer error", "lock failure", "procmail", "local configuration error",
                "recipient address rejected internal error", "recipient address rejected server error",
                "server configuration", "internal error", "internal server error",
                "service currently unavailable", "unknown mailer error", "cant create output", "io error",
                "could not load",
                "system not accepting", "processing error", "unexpected error", "recipient error",
                "read response template",
            ]
        ),
    ])
}
