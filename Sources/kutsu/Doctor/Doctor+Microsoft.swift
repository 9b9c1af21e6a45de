import OAuth

// What Microsoft's token endpoint refuses with, by the numbers behind AADSTS.
extension Doctor {
    static let microsoftTokens: [Rule] = [
        rule([7_000_218], "the application lets no person sign in from a program") { values in
            "in Microsoft Entra, App registrations > \(values.application) > Authentication, set \"Allow public client "
                + "flows\" to Yes"
        },
        rule([700_025], "a secret was sent for an application that has none") { _ in
            "remove client_secret_file from [oauth]"
        },
        rule([7_000_215], "the client secret is not the right one; often it is the secret's id") { values in
            "in Entra, App registrations > \(values.application) > Certificates & secrets, make a new client secret and "
                + "copy its Value, not its Secret ID, into client_secret_file"
        },
        rule([7_000_222], "the client secret has expired") { values in
            "in Entra, App registrations > \(values.application) > Certificates & secrets, make a new one; better a "
                + "certificate (certificate_file and key_file)"
        },
        rule([700_027], "the certificate is not registered for the application") { values in
            "in Entra, App registrations > \(values.application) > Certificates & secrets > Certificates, upload the "
                + "certificate file; its thumbprint there must be \(values.thumbprint)"
        },
        rule([700_024], "the time in the application's statement is not now") { _ in
            "set the machine's clock: timedatectl set-ntp true, then timedatectl"
        },
        rule([700_016, 90002], "the application or the tenant is unknown there, or it is another cloud's") { values in
            "compare client_id (\(values.application)) and tenant (\(values.tenant)) with the application's Overview page; "
                + "for the US government's cloud or China's write token_url with login.microsoftonline.us or "
                + "login.partner.microsoftonline.cn"
        },
        rule([50194, 9_001_023], "this application can be asked for only at its own tenant") { _ in
            "set tenant in [oauth] to the tenant's id or domain"
        },
        rule([65001, 90094, 90095], "nobody has consented to what the application asks for") { values in
            "in Entra, Enterprise applications > \(values.application) > Permissions > Grant admin consent"
        },
        rule([70011, 650_053, 700_022], "the scope is not known, or belongs to two services") { _ in
            "remove scope from [oauth], so that only Outlook's scopes are asked for"
        },
        rule([50105], "the person is not assigned to the application") { values in
            "in Entra, Enterprise applications > \(values.application) > Users and groups > Add user"
        },
        rule([50072, 50074, 50076, 50079], "a second factor is wanted from the person") { values in
            "sign in anew: kutsu login -c \(values.config); or let the application log in by itself (certificate_file)"
        },
        rule([53003], "conditional access forbids it; often it forbids the device code alone") { values in
            "sign in with a browser instead (kutsu login -c \(values.config), without --device), use a certificate, or have "
                + "the account excluded from the policy: give the tenant's admin the correlation id"
        },
        rule([53000, 53001, 50097], "a managed device is wanted") { _ in
            "let the application log in by itself (certificate_file and key_file)"
        },
        rule([530_084], "token protection is required for this person") { _ in
            "let the application log in by itself (certificate_file and key_file)"
        },
        rule([530_035], "security defaults block this way of signing in") { values in
            "sign in with a browser (kutsu login -c \(values.config)), or let the application log in by itself "
                + "(certificate_file and key_file)"
        },
        rule([70043, 700_082, 70008], "the sign-in is too old, or was not used for too long") { values in
            "kutsu login -c \(values.config)"
        },
        rule([50173, 50133, 50132], "the sign-in was revoked, or the password was changed") { values in
            "kutsu login -c \(values.config)"
        },
        rule([54005], "the code was used twice") { values in "begin anew: kutsu login -c \(values.config)" },
        rule([50196, 90055], "too many questions in a short time") { _ in
            "wait; Kutsu asks more and more seldom by itself"
        },
        rule([50020, 50034], "the account is another tenant's, or does not exist") { values in
            "sign in as \(values.mailbox), or as somebody with full access to it, and compare tenant (\(values.tenant))"
        },
    ]

    private static func rule(
        _ codes: Set<Int64>, _ meaning: String, _ remedy: @escaping @Sendable (RemedyValues) -> String
    ) -> Rule {
        Rule(places: [.tokens], codes: codes) { Advice(meaning: meaning, remedy: remedy($0)) }
    }
}
