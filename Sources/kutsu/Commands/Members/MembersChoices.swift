import ArgumentParser
import Base
import Engine
import MailingList

extension MembersCommand {
    struct Pause: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sends members nothing for a while, as their own 'pause' does; each gets a letter that says so.")
        @OptionGroup var list: ListOption
        @Option(help: "So many days. Default: until it is ended.")
        var days: Int?
        @Option(help: "Until this day, such as 2027-03-01.")
        var until: String?
        @Flag(help: "Send no letter.")
        var noLetter = false
        @Argument(help: "The addresses.")
        var addresses: [String]

        func run() throws { Output.print(try answer()) }

        func answer() throws(CommandError) -> String {
            let context = try list.context()
            let length = try length()
            let rules = try context.rules()
            guard let pause = rules.pause(length) else {
                throw .usage("a pause ends on a day to come, at most \(PauseLength.longest) days from now")
            }
            let count = try context.choose(.pause(pause), for: addresses, told: !noLetter)
            return "\(Counted.members(count)) paused: \(context.shown(pause))"
        }

        private func length() throws(CommandError) -> PauseLength {
            switch (days, until) {
            case (nil, nil): return .open
            case (let days?, nil): return .days(days)
            case (nil, let day?):
                guard let midnight = Instant("\(day)T00:00:00Z") else {
                    throw .usage("--until takes a day such as 2027-03-01")
                }
                let date = CivilDate(daysSince1970: midnight.secondsSince1970 / 86_400)
                return .until(day: date.day, month: date.month, year: date.year)
            case (_?, _?): throw .usage("write --days or --until, not both")
            }
        }
    }

    struct Resume: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ends members' pauses; each gets a letter that says so.")
        @OptionGroup var list: ListOption
        @Flag(help: "Send no letter.")
        var noLetter = false
        @Argument(help: "The addresses.")
        var addresses: [String]

        func run() throws { Output.print(try answer()) }

        func answer() throws(CommandError) -> String {
            let count = try list.context().choose(.pause(.over), for: addresses, told: !noLetter)
            return "\(Counted.members(count)) get everything again"
        }
    }

    struct Gets: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Says which mails members get, as their own 'digest weekly' does; each gets a letter that says so.",
            discussion:
                "all, announcements, digests, daily or weekly: everything in one mail a day or a week.")
        @OptionGroup var list: ListOption
        @Flag(help: "Send no letter.")
        var noLetter = false
        @Argument(help: "all, announcements, digests, daily or weekly.")
        var portion: String
        @Argument(help: "The addresses.")
        var addresses: [String]

        func run() throws { Output.print(try answer()) }

        func answer() throws(CommandError) -> String {
            guard let mode = Portion.Mode(rawValue: portion) else {
                throw .usage(
                    "write one of \(Portion.Mode.allCases.map(\.rawValue).joined(separator: ", ")) before the addresses"
                )
            }
            let count = try list.context().choose(.portion(mode), for: addresses, told: !noLetter)
            return "\(Counted.members(count)) get: \(mode.rawValue)"
        }
    }

    struct Forget: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Erases all that is held of people, members or not.",
            discussion: """
                As somebody's own 'forget me' does: they leave, a last letter tells them, and then the addresses are in no \
                file of the list any more. A keyed code stays, by which an import leaves them out. It cannot be undone. \
                Backups made before hold them until they are removed.
                """)
        @OptionGroup var list: ListOption
        @Flag(help: "Send no last letter.")
        var noLetter = false
        @Argument(help: "The addresses.")
        var addresses: [String]

        func run() throws { Output.print(try answer()) }

        func answer() throws(CommandError) -> String {
            let context = try list.context()
            let people = try Address.arguments(addresses)
            guard !people.contains(where: context.policy.isCoordinator) else {
                throw .world("the configuration names one of them as a coordinator: take the address out of it first")
            }
            let disk = try context.disk()
            let signer = try context.signer(on: disk)
            var ledger = try context.ledger(on: disk)
            let now = try context.clock().now()
            let rules = DecisionContext(context.policy, ledger.state, at: now)
            let strangers = people.count { !rules.holdsAnything(of: $0) }
            guard strangers == 0 else {
                throw .world("nothing is held of \(strangers) of the addresses: check how they are written")
            }
            let request = AdminRequest.forget(
                people.map { ($0, signer.fingerprint(of: $0)) }, told: !noLetter)
            _ = try context.decide(request, in: &ledger)
            if ledger.isDueForCompaction(at: now) {
                try CommandError.onLedger { () throws(LedgerError) in try ledger.compact(at: now) }
            }
            let isDone = ledger.state.erasures.pending.isEmpty
            let rest = isDone ? "no file holds them any more" : "files hold them until what is on its way has gone out"
            return "\(Counted.of(people.count, "person", many: "people")) forgotten; \(rest)"
        }
    }
}

extension ListContext {
    fileprivate func choose(_ choice: Choice, for addresses: [String], told: Bool) throws(CommandError) -> Int {
        let people = try Address.arguments(addresses)
        var ledger = try ledger(on: disk())
        guard people.allSatisfy(ledger.state.members.contains) else {
            throw .world("one of the addresses is no member: check how they are written; nothing was changed")
        }
        guard let count = try decide(.choose(choice, people, told: told), in: &ledger).count else {
            preconditionFailure("to choose is decided as chosen")
        }
        return count
    }

    /// Empty where there is none.
    func shown(_ pause: Pause) -> String {
        switch pause {
        case .over: ""
        case .open: "until it is ended"
        case .until(let end): "until \(shown(end))"
        }
    }
}
