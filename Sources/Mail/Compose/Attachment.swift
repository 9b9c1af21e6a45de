/// Something that travels in a letter beside its text.
public struct Attachment: Hashable, Sendable {
    public var contentType: ContentType
    /// Any characters; `nil` for what is shown and not offered as a file.
    public var filename: String?
    /// The content itself, not encoded.
    public var bytes: [UInt8]

    public init(contentType: ContentType, filename: String?, bytes: [UInt8]) {
        self.contentType = contentType
        self.filename = filename
        self.bytes = bytes
    }

    /// A whole mail, as it came.
    public static func message(_ bytes: [UInt8], filename: String? = nil) -> Attachment {
        Attachment(contentType: ContentType(type: "message", subtype: "rfc822"), filename: filename, bytes: bytes)
    }
}
