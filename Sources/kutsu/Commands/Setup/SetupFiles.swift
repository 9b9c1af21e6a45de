import Base
import Engine
import Glibc
import OAuth

/// Writes what comes of the answers; leaves alone what is there.
struct SetupFiles {
    let answers: SetupAnswers
    /// Empty: no drop-in is written.
    let unitDirectory: String

    /// Of the certificate, where there is one.
    var thumbprint: String? {
        guard answers.way == .certificate, let text = SystemFiles.text(answers.path("pem")) else { return nil }
        return ClientCertificate(pem: text)?.shownThumbprints.sha1
    }

    /// What was done, a line each.
    func write(at now: Instant) throws(CommandError) -> [String] {
        var lines: [String] = []
        try makeFolder(answers.directory)
        if answers.way == .certificate, !SystemFiles.exists(answers.path("pem")) {
            lines += try makeCertificate(at: now)
        }
        lines.append(try write(answers.configuration, to: answers.configPath, mode: 0o644))
        if let dropIn = answers.dropIn, !unitDirectory.isEmpty {
            let folder = "\(unitDirectory)/kutsu@\(answers.name).service.d"
            try makeFolder(folder)
            lines.append(try write(dropIn, to: "\(folder)/credentials.conf", mode: 0o644))
        }
        return lines
    }

    /// Two years: long enough to be forgotten, which is why it is told thirty days before its end.
    private func makeCertificate(at now: Instant) throws(CommandError) -> [String] {
        let identity: NewIdentity
        do {
            identity = try NewIdentity(
                name: "kutsu \(answers.name)", from: now - .days(1), to: now + .days(730),
                serial: SystemEntropy().bytes(16))
        } catch {
            throw .world("no certificate could be made: \(error)")
        }
        return [
            try write(identity.key, to: answers.path("key"), mode: 0o600),
            try write(identity.certificate, to: answers.path("pem"), mode: 0o644),
        ]
    }

    private func makeFolder(_ path: String) throws(CommandError) {
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
            throw .world("\(path) cannot be made: \(String(cString: strerror(errno))); run this as root")
        }
    }

    private func write(_ text: String, to path: String, mode: mode_t) throws(CommandError) -> String {
        // Never through a link, and never over what is there.
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard file >= 0 else {
            if errno == EEXIST { return "kept \(path), which was there already" }
            throw .world("\(path) cannot be written: \(String(cString: strerror(errno))); run this as root")
        }
        defer { close(file) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            // The slice stays in place for the length of the call.
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .world("\(path) cannot be written: \(String(cString: strerror(errno)))") }
            rest = rest.dropFirst(count)
        }
        guard fsync(file) == 0 else { throw .world("\(path) cannot be written: \(String(cString: strerror(errno)))") }
        return "wrote \(path)"
    }
}
