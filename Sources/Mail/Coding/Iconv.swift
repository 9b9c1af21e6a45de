import Glibc

/// The C library's character set converter. A thin edge: the only file of this room that touches pointers.
enum Iconv {
    /// The text of `bytes`; what cannot be read is U+FFFD and makes the reading inexact. `nil` where this system has
    /// no converter for `name`.
    static func decode(_ bytes: [UInt8], from name: String) -> (text: String, isExact: Bool)? {
        guard let (result, isExact) = convert(bytes, from: name, to: "UTF-8", replacement: [0xEF, 0xBF, 0xBD]) else {
            return nil
        }
        return (String(decoding: result, as: UTF8.self), isExact)
    }

    /// `nil` where a character has no place in the target set, or this system has no converter for it.
    static func encode(_ text: String, to name: String) -> [UInt8]? {
        guard let (result, isExact) = convert(Array(text.utf8), from: "UTF-8", to: name, replacement: nil), isExact
        else { return nil }
        return result
    }

    // Sound: the converter's handle never leaves this function, and every pointer given to iconv lies within a closure
    // of `withUnsafe…`, with the true number of bytes behind it.
    //
    // Without a replacement, what cannot be converted ends it: glibc has by then turned the next thousands of characters
    // into its inner form and throws that work away, so that going on would cost it again for each of them.
    private static func convert(
        _ bytes: [UInt8], from source: String, to target: String, replacement: [UInt8]?
    ) -> (bytes: [UInt8], isExact: Bool)? {
        guard let converter = iconv_open(target, source), converter != UnsafeMutableRawPointer(bitPattern: -1) else {
            return nil
        }
        defer { iconv_close(converter) }
        var result: [UInt8] = []
        var isExact = true
        var room = [CChar](repeating: 0, count: min(bytes.count, 4096) * 4 + 64)
        var input = bytes.map { CChar(bitPattern: $0) }
        input.withUnsafeMutableBufferPointer { text in
            var next = text.baseAddress
            var left = text.count
            // With no input, iconv writes what a switching set needs to come back to its first state.
            var isFlushing = false
            while true {
                let failure = room.withUnsafeMutableBufferPointer { buffer -> CInt in
                    var end = buffer.baseAddress
                    var free = buffer.count
                    let status =
                        isFlushing
                        ? iconv(converter, nil, nil, &end, &free) : iconv(converter, &next, &left, &end, &free)
                    let code = status == -1 ? errno : 0
                    if status > 0, code == 0 { isExact = false }
                    result.append(contentsOf: buffer[..<(buffer.count - free)].lazy.map { UInt8(bitPattern: $0) })
                    return code
                }
                switch failure {
                case 0:
                    if isFlushing { return }
                    isFlushing = true
                case E2BIG:
                    continue
                default:  // EILSEQ: not in the set. EINVAL: the text ends inside a character.
                    isExact = false
                    guard let replacement else { return }
                    result += replacement
                    guard left > 1, !isFlushing else { return }
                    next = next?.advanced(by: 1)
                    left -= 1
                }
            }
        }
        return (result, isExact)
    }
}
