import Mail

extension FuzzTarget {
    /// Delivery reports and complaints: the bytes as the whole mail, and as the text of a server's mail.
    static let bounce = FuzzTarget(name: "bounce") { bytes in
        var findings = Findings()
        let server = Array("From: MAILER-DAEMON@kerho.example\nTo: lista@kerho.example\n\n".utf8)
        for message in [Message(bytes), Message(server + bytes)] {
            findings.check(message.bounce)
            findings.note(message.automatic?.kind)
            findings.expect(
                (message.bounce != nil) == (message.automatic?.kind == .bounce), "a bounce by one account only")
            guard let feedback = message.feedback else { continue }
            findings.note(feedback.type.utf8.count)
            findings.expect(feedback.recipients.count <= 500, "\(feedback.recipients.count) people complain")
            findings.check(feedback.returned)
        }
        return findings
    }
}

extension Findings {
    /// What must hold for any report.
    mutating func check(_ bounce: Bounce?) {
        note(bounce?.kind)
        guard let bounce else { return }
        expect(bounce.recipients.count <= 500, "\(bounce.recipients.count) recipients")
        note(size: bounce.recipients.count)
        for recipient in bounce.recipients {
            expect("a diagnostic", onOneLine: recipient.diagnostic)
            expect(recipient.diagnostic.utf8.count <= 500, "\(recipient.diagnostic.utf8.count) bytes of diagnostic")
            expect(!recipient.isDead || recipient.action == .failed, "dead, though \(recipient.action)")
            expect((recipient.status?.utf8.count ?? 5) <= 9, "a status of another form")
            note(recipient.reason)
            note(recipient.action)
            note(recipient.isPermanent)
        }
        check(bounce.returned)
    }

    mutating func check(_ returned: ReturnedMail?) {
        note(returned == nil)
        guard let returned else { return }
        expect("the returned subject", onOneLine: returned.subject)
        expect("the returned identifier", onOneLine: returned.messageID ?? "")
    }
}
