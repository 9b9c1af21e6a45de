import Base
import MailingList

// [events], [bounces], [letters], [posts] and [state]: what is sent when, and where things lie.
extension ConfigurationWalk {
    mutating func events() -> Configuration.Events {
        let section = open("events") ?? "events"
        let remind = value("remind", in: section, .list(of: .length(.minutes(5) ... .days(90))))
        return Configuration.Events(remind: (remind ?? [.days(7), .days(1)]).sorted(by: >))
    }

    mutating func bounces() -> BouncePolicy {
        let section = open("bounces") ?? "bounces"
        let standard = BouncePolicy()
        let warn = value("warn_after", in: section, .number(1...100)) ?? standard.warnAfter
        let suspend = value("suspend_after", in: section, .number(1...100)) ?? max(standard.suspendAfter, warn)
        if warn > suspend {
            report("\(section).warn_after", "nobody would be warned before the suspension; make it at most \(suspend)")
        }
        return BouncePolicy(
            warnAfter: warn, suspendAfter: suspend,
            probes: value("probes", in: section, .number(1...10)) ?? standard.probes,
            probeEvery: value("probe_every", in: section, .length(.hours(1) ... .days(60))) ?? standard.probeEvery,
            forgetAfter: value("forget_after", in: section, .length(.days(1) ... .days(1000)))
                ?? standard.forgetAfter,
            massPercent: value("mass_percent", in: section, .number(1...100)) ?? standard.massPercent,
            massLeast: value("mass_least", in: section, .number(2...1_000_000)) ?? standard.massLeast)
    }

    mutating func letters() -> Configuration.Letters {
        let section = open("letters") ?? "letters"
        return Configuration.Letters(directory: value("directory", in: section, .absolutePath))
    }

    mutating func posts() -> Configuration.Posts {
        let section = open("posts") ?? "posts"
        let within = value("approve_within", in: section, .length(.hours(1) ... .days(60)))
        return Configuration.Posts(approveWithin: within ?? .days(7))
    }

    mutating func state(name: String?) -> Configuration.State? {
        let section = open("state") ?? "state"
        let directory = value("directory", in: section, .absolutePath)
        return (directory ?? name.map { "/var/lib/kutsu/\($0)" }).map { Configuration.State(directory: $0) }
    }
}
