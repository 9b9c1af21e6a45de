import Sandbox
import Wire

/// How to point mail programs at the sandbox: settings to copy.
struct SandboxGuide {
    let stage: SandboxStage

    struct Paragraph {
        var title: String
        /// Printed as they are.
        var lines: [String]
    }

    var paragraphs: [Paragraph] { [accounts, swaks, mutt, thunderbird, files] }

    private var imap: UInt16 { stage.server.port(.imap) }
    private var submission: UInt16 { stage.server.port(.submission) }
    private var mx: UInt16 { stage.server.port(.mx) }

    private var accounts: Paragraph {
        Paragraph(
            title: "Everybody has an account, and so has the list itself; the password of all is "
                + "“\(SandboxStage.password)”. Any address that writes to the list, by swaks for instance, gets one "
                + "at that moment. Addresses at hel.fi and edu.hel.fi may join.",
            lines: ([Cast.listAddress] + Cast.everybody.map(\.address)))
    }

    private var swaks: Paragraph {
        Paragraph(
            title: "swaks: somebody new asks to join. Put any address after --from.",
            lines: [
                "swaks --server 127.0.0.1:\(mx) --from uusi.jasen@hel.fi --to \(Cast.listAddress) \\",
                "  --header 'Subject: liity' --body 'Hei!'",
            ])
    }

    private var mutt: Paragraph {
        Paragraph(
            title: "mutt: read and write as \(Cast.guest.name). The file can be changed to be anybody else.",
            lines: ["mutt -F \(stage.muttrc)"])
    }

    /// What mutt needs to know, as its configuration.
    var muttrc: String {
        let user = Cast.guest.address.replacing("@", with: "%40")
        return [
            "set realname = \"\(Cast.guest.name)\"",
            "set from = \"\(Cast.guest.address)\"",
            "set folder = \"imap://\(user)@127.0.0.1:\(imap)/\"",
            "set spoolfile = \"+INBOX\"",
            "set imap_pass = \"\(SandboxStage.password)\"",
            "set smtp_url = \"smtp://\(user)@127.0.0.1:\(submission)\"",
            "set smtp_pass = \"\(SandboxStage.password)\"",
            "set ssl_starttls = no",
            "set ssl_force_tls = no",
            "set record = \"\"",
        ].map { $0 + "\n" }.joined()
    }

    private var thunderbird: Paragraph {
        Paragraph(
            title: "Thunderbird: Account Settings, Add Mail Account, Configure manually.",
            lines: [
                "Your full name    \(Cast.guest.name)",
                "Email address     \(Cast.guest.address)",
                "Password          \(SandboxStage.password)",
                "Incoming server   IMAP, 127.0.0.1, port \(imap)",
                "Outgoing server   SMTP, 127.0.0.1, port \(submission)",
                "For both          Connection security: None",
                "                  Authentication: Password, transmitted insecurely",
                "                  Username: \(Cast.guest.address)",
            ])
    }

    private var files: Paragraph {
        Paragraph(
            title: "The list's configuration and files, for as long as this is open. Each mail that goes by is shown "
                + "below. Ctrl-C ends it and removes everything.",
            lines: [
                stage.configuration,
                stage.context.directory,
                "kutsu members list -c \(stage.configuration)",
            ])
    }
}
