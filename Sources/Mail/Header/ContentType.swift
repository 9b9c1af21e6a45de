/// A media type (RFC 2045 section 5), type and subtype in lower case.
public struct ContentType: Hashable, Sendable {
    public var type: String
    public var subtype: String
    public var parameters: [Parameter]

    public init(type: String, subtype: String, parameters: [Parameter] = []) {
        self.type = type
        self.subtype = subtype
        self.parameters = parameters
    }

    /// Reads the value of a Content-Type field; `nil` where no `type/subtype` is in it.
    public init?(_ value: String) {
        var reader = ParameterReader(value)
        type = reader.word()
        guard !type.isEmpty, reader.take(UInt8(ascii: "/")) else { return nil }
        subtype = reader.word()
        guard !subtype.isEmpty else { return nil }
        parameters = reader.parameters()
    }

    /// What a part is that does not say so (RFC 2045 section 5.2).
    public static let plain = ContentType(type: "text", subtype: "plain")

    /// The value of a parameter; `name` in lower case.
    public subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// Whether it is `type/subtype`, both in lower case.
    public func matches(_ type: String, _ subtype: String) -> Bool { self.type == type && self.subtype == subtype }
}

/// How a part wants to be shown (RFC 2183); `kind` in lower case.
public struct ContentDisposition: Hashable, Sendable {
    public var kind: String
    public var parameters: [Parameter]

    public init(kind: String, parameters: [Parameter] = []) {
        self.kind = kind
        self.parameters = parameters
    }

    /// Reads the value of a Content-Disposition field; `nil` where it is empty.
    public init?(_ value: String) {
        var reader = ParameterReader(value)
        kind = reader.word()
        guard !kind.isEmpty else { return nil }
        parameters = reader.parameters()
    }

    /// The suggested file name, decoded and on one line. A name from outside: never a path to write to.
    public var filename: String? { parameters.first { $0.name == "filename" }?.decodedValue }
}

/// One `name=value` of a Content-Type or Content-Disposition field; the name in lower case, the value decoded.
public struct Parameter: Hashable, Sendable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    /// On one line, with encoded words decoded too: not allowed in a parameter (RFC 2047 section 5), but Outlook and
    /// others write file names so.
    var decodedValue: String { EncodedWord.decode(value.utf8).withoutControls.trimmed }
}
