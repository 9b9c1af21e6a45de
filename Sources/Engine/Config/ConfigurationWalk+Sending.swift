import Base
import MailingList

// [events], [bounces], [letters], [posts], [backup] and [state]: what is sent when, and where things lie.
extension ConfigurationWalk {
    mutating func events() -> Configuration.Events {
        let section = open("events") ?? "events"
        let remind = setting("remind", in: section, .list(of: .length(.minutes(5) ... .days(90))))
        return Configuration.Events(remind: remind.sorted(by: >))
    }

    mutating func bounces() -> BouncePolicy {
        let section = open("bounces") ?? "bounces"
        let warn = setting("warn_after", in: section, .number(1...100))
        let suspend = value("suspend_after", in: section, .number(1...100)) ?? max(BouncePolicy().suspendAfter, warn)
        if warn > suspend {
            report("\(section).warn_after", "nobody would be warned before the suspension; make it at most \(suspend)")
        }
        return BouncePolicy(
            warnAfter: warn, suspendAfter: suspend,
            probes: setting("probes", in: section, .number(1...10)),
            probeEvery: setting("probe_every", in: section, .length(.hours(1) ... .days(60))),
            forgetAfter: setting("forget_after", in: section, .length(.days(1) ... .days(1000))),
            massPercent: setting("mass_percent", in: section, .number(1...100)),
            massLeast: setting("mass_least", in: section, .number(2...1_000_000)))
    }

    mutating func letters() -> Configuration.Letters {
        let section = open("letters") ?? "letters"
        return Configuration.Letters(directory: value("directory", in: section, .absolutePath))
    }

    mutating func posts() -> Configuration.Posts {
        let section = open("posts") ?? "posts"
        let within = setting("approve_within", in: section, .length(.hours(1) ... .days(60)))
        let at = setting("digest_at", in: section, .time)
        let on = setting("digest_on", in: section, ValueKind<Weekday>.choice)
        return Configuration.Posts(approveWithin: within, roundups: Policy.RoundupTimes(at: at, on: on))
    }

    mutating func retention(mailbox: Configuration.Mailbox?) -> Policy.Retention {
        let section = open("retention") ?? "retention"
        let lengths: ValueKind<Seconds> = .length(.days(1) ... .days(36_500))
        let posts = value("posts", in: section, lengths)
        let doneMail = value("done_mail", in: section, lengths)
        let contacts = value("contacts", in: section, lengths)
        if has("done_mail", in: section), let mailbox {
            if mailbox.done == .seen {
                report(
                    "\(section).done_mail",
                    "under done = \"seen\" handled mail stays among people's own mail, and is never removed; remove one of "
                        + "the two")
            } else if mailbox.doneFolder.lowercased() == mailbox.folder.lowercased() {
                report("\(section).done_mail", "mail that is not handled would go as well; name another done_folder")
            }
        }
        return Policy.Retention(posts: posts, doneMail: doneMail, contacts: contacts)
    }

    /// Nil where there is no such section.
    mutating func backup(mailbox: Configuration.Mailbox?) -> Configuration.Backup? {
        let isWanted = has("backup", in: "")
        let section = open("backup") ?? "backup"
        let folder = setting("folder", in: section, .line)
        if let mailbox, [mailbox.folder, mailbox.doneFolder].contains(where: { isSameFolder($0, folder) }) {
            report("\(section).folder", "this folder is for other mail; name one for backups alone")
        }
        let at = setting("at", in: section, .time)
        let keep = setting("keep", in: section, .number(1...1000))
        return isWanted ? Configuration.Backup(folder: folder, at: at, keep: keep) : nil
    }

    mutating func state(name: String?) -> Configuration.State? {
        let section = open("state") ?? "state"
        let directory = value("directory", in: section, .absolutePath)
        return (directory ?? name.map { "/var/lib/kutsu/\($0)" }).map { Configuration.State(directory: $0) }
    }
}
