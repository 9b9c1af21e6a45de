import Base

/// An address as it may stand in bytes: in any case, its `@` written out or escaped, in bytes of one or of two.
struct AddressPattern: Sendable {
    private struct Form: Sendable {
        /// In lower case.
        var bytes: [UInt8]
        /// What takes the place of each byte where it is found: the same length, so that nothing else moves.
        var mask: [UInt8]
    }

    private let forms: [Form]
    /// The first byte of a form, in both cases: so most bytes are passed over at once.
    private let firsts: Set<UInt8>

    init(_ address: Address) {
        let text = address.text.lowercased()
        var forms: [Form] = []
        for at in ["@", "%40", "=40", "&#64;", "&#x40;", "&commat;"] {
            let bytes = Array(text.replacing("@", with: at).utf8)
            let mask = Array(text.map { "@.".contains($0) ? String($0) : "x" }.joined().replacing("@", with: at).utf8)
            forms.append(Form(bytes: bytes, mask: mask.count == bytes.count ? mask : Self.crosses(bytes.count)))
        }
        // UTF-16, as some programs attach text.
        let plain = forms[0]
        for isLittle in [true, false] {
            func wide(_ bytes: [UInt8]) -> [UInt8] { bytes.flatMap { isLittle ? [$0, 0] : [0, $0] } }
            forms.append(Form(bytes: wide(plain.bytes), mask: wide(plain.mask)))
        }
        self.forms = forms
        firsts = Set(forms.flatMap { form in form.bytes.prefix(1).flatMap { [$0, Self.upper($0)] } })
    }

    private static func crosses(_ count: Int) -> [UInt8] { Array(repeating: UInt8(ascii: "x"), count: count) }

    func isIn(_ bytes: some RandomAccessCollection<UInt8>) -> Bool { first(in: Array(bytes), from: 0) != nil }

    func isIn(_ text: String) -> Bool { isIn(Array(text.utf8)) }

    /// The bytes with each place masked; nil where there is none.
    func masked(_ bytes: [UInt8]) -> [UInt8]? {
        var result = bytes
        var position = 0
        var isFound = false
        while let (start, form) = first(in: bytes, from: position) {
            result.replaceSubrange(start..<(start + form.bytes.count), with: form.mask)
            position = start + form.bytes.count
            isFound = true
        }
        return isFound ? result : nil
    }

    private func first(in bytes: [UInt8], from start: Int) -> (Int, Form)? {
        var index = start
        while index < bytes.count {
            if firsts.contains(bytes[index]) {
                for form in forms where fits(form.bytes, in: bytes, at: index) { return (index, form) }
            }
            index += 1
        }
        return nil
    }

    private func fits(_ form: [UInt8], in bytes: [UInt8], at start: Int) -> Bool {
        guard start + form.count <= bytes.count else { return false }
        for offset in form.indices where Self.lower(bytes[start + offset]) != form[offset] { return false }
        // `anna@hel.fi` is not in `joanna@hel.fi`, nor in `anna@hel.fi.example`.
        if start > 0, Self.isWord(bytes[start - 1]) { return false }
        let end = start + form.count
        guard end < bytes.count else { return true }
        if bytes[end] == UInt8(ascii: ".") || bytes[end] == UInt8(ascii: "-") {
            return end + 1 >= bytes.count || !Self.isWord(bytes[end + 1])
        }
        return !Self.isWord(bytes[end])
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
    }

    private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 0x20 : byte }
    private static func upper(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte - 0x20 : byte }
}
