import Base
/// How a part's content was made to fit through mail (RFC 2045 section 6).
package enum TransferEncoding: Sendable, Hashable {
    case sevenBit, eightBit, binary, quotedPrintable, base64, uuencode, unknown

    /// Reads the value of a Content-Transfer-Encoding field. A missing field means 7bit (RFC 2045 section 6.1).
    package init(_ value: String?) {
        // Some programs quote the word or put a comment or a parameter behind it.
        let word = (value ?? "7bit").lowercased().drop { $0 == "\"" || $0 == " " }
            .prefix { $0.isLetter || $0.isNumber || $0 == "-" }
        self =
            switch word {
            case "7bit", "7-bit": .sevenBit
            case "8bit", "8-bit": .eightBit
            case "binary": .binary
            case "quoted-printable": .quotedPrintable
            case "base64": .base64
            case "x-uuencode", "uuencode", "x-uue", "uue": .uuencode
            default: .unknown
            }
    }

    /// The content itself; damage is read around, never refused.
    package func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        switch self {
        case .sevenBit, .eightBit, .binary, .unknown: Array(bytes)
        case .quotedPrintable: QuotedPrintable.decode(bytes)
        case .base64: Base64.decode(bytes)
        case .uuencode: Uuencode.decode(bytes)
        }
    }
}
