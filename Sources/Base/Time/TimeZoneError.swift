/// Why the bytes of a time zone were not understood.
package enum TimeZoneError: Error, Hashable, Sendable, CustomStringConvertible {
    case notTZif
    case cutShort
    case inconsistent(String)
    case badFooter(String)

    package var description: String {
        switch self {
        case .notTZif: "this is not a compiled time zone (TZif, RFC 9636); reinstall the package tzdata"
        case .cutShort: "the time zone file ends too early; reinstall the package tzdata"
        case .inconsistent(let what): "the time zone file contradicts itself (\(what)); reinstall the package tzdata"
        case .badFooter(let text): "the time zone's rule for the future, '\(text)', is not understood"
        }
    }
}
