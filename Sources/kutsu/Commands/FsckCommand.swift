import ArgumentParser
import Base
import Engine
import MailingList

/// Proves a list's files.
struct FsckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fsck",
        abstract: "Proves that the list's files are whole, and mends them with --repair.",
        discussion: """
            Exit 1 if something is damaged. Repairing needs the daemon stopped; what it cuts or takes away lies \
            afterwards in the folder 'damaged' of the state directory.
            """)
    @OptionGroup var list: ListOption
    @OptionGroup var json: JsonOption
    @Flag(help: "Mend what can be mended.")
    var repair = false

    func run() throws {
        let context = try list.context()
        let examined = try repair ? mend(context) : examine(context)
        Output.print(json.isWanted ? examined.json.line + "\n" : examined.text, end: "")
        if examined.isDamaged { throw ExitCode.failure }
    }

    func examine(_ context: ListContext) throws(CommandError) -> Examined {
        let disk = try context.overlayDisk()
        return Examined(
            findings: try CommandError.onLedger { () throws(LedgerError) in
                try Fsck.examine(disk, list: context.policy.name)
            })
    }

    func mend(_ context: ListContext) throws(CommandError) -> Examined {
        guard context.hasDirectory else { return Examined(findings: []) }
        let (disk, now) = (try context.disk(), try context.clock().now())
        // Held to the end, so that no daemon starts meanwhile.
        let lock = try DaemonLock(directory: context.directory)
        defer { withExtendedLifetime(lock) {} }
        return try CommandError.onLedger { () throws(LedgerError) in
            let found = try Fsck.repair(disk, list: context.policy.name, at: now, isDaemonRunning: false)
            return Examined(findings: found, left: try Fsck.examine(disk, list: context.policy.name))
        }
    }

    /// What was found, and what of it is left after mending.
    struct Examined {
        var findings: [Fsck.Finding]
        /// Nil where nothing was mended.
        var left: [Fsck.Finding]?

        var isDamaged: Bool { (left ?? findings).contains { $0.severity == .damaged } }

        var text: String {
            if findings.isEmpty { return "the files are whole\n" }
            var lines = findings.map { finding in
                // Where only a person can help, the text says how.
                var remedy = ""
                if let mend = finding.mend {
                    remedy = left == nil ? "; --repair would: \(mend)" : "; mended: \(mend)"
                    if left?.contains(finding) ?? false { remedy = "; this could not be done: \(mend)" }
                }
                return "\(finding.severity.rawValue): \(finding.place): \(finding.text)\(remedy)"
            }
            if let left { lines.append(left.isEmpty ? "the files are whole now" : "\(left.count) left, see above") }
            return lines.map { $0.harmless + "\n" }.joined()
        }

        var json: Json {
            [
                "whole": .flag((left ?? findings).isEmpty), "damaged": .flag(isDamaged),
                "findings": .list(
                    findings.map { finding in
                        [
                            "severity": .text(finding.severity.rawValue), "file": .text(finding.file),
                            "line": .orNull(finding.line), "text": .text(finding.text),
                            "mend": .orNull(finding.mend),
                            "mended": .flag(left.map { !$0.contains(finding) } ?? false),
                        ]
                    }),
            ]
        }
    }
}

extension Fsck.Finding {
    /// `journal:12`
    var place: String { line.map { "\(file):\($0)" } ?? file }
}
