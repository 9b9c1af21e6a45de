import Base
import Mail
import MailingList

/// Mails as bytes, and what the list makes of them.
package enum Mails {
    /// A plain mail; `header` holds further fields, one a line.
    package static func mail(
        from: String = "Olli <olli@hel.fi>", subject: String = "", _ header: [String] = [], _ text: String = ""
    ) -> [UInt8] {
        let fields = ["From: \(from)", "To: verkosto@hel.fi", "Subject: \(subject)", "Message-ID: <q@x>"] + header
        return Array((fields.joined(separator: "\r\n") + "\r\n\r\n" + text + "\r\n").utf8)
    }

    package static func read(
        _ bytes: [UInt8], open: OpenQuestions = OpenQuestions(), at now: Instant = W.now,
        by reader: RequestReader = W.reader
    ) -> Request {
        let message = Message(bytes)
        let identity = MailIdentity(validity: 1, uid: 1, digest: MailDigest(of: message))
        return reader.read(message, identity: identity, open: open, at: now)
    }

    package static func decide(_ bytes: [UInt8], in state: State = W.state(), at now: Instant = W.now) -> Decision {
        W.decide(.mail(read(bytes, open: state.openQuestions, at: now)), in: state, at: now)
    }

    /// The token of a letter or a copy to `address` that was made at `W.now`, or that is good for so many days more.
    package static func token(_ purpose: TokenPurpose, _ address: Address, days: Int64? = nil) -> Token {
        W.signer.token(purpose, for: address, until: W.now + (days.map { .days($0) } ?? purpose.life ?? .days(7)))
    }

    /// The Message-ID of such a letter or copy, with its angles.
    package static func name(
        _ purpose: TokenPurpose, _ address: Address, days: Int64? = nil, domain: Domain = W.list.domain
    ) -> String {
        let name = MessageName(purpose: purpose, token: token(purpose, address, days: days))
        return "<\(name.messageID(mark: "12.0", domain: domain))>"
    }
}
