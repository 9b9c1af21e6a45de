import OAuth

// What Google's token endpoint refuses with, by its words; it has no numbers.
extension Doctor {
    static let googleTokens: [Rule] = [
        rule(["Invalid device flow scope"], "Google gives no access to mail by a device code") { facts in
            "use a service account (service_account_file), or sign in with a browser: kutsu login -c \(facts.config)"
        },
        rule(
            ["unauthorized_client", "Client is unauthorized"],
            "the service account may not act for people of this domain, or not for this scope"
        ) { facts in
            "in the Workspace Admin console, Security > Access and data control > API controls > Domain-wide delegation, "
                + "add the numeric id \(facts.accountNumber) with exactly the scope \(facts.scope)"
        },
        rule(["Token has been expired or revoked"], "the sign-in is over") { facts in
            "kutsu login -c \(facts.config); while the application's publishing status is Testing this comes every 7 days: "
                + "publish it or make it Internal. A changed password ends it too"
        },
        rule(["Invalid JWT", "short-lived token"], "this machine's clock is off") { _ in
            "timedatectl set-ntp true, then timedatectl"
        },
        rule(["admin_policy_enforced"], "the domain's admin lets no such application read mail") { facts in
            "in the Workspace Admin console, Security > API controls > App access control, trust the application "
                + facts.application
        },
        rule(["invalid_grant", "Invalid email or User ID"], "the mailbox does not exist in this domain") { facts in
            "set mailbox.user to an account of the Workspace, not \(facts.mailbox)"
        },
    ]

    private static func rule(
        _ words: [String], _ meaning: String, _ remedy: @escaping @Sendable (DoctorFacts) -> String
    ) -> Rule {
        Rule(places: [.tokens], words: words) { Advice(meaning: meaning, remedy: remedy($0)) }
    }
}
