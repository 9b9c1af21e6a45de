/// The form of a text in which phrases are looked for.
extension GatewayWords {
    /// In lower case, words parted by single spaces, with a space at either end: what phrases are looked for in.
    static func normal(_ text: some StringProtocol) -> String {
        let start = text.utf8.prefix(longestText)
        if start.allSatisfy({ $0 < 0x80 }) { return normal(ascii: start) }
        var normal = " "
        for character in text.prefix(longestText).lowercased() {
            if character.isLetter || character.isNumber {
                normal.append(character)
            } else if normal.last != " ", character != "'", character != "’" {
                normal.append(" ")
            }
        }
        return normal.last == " " ? normal : normal + " "
    }

    /// The same of text in ASCII, which most mail is.
    private static func normal(ascii text: some Sequence<UInt8>) -> String {
        var normal: [UInt8] = [0x20]
        for byte in text {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): normal.append(byte)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): normal.append(byte | 0x20)
            case UInt8(ascii: "'"): continue
            default: if normal.last != 0x20 { normal.append(0x20) }
            }
        }
        if normal.last != 0x20 { normal.append(0x20) }
        return String(decoding: normal, as: UTF8.self)
    }

    private static let longestText = 600
}
