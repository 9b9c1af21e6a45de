import Base
import Engine
import MailingList

/// What a configuration that loads may still lack.
enum ConfigurationCheck {
    static func findings(_ context: ListContext) -> [Finding] {
        let configuration = context.configuration
        let instant = SystemClock().now()
        let now = context.shown(instant)
        var findings = [
            Finding(.good, "configuration: \(configuration.file) is complete"),
            Finding(.good, "time zone: \(configuration.list.timezone), where it is \(now)"),
            letters(configuration.letters),
        ]
        findings += [name(configuration), principles(configuration.list)]
        findings += coordinators(configuration.list, context.policy)
        findings += deadlines(context.policy, at: instant)
        return findings
    }

    private static func letters(_ letters: Configuration.Letters) -> Finding {
        guard let directory = letters.directory else { return Finding(.good, "letters: as they come with Kutsu") }
        let count = SystemFiles.names(in: directory).count { $0.hasSuffix(".mustache") }
        if count == 0 {
            return Finding(
                .doubtful,
                "letters: \(directory) holds no .mustache files; put some there, or leave letters.directory out")
        }
        return Finding(.good, "letters: \(count) of them from \(directory), the others as they come with Kutsu")
    }

    /// The unit, the state directory and the credentials all go by the file's name.
    static func name(_ configuration: Configuration) -> Finding {
        let file = configuration.file.split(separator: "/").last ?? ""
        let stem = file.hasSuffix(".toml") ? String(file.dropLast(5)) : String(file)
        let name = configuration.list.name
        let folder = "/etc/systemd/system/kutsu@\(stem).service.d"
        let hasUser = SystemFiles.names(in: folder).contains {
            SystemFiles.text("\(folder)/\($0)")?.contains("\nUser=") ?? false
        }
        if stem == name, SetupAnswers.unitUser(of: name) != nil, !hasUser {
            return Finding(
                .doubtful,
                "name: \(name) is too long for the name of the unit's user, or has a dot: systemctl edit kutsu@\(name), and there [Service] and "
                    + "User=kutsu-SHORT")
        }
        return stem == name
            ? Finding(.good, "name: \(name), run by the unit kutsu@\(name)")
            : Finding(
                .doubtful,
                "name: the list is called \(name), its file \(file), and the unit kutsu@\(stem) goes by the file: call "
                    + "that \(name).toml")
    }

    static func principles(_ list: Configuration.List) -> Finding {
        list.principles.isEmpty
            ? Finding(
                .doubtful,
                "principles: welcome letters link no principles for a safer space; set list.principles, if there are any"
            )
            : Finding(.good, "principles: linked in welcome letters")
    }

    /// What comes after a deadline is not collected.
    static func deadlines(_ policy: Policy, at now: Instant) -> [Finding] {
        policy.collections.filter { $0.isClosed(at: now, in: policy.zone) }.map {
            Finding(
                .doubtful,
                "collections: the deadline of \($0.name) is over, and what comes now goes to the coordinators as it is: set "
                    + "a new deadline, or remove the [[collection]]")
        }
    }

    /// A coordinator need not be a member, but one who could not join is often a slip of the pen.
    static func coordinators(_ list: Configuration.List, _ policy: Policy) -> [Finding] {
        let strangers = policy.approval == .none ? list.coordinators.filter { !policy.mayJoin($0) } : []
        if strangers.isEmpty { return [Finding(.good, "coordinators: \(list.coordinators.count)")] }
        return strangers.map {
            Finding(
                .doubtful, "coordinators: \($0) has a domain that may not join: is list.coordinators written as meant?")
        }
    }
}
