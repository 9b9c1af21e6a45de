extension Message {
    /// What nobody sees who reads ``readableText`` alone: attached files and mails, pictures shown between the words, calendars.
    package var enclosures: [Part] {
        parts.filter { part in
            guard !part.nested, !part.isMultipart || part.isMessage, !part.isSignature else { return false }
            return !part.isText || part.isAttachment || part.contentType.subtype == "calendar"
        }
    }
}

extension Part {
    /// The words in one form or another: `text/html`, `text/enriched`, `text/x-amp-html`.
    fileprivate var isText: Bool { contentType.type == "text" }

    /// It proves something of the mail that it lies in, and is nothing to look at.
    fileprivate var isSignature: Bool {
        contentType.type == "application"
            && ["pgp-signature", "pkcs7-signature", "x-pkcs7-signature"].contains(contentType.subtype)
    }
}
