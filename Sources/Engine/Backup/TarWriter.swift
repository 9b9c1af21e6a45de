/// Writes the headers of a tar archive (POSIX.1-1988, "ustar"): only plain files, so that any tar reads it.
enum TarWriter {
    static let block = 512

    /// The file's header; its bytes and ``padding(for:)`` follow. Nil where the name is too long for one header.
    static func header(_ name: String, size: Int, secondsSince1970 time: Int64) -> [UInt8]? {
        guard name.utf8.count <= 100, size >= 0, size < 1 << 33 else { return nil }
        var header = [UInt8](repeating: 0, count: block)
        func put(_ text: String, at place: Int) {
            for (index, byte) in text.utf8.enumerated() { header[place + index] = byte }
        }
        put(name, at: 0)
        put(octal(0o600, digits: 7), at: 100)
        put(octal(0, digits: 7), at: 108)
        put(octal(0, digits: 7), at: 116)
        put(octal(Int64(size), digits: 11), at: 124)
        put(octal(max(0, time), digits: 11), at: 136)
        // The sum is taken with blanks in its own place.
        put("        ", at: 148)
        put("0", at: 156)
        put("ustar", at: 257)
        put("00", at: 263)
        put(octal(Int64(header.reduce(0) { $0 + Int($1) }), digits: 6), at: 148)
        header[154] = 0
        return header
    }

    static func padding(for size: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: (block - size % block) % block)
    }

    /// Two empty blocks.
    static let end = [UInt8](repeating: 0, count: 2 * block)

    private static func octal(_ number: Int64, digits: Int) -> String {
        let text = String(number, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}

/// Reads such an archive from a source that gives as many bytes as it is asked for, or fewer at its end.
struct TarReader {
    struct Damage: Error, Equatable {}

    private let next: (Int) throws -> [UInt8]

    init(_ next: @escaping (Int) throws -> [UInt8]) { self.next = next }

    /// The next file; nil at the archive's end.
    func file(atMost limit: Int = 1 << 32) throws -> (name: String, bytes: [UInt8])? {
        let header = try next(TarWriter.block)
        guard header.count == TarWriter.block else { throw Damage() }
        if header.allSatisfy({ $0 == 0 }) { return nil }
        let sum = header.indices.reduce(0) { $0 + ((148..<156).contains($1) ? 32 : Int(header[$1])) }
        guard number(header[148..<156]) == sum, header[156] == UInt8(ascii: "0") || header[156] == 0,
            let size = number(header[124..<136]), size <= limit,
            let name = String(validating: header[..<100].prefix { $0 != 0 }, as: UTF8.self)
        else { throw Damage() }
        let bytes = try next(size)
        let padding = TarWriter.padding(for: size).count
        guard bytes.count == size, try next(padding).count == padding else { throw Damage() }
        return (name, bytes)
    }

    private func number(_ field: ArraySlice<UInt8>) -> Int? {
        let digits = field.drop { $0 == 32 }.prefix { (48...55).contains($0) }
        return digits.isEmpty || digits.count > 12 ? nil : digits.reduce(0) { $0 * 8 + Int($1 - 48) }
    }
}
