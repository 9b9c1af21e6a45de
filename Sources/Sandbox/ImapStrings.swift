/// A string as IMAP can carry it: quoted if it is short and plain, else as a literal (RFC 3501, section 4.3).
func imapString(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.count <= 1000, bytes.allSatisfy({ (32..<127).contains($0) }) else { return imapLiteral(bytes) }
    var text: [UInt8] = [UInt8(ascii: "\"")]
    for byte in bytes {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { text.append(UInt8(ascii: "\\")) }
        text.append(byte)
    }
    return text + [UInt8(ascii: "\"")]
}

/// The same for text that came from the protocol and has only printable ASCII.
func imapString(_ text: String) -> String {
    String(decoding: imapString(Array(text.utf8)), as: UTF8.self)
}

func imapStringOrNil(_ bytes: [UInt8]?) -> [UInt8] {
    bytes.map { imapString($0) } ?? Array("NIL".utf8)
}

func imapLiteral(_ bytes: [UInt8]) -> [UInt8] {
    Array("{\(bytes.count)}\r\n".utf8) + bytes
}

/// Values with single spaces between them, in parentheses.
func imapList(_ values: [[UInt8]]) -> [UInt8] {
    // By hand: a lazily joined sequence would go byte by byte through whole mails.
    var text: [UInt8] = [UInt8(ascii: "(")]
    for (index, value) in values.enumerated() {
        if index > 0 { text.append(32) }
        text += value
    }
    text.append(UInt8(ascii: ")"))
    return text
}
