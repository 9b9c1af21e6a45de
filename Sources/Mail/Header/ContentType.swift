import Base

/// A media type (RFC 2045 section 5), type and subtype in lower case.
package struct ContentType: Hashable, Sendable {
    package var type: String
    package var subtype: String
    package var parameters: [Parameter]

    package init(type: String, subtype: String, parameters: [Parameter] = []) {
        self.type = type
        self.subtype = subtype
        self.parameters = parameters
    }

    /// Reads the value of a Content-Type field; `nil` where no `type/subtype` is in it.
    package init?(_ value: String) {
        var reader = ParameterReader(value)
        type = reader.word()
        guard !type.isEmpty, reader.take(UInt8(ascii: "/")) else { return nil }
        subtype = reader.word()
        guard !subtype.isEmpty else { return nil }
        parameters = reader.parameters()
    }

    /// What a part is that does not say so (RFC 2045 section 5.2).
    package static let plain = ContentType(type: "text", subtype: "plain")

    /// The value of a parameter; `name` in lower case.
    package subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// Whether it is `type/subtype`, both in lower case.
    package func matches(_ type: String, _ subtype: String) -> Bool { self.type == type && self.subtype == subtype }
}

/// How a part wants to be shown (RFC 2183); `kind` in lower case.
package struct ContentDisposition: Hashable, Sendable {
    package var kind: String
    package var parameters: [Parameter]

    package init(kind: String, parameters: [Parameter] = []) {
        self.kind = kind
        self.parameters = parameters
    }

    /// Reads the value of a Content-Disposition field; `nil` where it is empty.
    package init?(_ value: String) {
        var reader = ParameterReader(value)
        kind = reader.word()
        guard !kind.isEmpty else { return nil }
        parameters = reader.parameters()
    }

    /// The suggested file name, decoded and on one line. A name from outside: never a path to write to.
    package var filename: String? { parameters.first { $0.name == "filename" }?.decodedValue }
}

/// One `name=value` of a Content-Type or Content-Disposition field; the name in lower case, the value decoded.
package struct Parameter: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    /// On one line, with encoded words decoded too: not allowed in a parameter (RFC 2047 section 5), but Outlook and
    /// others write file names so.
    var decodedValue: String { EncodedWord.decode(value.utf8).withoutControls.trimmed }
}
