import Rules

// [tips], [events], [letters], [posts] and [state]: what comes by itself, and where things lie.
extension ConfigurationWalk {
    mutating func tips() -> Configuration.Tips {
        let section = open("tips") ?? "tips"
        let moderate = value("moderate", in: section, .flag)
        let names = value("names", in: section, .flag)
        let digest = open("digest", in: section).flatMap { rhythm($0) }
        return Configuration.Tips(moderate: moderate ?? true, names: names ?? false, digest: digest)
    }

    private enum Every: String, CaseIterable {
        case day, week
        case twoWeeks = "2 weeks"
        case month
    }

    private mutating func rhythm(_ section: String) -> Schedule? {
        let every = required("every", in: section, ValueKind<Every>.choice, example: "\"week\"")
        let at = value("at", in: section, .time) ?? TimeOfDay(hour: 9, minute: 0) ?? .midnight
        let from = value("from", in: section, .date)
        if let every, every != .twoWeeks, has("from", in: section) {
            report("\(section).from", "only every = \"2 weeks\" begins with a certain week; remove it")
        }
        switch every {
        case nil:
            tolerate("on", in: section)
            return nil
        case .twoWeeks:
            let weekday = required("on", in: section, ValueKind<Weekday>.choice, example: "\"friday\"")
            return weekday.map { Schedule(.everyTwoWeeks($0, from: from ?? Self.firstWeek), at: at) }
        case .day:
            tolerate("on", in: section)
            if has("on", in: section) { report("\(section).on", "every = \"day\" knows no day; remove it") }
            return Schedule(.everyDay, at: at)
        case .week:
            let weekday = required("on", in: section, ValueKind<Weekday>.choice, example: "\"friday\"")
            return weekday.map { Schedule(.everyWeek($0), at: at) }
        case .month:
            let day = required("on", in: section, .number(1...28), example: "1")
            return day.map { Schedule(.everyMonth($0), at: at) }
        }
    }

    /// A week like any other: whoever wants the other ones writes `from`.
    private static let firstWeek = CivilDate(daysSince1970: 4)

    mutating func events() -> Configuration.Events {
        let section = open("events") ?? "events"
        let remind = value("remind", in: section, .list(of: .length(.minutes(5) ... .days(90))))
        return Configuration.Events(remind: (remind ?? [.days(7), .days(1)]).sorted(by: >))
    }

    mutating func bounces() -> Policy.Bounces {
        let section = open("bounces") ?? "bounces"
        let standard = Policy.Bounces()
        let warn = value("warn_after", in: section, .number(1...100)) ?? standard.warnAfter
        let suspend = value("suspend_after", in: section, .number(1...100)) ?? max(standard.suspendAfter, warn)
        if warn > suspend {
            report("\(section).warn_after", "nobody would be warned before the suspension; make it at most \(suspend)")
        }
        return Policy.Bounces(
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
