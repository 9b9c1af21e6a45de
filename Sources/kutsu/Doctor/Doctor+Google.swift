import OAuth

// What Google's token endpoint refuses with, by its words; it has no numbers.
extension Doctor {
    static let googleTokens: [Rule] = [
        rule(["Invalid device flow scope"], "Google gives no access to mail by a device code") { values in
            "use a service account (service_account_file), or sign in with a browser: kutsu login -c \(values.config)"
        },
        rule(
            ["unauthorized_client", "Client is unauthorized"],
            "the service account may not act for people of this domain, or not for this scope"
        ) { values in
            "in the Workspace Admin console, Security > Access and data control > API controls > Domain-wide delegation, "
                + "add the numeric id \(values.accountNumber) with exactly the scope \(values.scope)"
        },
        rule(["Token has been expired or revoked"], "the sign-in is over") { values in
            "kutsu login -c \(values.config); while the application's publishing status is Testing this comes every 7 days: "
                + "publish it or make it Internal. A changed password ends it too"
        },
        rule(["Invalid JWT", "short-lived token"], "this machine's clock is off") { _ in
            "timedatectl set-ntp true, then timedatectl"
        },
        rule(["admin_policy_enforced"], "the domain's admin lets no such application read mail") { values in
            "in the Workspace Admin console, Security > API controls > App access control, trust the application "
                + values.application
        },
        rule(["invalid_grant", "Invalid email or User ID"], "the mailbox does not exist in this domain") { values in
            "set mailbox.user to an account of the Workspace, not \(values.mailbox)"
        },
    ]

    private static func rule(
        _ words: [String], _ meaning: String, _ remedy: @escaping @Sendable (RemedyValues) -> String
    ) -> Rule {
        Rule(places: [.tokens], words: words) { Advice(meaning: meaning, remedy: remedy($0)) }
    }
}
