/// Something that travels in a letter beside its text.
package struct Attachment: Hashable, Sendable {
    package var contentType: ContentType
    /// Any characters; `nil` for what is shown and not offered as a file.
    package var filename: String?
    /// The content itself, not encoded.
    package var bytes: [UInt8]

    package init(contentType: ContentType, filename: String?, bytes: [UInt8]) {
        self.contentType = contentType
        self.filename = filename
        self.bytes = bytes
    }

    /// A whole mail, as it came.
    package static func message(_ bytes: [UInt8], filename: String? = nil) -> Attachment {
        Attachment(contentType: ContentType(type: "message", subtype: "rfc822"), filename: filename, bytes: bytes)
    }
}
