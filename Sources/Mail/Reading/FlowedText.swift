/// Text in `format=flowed` (RFC 3676) with its paragraphs put together: a line that ends in a space goes on in the
/// next. Quoted lines keep their marks, so that what is quoted stays recognisable.
enum FlowedText {
    /// `text` with LF as line ends. Linear in its length.
    static func unflowed(_ text: String, deletesSpace: Bool) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count)
        // How deep the line that goes on is quoted; nil where none does.
        var open: Int?
        for line in Array(text.utf8).split(separator: 0x0A, omittingEmptySubsequences: false) {
            let depth = line.prefix { $0 == UInt8(ascii: ">") }.count
            var words = line.dropFirst(depth)
            // Section 4.4: a space before what would otherwise begin with a space, a quotation mark or “From ”.
            if words.first == 0x20 { words = words.dropFirst() }
            let isSignatureDelimiter = words.elementsEqual("-- ".utf8)
            if open == nil || open != depth || isSignatureDelimiter {
                if open != nil { result.append(0x0A) }
                result.append(contentsOf: line.prefix(depth))
                if depth > 0 { result.append(0x20) }
            }
            open = words.last == 0x20 && !isSignatureDelimiter ? depth : nil
            result.append(contentsOf: open != nil && deletesSpace ? words.dropLast() : words)
            if open == nil { result.append(0x0A) }
        }
        // The last line had no end of its own.
        if result.last == 0x0A { result.removeLast() }
        return String(decoding: result, as: UTF8.self)
    }
}
