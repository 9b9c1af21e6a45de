/// One node of a message's MIME tree: the message itself, a multipart, a leaf, or a message within the message.
package struct Part: Sendable {
    /// Place in the tree: `1` for the root, then `1.2`, `1.2.1`; a message held by a part is its `.1`.
    package let path: String
    package let header: Header
    package let contentType: ContentType
    package let disposition: ContentDisposition?
    package let encoding: TransferEncoding
    /// Which bytes the ranges (and the header's) count in: 0 the message's own, else those of an inner message whose
    /// transfer encoding had to be undone. ``Message/slice(_:)`` and ``Message/decoded(_:)`` know.
    package let source: Int
    /// Header and body.
    package internal(set) var whole: Range<Int>
    /// What follows the header's blank line, still encoded; the line end before a boundary is not part of it.
    package internal(set) var body: Range<Int>
    /// Index in ``Message/parts`` of the part that holds this one.
    package let parent: Int?
    /// 0 for the root.
    package let depth: Int
    /// Whether it lies inside a message within the message (message/rfc822).
    package let nested: Bool
    /// Whether it holds further parts: a multipart, or a part that is itself a message. Otherwise it is a leaf.
    package internal(set) var isMultipart = false
}

extension Part {
    /// Whether the sender wants it offered as a file rather than shown. A disposition that nobody knows means the
    /// same (RFC 2183 section 2.8).
    package var isAttachment: Bool { disposition.map { $0.kind != "inline" } ?? false }

    /// The file name from Content-Disposition, else from Content-Type's `name`, decoded and on one line. A name from
    /// outside: never a path to write to.
    package var filename: String? {
        disposition?.filename ?? contentType.parameters.first { $0.name == "name" }?.decodedValue
    }

    /// Whether its content is itself a message.
    package var isMessage: Bool {
        contentType.type == "message" && ["rfc822", "global", "news"].contains(contentType.subtype)
    }

    /// Whether it is there whatever the sender says: a signature, a key, a visiting card, a logo, Exchange's own wrapping.
    package var isTrimming: Bool {
        let type = contentType
        if Self.trimmings.contains("\(type.type)/\(type.subtype)") { return true }
        let name = filename?.lowercased() ?? ""
        if [".p7s", ".p7m", ".asc", ".sig", ".vcf"].contains(where: name.hasSuffix) || name == "winmail.dat" {
            return true
        }
        return type.type == "image"
            && (header.first("Content-ID") != nil && !isAttachment || body.count <= Self.largestLogo)
    }

    private static let trimmings: Set<String> = [
        "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pkcs7-mime",
        "application/x-pkcs7-mime", "application/pgp-signature", "application/pgp-keys", "application/pgp-encrypted",
        "application/ms-tnef", "text/vcard", "text/x-vcard", "text/directory",
    ]
    /// Bytes as they lie in the mail.
    private static let largestLogo = 90_000
}
