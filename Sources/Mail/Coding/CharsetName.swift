import Base

/// What the label of a character set stands for.
///
/// Labels come from outside, so only those listed here reach iconv: it would load a module by whatever name it is
/// given, and some of its rarer converters have a history of aborting on malformed input.
enum CharsetName: Hashable {
    case utf8, ascii, latin1, windows1252
    /// A label that says nothing, such as `unknown-8bit`.
    case unlabelled
    /// A set that iconv converts, by the name iconv knows.
    case other(String, isAsciiSuperset: Bool)

    /// Labels are compared by their letters and digits alone: `ISO_8859-1`, `iso8859-1` and `"iso-8859-1"` are one.
    /// A language tag (RFC 2231 section 5) may follow. `nil` for an unknown set.
    init?(_ label: String) {
        var key = label.utf8.prefix(64).prefix { $0 != UInt8(ascii: "*") }.map(\.lowercased)
            .filter { $0.isLetter || $0.isDigit }[...]
        while true {
            if let name = Self.named[String(decoding: key, as: UTF8.self)] {
                self = name
                return
            }
            // IANA's `cs` aliases, and the `x-` of sets that were not registered yet.
            if key.starts(with: "cs".utf8) {
                key = key.dropFirst(2)
            } else if key.first == UInt8(ascii: "x") {
                key = key.dropFirst()
            } else {
                return nil
            }
        }
    }

    private static let named: [String: CharsetName] = {
        var table: [String: CharsetName] = [:]
        for (key, name) in fixed {
            for alias in key.split(separator: " ") { table[String(alias)] = name }
        }
        for (aliases, name) in supersets {
            for alias in aliases.split(separator: " ") { table[String(alias)] = .other(name, isAsciiSuperset: true) }
        }
        for (aliases, name) in switching {
            for alias in aliases.split(separator: " ") { table[String(alias)] = .other(name, isAsciiSuperset: false) }
        }
        for part in [2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16] {
            let name = CharsetName.other("ISO-8859-\(part)", isAsciiSuperset: true)
            // RFC 1556: -i and -e say how the text runs, not what the bytes are.
            for alias in ["iso8859\(part)", "iso8859\(part)i", "iso8859\(part)e"] { table[alias] = name }
        }
        for page in [1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258] {
            let name = CharsetName.other("CP\(page)", isAsciiSuperset: true)
            for alias in ["windows\(page)", "cp\(page)", "win\(page)"] { table[alias] = name }
        }
        for page in [437, 850, 852, 855, 857, 858, 860, 861, 862, 863, 865, 866, 869] {
            let name = CharsetName.other("CP\(page)", isAsciiSuperset: true)
            for alias in ["cp\(page)", "ibm\(page)", "\(page)"] { table[alias] = name }
        }
        return table
    }()

    private static let fixed: [(String, CharsetName)] = [
        ("utf8 unicode11utf8 unicode20utf8 utf8mb4 utf8n", .utf8),
        ("usascii ascii iso646us ansix341968 ansix341986", .ascii),
        ("iso88591 latin1 l1 iso885911987 cp819 ibm819", .latin1),
        ("windows1252 cp1252 win1252 ansi", .windows1252),
        ("unknown unknown8bit 8bit binary default none userdefined", .unlabelled),
    ]

    /// Bytes below 0x80 are ASCII.
    private static let supersets: [(String, String)] = [
        ("latin2 l2 iso885921987", "ISO-8859-2"), ("latin3 l3", "ISO-8859-3"), ("latin4 l4", "ISO-8859-4"),
        ("cyrillic", "ISO-8859-5"), ("arabic", "ISO-8859-6"), ("greek", "ISO-8859-7"), ("hebrew", "ISO-8859-8"),
        ("latin5 l5", "ISO-8859-9"), ("latin6 l6", "ISO-8859-10"), ("latin9 latin0", "ISO-8859-15"),
        ("koi8r koi8 koi", "KOI8-R"), ("koi8u koi8ru", "KOI8-U"), ("koi8t", "KOI8-T"),
        // A label GB2312 covers GBK text, and GB18030 reads both.
        ("gb2312 gbk gb18030 cp936 windows936 euccn gb231280 iso58gb231280 chinese", "GB18030"),
        ("big5 cp950 windows950 big5hkscs bigfive", "BIG5-HKSCS"), ("euctw", "EUC-TW"),
        ("eucjp ujis eucpkdfmtjapanese", "EUC-JP-MS"), ("shiftjis sjis cp932 windows31j mskanji ms932", "CP932"),
        // Korean Windows writes its own superset under both of the standard's names.
        ("euckr ksc56011987 ksc56011989 ksc5601 cp949 uhc windows949 korean", "CP949"), ("johab", "JOHAB"),
        ("tis620 iso885911 windows874 cp874", "CP874"), ("macintosh macroman mac", "MACINTOSH"),
        ("maccyrillic", "MAC-CYRILLIC"), ("maccentraleurope macce", "MAC-CENTRALEUROPE"),
        ("armscii8", "ARMSCII-8"), ("georgianps", "GEORGIAN-PS"), ("georgianacademy", "GEORGIAN-ACADEMY"),
        ("ptcp154 pt154", "PT154"), ("rk1048 strk10482002", "RK1048"), ("hproman8 roman8", "HP-ROMAN8"),
    ]

    /// ASCII bytes may mean something else.
    private static let switching: [(String, String)] = [
        ("utf7 unicode11utf7 unicode20utf7", "UTF-7"), ("utf16 ucs2 iso10646ucs2 unicode", "UTF-16"),
        ("utf16le ucs2le", "UTF-16LE"), ("utf16be ucs2be", "UTF-16BE"),
        ("utf32 ucs4", "UTF-32"), ("utf32le", "UTF-32LE"), ("utf32be", "UTF-32BE"),
        ("iso2022jp iso2022jp1 iso2022jp2 jis", "ISO-2022-JP-2"), ("iso2022kr", "ISO-2022-KR"),
        ("viscii", "VISCII"), ("tcvn tcvn5712", "TCVN5712-1"),
    ]
}
