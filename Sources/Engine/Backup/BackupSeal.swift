import Base
import Crypto

/// What a backup is encrypted with before it leaves the machine: AES-256-GCM (NIST SP 800-38D).
package struct BackupKey: Sendable, Equatable {
    package static let length = 32
    private let bytes: [UInt8]

    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }

    /// As it is written on paper: eight groups of eight hexadecimal digits. Blanks, hyphens and case do not matter.
    package init?(text: String) {
        let digits = text.lowercased().utf8.filter { $0 != UInt8(ascii: "-") && $0 > 32 }
        guard let bytes = Hex.bytes(Array(digits)[...]), let key = BackupKey(bytes) else { return nil }
        self = key
    }

    package var text: String {
        let digits = Array(Hex.text(bytes))
        return stride(from: 0, to: digits.count, by: 8).map { String(digits[$0..<min($0 + 8, digits.count)]) }
            .joined(separator: "-")
    }

    /// - Parameter label: what the part is; it is not secret, and a part opens under its own label only.
    package func seal(_ part: [UInt8], label: String, nonce: [UInt8]) throws(BackupError) -> [UInt8] {
        do {
            let sealed = try AES.GCM.seal(
                part, using: SymmetricKey(data: bytes), nonce: AES.GCM.Nonce(data: nonce),
                authenticating: Array(label.utf8))
            guard let combined = sealed.combined else { throw BackupError.unusable("the backup cannot be encrypted") }
            return Array(combined)
        } catch {
            throw .unusable("the backup cannot be encrypted")
        }
    }

    package static let nonceLength = 12

    package func open(_ sealed: [UInt8], label: String) throws(BackupError) -> [UInt8] {
        do {
            return Array(
                try AES.GCM.open(
                    AES.GCM.SealedBox(combined: sealed), using: SymmetricKey(data: bytes),
                    authenticating: Array(label.utf8)))
        } catch {
            throw .unusable("the key does not fit this backup, or the backup was changed; nothing was restored")
        }
    }
}

/// The `backup-key` file: made when it is first asked for.
package enum BackupKeyFile {
    package static let file = "backup-key"

    package static func open(on disk: some Disk, entropy: some Entropy) throws(LedgerError) -> BackupKey {
        try disk.acquire(.exclusive)
        defer { disk.unlock() }
        if let text = try onDisk({ () throws(DiskError) in try disk.read(file) }) {
            guard let key = BackupKey(text: String(decoding: text, as: UTF8.self)) else {
                throw .damaged(file: file, line: 1, reason: "it is not \(BackupKey.length) bytes in hexadecimal")
            }
            return key
        }
        guard let key = BackupKey(entropy.bytes(BackupKey.length)) else {
            preconditionFailure("entropy gives as many bytes as asked for")
        }
        try onDisk { () throws(DiskError) in
            try disk.write(Array((key.text + "\n").utf8), to: file + ".new")
            try disk.sync(file + ".new")
            try disk.rename(file + ".new", to: file)
            try disk.syncFolder("")
        }
        return key
    }
}
