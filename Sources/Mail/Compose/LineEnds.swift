/// Line ends as SMTP demands them: CR and LF only ever together (RFC 5321 section 2.3.8).
enum LineEnds {
    /// Whether all line ends are CRLF already.
    static func areCanonical(_ bytes: ArraySlice<UInt8>) -> Bool {
        let span = bytes.span
        var afterReturn = false
        for index in span.indices {
            let byte = span[index]
            if (byte == 0x0A) != afterReturn { return false }
            afterReturn = byte == 0x0D
        }
        return !afterReturn
    }

    /// The same lines with CRLF between them. Shares the bytes where nothing is to be done.
    static func canonical(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard !areCanonical(bytes) else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 32)
        var returnWaits = false
        for byte in bytes {
            switch byte {
            // CR CR LF, a known accident of gateways, is one line end.
            case 0x0D: returnWaits = true
            case 0x0A:
                result.append(contentsOf: [0x0D, 0x0A])
                returnWaits = false
            default:
                if returnWaits { result.append(contentsOf: [0x0D, 0x0A]) }
                returnWaits = false
                result.append(byte)
            }
        }
        if returnWaits { result.append(contentsOf: [0x0D, 0x0A]) }
        return result[...]
    }

    static func canonical(_ bytes: [UInt8]) -> [UInt8] {
        areCanonical(bytes[...]) ? bytes : Array(canonical(bytes[...]))
    }

    static func hasLine(longerThan limit: Int, in bytes: [UInt8]) -> Bool {
        var length = 0
        for byte in bytes {
            length = byte == 0x0A ? 0 : length + (byte == 0x0D ? 0 : 1)
            if length > limit { return true }
        }
        return false
    }
}
