import Glibc

/// What this machine calls itself.
enum HostName {
    /// `localhost` where it has no name that can be written.
    static let text: String = {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
        let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let isPlain = text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: ".")
                || $0 == UInt8(ascii: "-")
        }
        return isPlain && !text.isEmpty ? text : "localhost"
    }()
}
