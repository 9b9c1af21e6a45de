import Base
import Engine

// What is to be done at the provider, with everything filled in that is known.
extension SetupAnswers {
    /// Before the application's ids are known: how it is made.
    var registration: [String] {
        switch (provider, way) {
        case (.microsoft365?, .certificate), (.microsoft365?, .secret):
            [
                "At https://entra.microsoft.com, App registrations > New registration: any name, \"Single tenant\", no "
                    + "redirect address. Its Overview page shows the Application (client) ID and the Directory (tenant) ID.",
                "Enterprise applications > the same name shows another Object ID than App registrations does: this one is "
                    + "needed.",
            ]
        case (.microsoft365?, .person), (.outlook?, .person):
            [
                "At https://entra.microsoft.com, App registrations > New registration: any name, Redirect URI \"Public "
                    + "client/native\" http://localhost. Its Overview page shows the Application (client) ID and the Directory "
                    + "(tenant) ID."
            ]
        case (.google?, .serviceAccount):
            [
                "At https://console.cloud.google.com, make a project, enable the Gmail API, then IAM & Admin > Service Accounts "
                    + "> Create; its Keys > Add key > JSON gives a file: put it to \(path("json")), mode 0600."
            ]
        case (.google?, .person):
            [
                "At https://console.cloud.google.com, make a project, enable the Gmail API, set up the OAuth consent screen (user "
                    + "type Internal in a Workspace), then Credentials > Create credentials > OAuth client ID > Desktop app.",
                "Put its client secret alone into \(path("secret")), mode 0600.",
            ]
        default: []
        }
    }

    /// With the ids: what is allowed to it.
    /// - Parameter thumbprint: of the certificate that was made or found.
    func permissions(thumbprint: String?) -> [String] {
        switch (provider, way) {
        case (.microsoft365?, .certificate):
            [
                "Certificates & secrets > Certificates > Upload: \(path("pem"))"
                    + (thumbprint.map { "; the page then shows the thumbprint \($0)." } ?? ".")
            ] + microsoftApplication
        case (.microsoft365?, .secret):
            ["Certificates & secrets > New client secret: put its Value alone into \(path("secret")), mode 0600."]
                + microsoftApplication
        case (.microsoft365?, .person), (.outlook?, .person):
            [
                "API permissions > Add > APIs my organization uses > Office 365 Exchange Online > Delegated permissions: "
                    + "IMAP.AccessAsUser.All and SMTP.Send; Microsoft Graph > offline_access; then Grant admin consent.",
                "Authentication > Allow public client flows: Yes, where a device code is to be used (kutsu login --device).",
                "In Exchange PowerShell:\n"
                    + indented([
                        "Set-CASMailbox \(user) -ImapEnabled $true -SmtpClientAuthenticationDisabled $false", calendars,
                    ]),
            ]
        case (.google?, .serviceAccount):
            [
                "In the Admin console (https://admin.google.com), Security > Access and data control > API controls > "
                    + "Domain-wide delegation > Add new: the service account's numeric id (client_id in the file), scope "
                    + "https://mail.google.com/",
                "Gmail > the mailbox \(user) > Settings > Forwarding and POP/IMAP: IMAP is on.",
            ]
        case (.google?, .password):
            [
                "At https://myaccount.google.com > Security, turn on 2-Step Verification for \(user), then make an app "
                    + "password and put it alone into \(path("password")), mode 0600."
            ]
        case (_, .password):
            [
                "Put the mailbox's password, or an app password where the provider has these, alone into "
                    + "\(path("password")), mode 0600: install -m 600 /dev/stdin \(path("password")), then Ctrl-D."
            ]
        default: []
        }
    }

    private var microsoftApplication: [String] {
        [
            "API permissions > Add > APIs my organization uses > Office 365 Exchange Online > Application permissions: "
                + "IMAP.AccessAsApp and SMTP.SendAsApp; then Grant admin consent.",
            "In Exchange PowerShell (Connect-ExchangeOnline):\n"
                + indented([
                    "New-ServicePrincipal -AppId \(clientID) -ObjectId \(objectID.isEmpty ? "OBJECT-ID" : objectID)",
                    "Add-MailboxPermission -Identity \(user) -User \(objectID.isEmpty ? "OBJECT-ID" : objectID) -AccessRights "
                        + "FullAccess",
                    "Add-RecipientPermission \(user) -Trustee \(objectID.isEmpty ? "OBJECT-ID" : objectID) -AccessRights SendAs "
                        + "-Confirm:$false",
                    "Set-CASMailbox \(user) -ImapEnabled $true -SmtpClientAuthenticationDisabled $false", calendars,
                ]) + "\n   Rights take up to an hour to reach all servers.",
        ]
    }

    private var calendars: String {
        "Set-CASMailbox \(user) -ImapUseProtocolDefaults $false -ImapForceICalForCalendarRetrievalOption $true"
    }

    private func indented(_ commands: [String]) -> String { commands.map { "       \($0)" }.joined(separator: "\n") }

    /// What is left to do on this machine.
    var start: [String] {
        (dropIn == nil ? [] : ["systemctl daemon-reload"]) + ["systemctl enable --now kutsu@\(name)"]
    }
}
