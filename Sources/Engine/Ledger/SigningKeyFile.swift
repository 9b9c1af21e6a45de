import Base
import MailingList

/// The `secret` file: the list's key as hexadecimal digits, which nobody but the daemon's user may read.
package enum SigningKeyFile {
    package static let file = "secret"

    /// Reads the key; makes one from `entropy`, durably, where there is none.
    package static func open(on disk: some Disk, entropy: some Entropy) throws(LedgerError) -> SigningKey {
        if let key = try existing(on: disk) { return key }
        try disk.acquire(.exclusive)
        defer { disk.unlock() }
        // Another process may have made one in between.
        if let key = try key(on: disk) { return key }
        let bytes = entropy.bytes(SigningKey.length)
        guard let key = SigningKey(bytes) else { preconditionFailure("entropy gives as many bytes as asked for") }
        try onDisk { () throws(DiskError) in
            try disk.write(Array((Hex.text(bytes) + "\n").utf8), to: file + ".new")
            try disk.sync(file + ".new")
            try disk.rename(file + ".new", to: file)
            try disk.syncFolder("")
        }
        return key
    }

    private static func existing(on disk: some Disk) throws(LedgerError) -> SigningKey? {
        try disk.acquire(.shared)
        defer { disk.unlock() }
        return try key(on: disk)
    }

    /// Only under the lock. Nil where there is none yet.
    private static func key(on disk: some Disk) throws(LedgerError) -> SigningKey? {
        guard let text = try onDisk({ () throws(DiskError) in try disk.read(file) }) else { return nil }
        // What stands there is not shown: it may be most of a key.
        guard let key = key(in: text) else {
            throw .damaged(
                file: file, line: 1, reason: "it is not \(SigningKey.length) bytes in hexadecimal")
        }
        return key
    }

    /// Nil where the text is no key.
    static func key(in text: [UInt8]) -> SigningKey? {
        var digits = text[...]
        if digits.last == UInt8(ascii: "\n") { digits.removeLast() }
        // One byte over and over is a key that somebody typed, or a disk that lost it.
        return Hex.bytes(digits).flatMap { Set($0).count > 1 ? SigningKey($0) : nil }
    }
}
