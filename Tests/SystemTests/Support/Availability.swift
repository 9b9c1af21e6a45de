import Foundation
import Testing

extension MailStack {
    /// What this machine lacks for running the mail stack; nil when nothing is missing.
    static let unavailableReason: String? = {
        let needs = [
            "/usr/sbin/dovecot": "dovecot-imapd", "/usr/lib/dovecot/lmtp": "dovecot-lmtpd",
            "/usr/sbin/postconf": "postfix", "/usr/bin/openssl": "openssl", "/usr/bin/python3": "python3",
            "/usr/bin/flock": "util-linux", "/usr/lib/python3/dist-packages/authlib": "python3-authlib",
            "/usr/lib/python3/dist-packages/google/auth": "python3-google-auth",
            "/usr/lib/python3/dist-packages/msal": "python3-msal",
        ]
        let missing = needs.filter { access($0.key, X_OK) != 0 }.map(\.value).sorted()
        if !missing.isEmpty { return "no mail stack: apt-get install \(missing.joined(separator: " "))" }
        if geteuid() != 0 { return "no mail stack: Dovecot and Postfix change their users, which only root may" }
        return nil
    }()
}

extension Trait where Self == ConditionTrait {
    /// For suites that need real servers: skipped, with the reason, where there are none. Where CI is set they run
    /// and fail instead, so that nobody takes silence for success.
    static var mailStack: Self {
        .enabled(
            if: MailStack.unavailableReason == nil || ProcessInfo.processInfo.environment["CI"] == "true",
            Comment(rawValue: MailStack.unavailableReason ?? ""))
    }
}
