import OAuth

// What the mail servers of both refuse with.
extension Doctor {
    static let mailServers: [Rule] = exchangeImap + exchangeSmtp + googleMail

    private static let exchangeImap: [Rule] = [
        rule([.imap], ["User is authenticated but not connected"], "who logged in has no right to this mailbox") {
            values in
            "in Exchange Online, Add-MailboxPermission -Identity \(values.mailbox) -User "
                + "\(values.isApplication ? "SERVICE-PRINCIPAL" : "PERSON") -AccessRights FullAccess; it takes up to an hour. "
                + "Where the right is there it is a passing fault: try again"
        },
        rule([.imap], ["AUTHENTICATE failed"], "the token is not taken for this mailbox") { values in
            let steps =
                values.isApplication
                ? [
                    "the application has the permission IMAP.AccessAsApp with admin consent (Entra, App registrations > "
                        + "\(values.application) > API permissions)",
                    "Get-ServicePrincipal shows \(values.application) with the object id of the Enterprise application, not "
                        + "that of the App registration; else New-ServicePrincipal -AppId \(values.application) -ObjectId "
                        + "OBJECT-ID",
                    "Add-MailboxPermission -Identity \(values.mailbox) -User SERVICE-PRINCIPAL -AccessRights FullAccess",
                ]
                : [
                    "the scope is Outlook's (remove scope from [oauth])",
                    "who signed in is \(values.mailbox), or has FullAccess to it (Add-MailboxPermission)",
                ]
            return
                (steps + ["IMAP is on: Set-CASMailbox \(values.mailbox) -ImapEnabled $true"])
                .enumerated().map { "\($0.offset + 1). \($0.element)" }.joined(separator: "; ")
        },
        rule([.imap], ["Suggested Backoff Time"], "the server wants to be left alone for so long") { _ in
            "wait; Kutsu does so by itself"
        },
    ]

    private static let exchangeSmtp: [Rule] = [
        rule([.smtp], ["SmtpClientAuthentication is disabled for the Tenant"], "sending by SMTP is off, for tokens too")
        {
            smtpOn($0)
        },
        rule(
            [.smtp], ["SmtpClientAuthentication is disabled for the Mailbox"], "sending by SMTP is off for this mailbox"
        ) {
            smtpOn($0)
        },
        passwordRule(["5.7.139", "security defaults"]), passwordRule(["5.7.139", "did not meet the criteria"]),
        passwordRule(["5.7.139", "basic authentication is disabled"]), passwordRule(["5.7.30"]),
        rule([.smtp], ["5.7.60"], "the address in From is not who logged in") { sendAs($0) },
        rule([.smtp], ["SendAsDenied"], "the address in From is not who logged in") { sendAs($0) },
        rule([.smtp], ["5.7.57"], "there was no login, or sending by SMTP is off") { smtpOn($0) },
        rule([.smtp], ["432", "4.3.2"], "there are more than 3 connections to this mailbox") { _ in
            "set connections = 1 in [relay]; other programs that send with this mailbox count too"
        },
        rule([.smtp], ["SubmissionQuotaExceeded"], "10 000 recipients a day are reached") { _ in
            "wait until tomorrow; Kutsu does so by itself. Another [[relay]], or copies = \"grouped\", helps for long"
        },
        rule([.smtp], ["554", "5.2.2"], "the mailbox is full, most often its Sent Items") { values in
            "empty them, or have a retention policy do it: Set-Mailbox \(values.sender) -RetentionPolicy POLICY"
        },
        rule([.smtp], ["5.7.233"], "the tenant's limit of recipients outside is reached") { _ in "wait until tomorrow"
        },
        rule([.smtp], ["5.7.236"], "an onmicrosoft.com address may write to 100 people outside a day") { _ in
            "send from an address of the organisation's own domain"
        },
        rule([.smtp], ["5.7.3"], "the token is another user's, or has no right to send here") { values in
            values.isApplication
                ? "the application needs the permission SMTP.SendAsApp with admin consent, and Add-MailboxPermission "
                    + "-Identity \(values.sender) -User SERVICE-PRINCIPAL -AccessRights FullAccess"
                : "sign in as \(values.sender) (kutsu login -c \(values.config)), or Add-MailboxPermission -Identity "
                    + "\(values.sender) -User PERSON -AccessRights FullAccess"
        },
    ]

    private static let googleMail: [Rule] = [
        rule([.imap, .smtp], ["\"status\":\"400\"", "https://mail.google.com/"], "the token is for another scope") {
            googleScope($0)
        },
        rule([.imap, .smtp], ["Invalid credentials (Failure)"], "the token or the password is not taken") {
            googleScope($0)
        },
        rule([.imap], ["Lookup failed"], "the token is for another scope, or the service account's own") { values in
            "let it act for the mailbox: mailbox.user must be that address (it is \(values.mailbox)), with domain-wide "
                + "delegation for the scope https://mail.google.com/"
        },
        rule([.imap], ["Too many simultaneous connections"], "15 programs read this mailbox at once") { _ in
            "end other mail programs that use it"
        },
        appPasswordRule(["534", "5.7.9"]), appPasswordRule(["535-5.7.8"]),
        // With 535 5.7.8 alone many servers refuse a password that is merely wrong.
        appPasswordRule(["5.7.8", "google"]), appPasswordRule(["5.7.8", "gsmtp"]),
        appPasswordRule(["5.7.8", "Username and Password not accepted"]),
        appPasswordRule(["534", "5.7.14"]),
        appPasswordRule(["Application-specific password required"]),
    ]

    private static func smtpOn(_ values: RemedyValues) -> String {
        "in Exchange Online, Set-CASMailbox \(values.sender) -SmtpClientAuthenticationDisabled $false"
    }

    private static func sendAs(_ values: RemedyValues) -> String {
        "in Exchange Online, Add-RecipientPermission \(values.mailbox) -Trustee "
            + "\(values.isApplication ? "SERVICE-PRINCIPAL" : values.sender) -AccessRights SendAs; or log in as the list's own "
            + "mailbox"
    }

    private static func googleScope(_ values: RemedyValues) -> String {
        "the scope must be https://mail.google.com/ in full, for the mailbox \(values.mailbox); with a password it must be an "
            + "app password"
    }

    private static func passwordRule(_ words: [String]) -> Rule {
        rule([.smtp], words, "a password was tried, and this tenant takes none for sending") { _ in
            "use [oauth] in place of password_file; kutsu setup writes it"
        }
    }

    private static func appPasswordRule(_ words: [String]) -> Rule {
        rule([.smtp], words, "Google takes no account's own password from programs") { _ in
            "use [oauth] with a service account or kutsu login, or make an app password (Google Account > Security > "
                + "2-Step Verification > App passwords)"
        }
    }

    private static func rule(
        _ places: Set<Place>, _ words: [String], _ meaning: String,
        _ remedy: @escaping @Sendable (RemedyValues) -> String
    ) -> Rule {
        Rule(places: places, words: words) { Advice(meaning: meaning, remedy: remedy($0)) }
    }
}
