import Engine
import OAuth

/// What a remedy's command is filled in with. One that is not known stands in capitals, to be replaced by hand.
struct RemedyValues: Hashable, Sendable {
    var mailbox = "MAILBOX"
    /// Who logs in to the relay.
    var sender = "MAILBOX"
    var application = "APPLICATION-ID"
    var tenant = "TENANT"
    /// Of the certificate, as Microsoft Entra shows it.
    var thumbprint = "THUMBPRINT"
    /// Of the service account: the number for domain-wide delegation.
    var accountNumber = "CLIENT-ID"
    var scope = "https://mail.google.com/"
    /// `-c FILE` of further commands.
    var config = "FILE"
    /// Whether the application logs in without any person.
    var isApplication = false

    init() {}

    init(_ configuration: Configuration) {
        mailbox = configuration.mailbox.login.user
        sender = configuration.relays.first?.login?.user ?? mailbox
        config = configuration.file
        guard let oauth = configuration.oauth else { return }
        application = oauth.clientID ?? application
        tenant = oauth.tenant ?? tenant
        switch oauth.grant {
        case .application(let proof, _):
            isApplication = true
            if case .certificate(let file, _) = proof, let text = try? SecretText.whole(file),
                let certificate = ClientCertificate(pem: text)
            {
                thumbprint = certificate.shownThumbprints.sha1
            }
        case .serviceAccount(let file):
            isApplication = true
            scope = oauth.service.scope
            if let text = try? SecretText.whole(file), let account = try? ServiceAccount(json: Array(text.utf8)) {
                accountNumber = account.clientID ?? accountNumber
            }
        case .person: break
        }
    }
}
