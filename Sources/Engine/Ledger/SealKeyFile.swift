import Rules

/// The `secret` file: the list's key as hexadecimal digits, which nobody but the daemon's user may read.
package enum SigningKeyFile {
    package static let file = "secret"

    /// Reads the key, under the lock; makes one from `entropy`, durably, where there is none.
    package static func open(on disk: some Disk, entropy: some Entropy) throws(LedgerError) -> SigningKey {
        try onDisk { () throws(DiskError) in try disk.lock() }
        defer { disk.unlock() }
        if let text = try onDisk({ () throws(DiskError) in try disk.read(file) }) {
            // What stands there is not shown: it may be most of a key.
            guard let key = key(in: text) else {
                throw .damaged(file: file, line: 1, reason: "it is not \(SigningKey.length) bytes in hexadecimal")
            }
            return key
        }
        let bytes = entropy.bytes(SigningKey.length)
        guard let key = SigningKey(bytes) else { preconditionFailure("entropy gives as many bytes as asked for") }
        try onDisk { () throws(DiskError) in
            try disk.write(Array((Checksum.hex(bytes) + "\n").utf8), to: file + ".new")
            try disk.sync(file + ".new")
            try disk.rename(file + ".new", to: file)
            try disk.syncFolder("")
        }
        return key
    }

    /// Nil where the text is no key.
    static func key(in text: [UInt8]) -> SigningKey? {
        var digits = text[...]
        if digits.last == UInt8(ascii: "\n") { digits.removeLast() }
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        while let high = digits.popFirst(), let low = digits.popFirst() {
            guard let high = value(of: high), let low = value(of: low) else { return nil }
            bytes.append(high << 4 | low)
        }
        return SigningKey(bytes)
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
