import ArgumentParser
import Base
import Engine
import Mail
import MailingList

/// What members are invited to, and who comes.
struct EventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Lists events with how many come.",
        subcommands: [List.self, Show.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists coming events, the next first.")
        @OptionGroup var list: ListOption
        @OptionGroup var json: JsonOption
        @Flag(help: "Also those that are over or called off.")
        var all = false

        func run() throws { Output.print(try text(), end: "") }

        func text() throws(CommandError) -> String {
            let context = try list.context()
            let zone = context.zone
            let rules = try context.rules()
            let events = rules.state.events.all
                .filter { all || !$0.isCancelled && $0.plan.end(in: zone) >= rules.now }
                .sorted { ($0.plan.start(in: zone), $0.id) < ($1.plan.start(in: zone), $1.id) }
            if json.isWanted { return Json.list(events.map { rules.json(of: $0) }).line + "\n" }
            var table = Table(heading: [
                "id", "begins", "status", "accepted", "tentative", "declined", "silent", "name",
            ])
            for event in events {
                table.add(
                    event.id.text, context.shownStart(of: event.plan), rules.status(of: event),
                    String(event.count(of: .accepted)), String(event.count(of: .tentative)),
                    String(event.count(of: .declined)), String(rules.silentCount(event)),
                    event.plan.name.shortened(to: 60))
            }
            return table.isEmpty ? "no events\n" : table.text
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows one event, and who answered what.")
        @OptionGroup var list: ListOption
        @OptionGroup var json: JsonOption
        @Argument(help: "The event, as 'kutsu events list' names it.")
        var id: String

        func run() throws { Output.print(try text(), end: "") }

        func text() throws(CommandError) -> String {
            let context = try list.context()
            let rules = try context.rules()
            let events = rules.state.events
            guard let event = PostID(id).flatMap({ events[$0] }) ?? events[uid: id] else {
                throw .world("there is no such event; 'kutsu events list --all' shows which there are")
            }
            let answers = event.answers.values.sorted { $0.address < $1.address }
            if json.isWanted {
                let answered = answers.map { answer -> Json in
                    ["addr": .text(answer.address.text), "answer": .text(answer.participation.rawValue.lowercased())]
                }
                return rules.json(of: event, answers: answered).line + "\n"
            }
            var table = Table()
            table.add("event", event.id.text)
            table.add("status", rules.status(of: event))
            table.add("name", event.plan.name)
            table.add("begins", context.shownStart(of: event.plan))
            table.add("ends", context.shown(event.plan.end(in: context.zone)))
            if !event.plan.place.isEmpty { table.add("place", event.plan.place) }
            table.add("by", event.author.name.isEmpty ? "\(event.author.address)" : event.author.name)
            table.add("invited", context.shown(event.invited))
            if let audience = event.audience.explained { table.add("audience", audience) }
            for moment in rules.reminders(of: event) where moment > rules.now && !event.isCancelled {
                table.add("reminder", context.shown(moment))
            }
            table.add("uid", event.plan.uid)
            table.add("sequence", String(event.sequence))
            for answer in answers { table.add(answer.participation.rawValue.lowercased(), answer.address.text) }
            table.add("silent", String(rules.silentCount(event)))
            return table.text
        }
    }
}

extension ListContext {
    /// Whole days have no time.
    fileprivate func shownStart(of plan: EventPlan) -> String {
        let start = shown(plan.start(in: zone))
        if case .days = plan.span { return String(start.prefix(10)) }
        return start
    }
}

extension DecisionContext {
    fileprivate func status(of event: Event) -> String {
        if event.isCancelled { return "cancelled" }
        return event.plan.end(in: policy.zone) < now ? "over" : "coming"
    }

    fileprivate func json(of event: Event, answers: [Json]? = nil) -> Json {
        let plan = event.plan
        var isAllDay = false
        if case .days = plan.span { isAllDay = true }
        return [
            "id": .text(event.id.text), "uid": .text(plan.uid), "status": .text(status(of: event)),
            "name": .text(plan.name), "place": .text(plan.place), "start": .text(plan.start(in: policy.zone).text),
            "end": .text(plan.end(in: policy.zone).text), "all_day": .flag(isAllDay),
            "sequence": .number(event.sequence),
            "author": ["name": .text(event.author.name), "addr": .text(event.author.address.text)],
            "audience": .orNull(event.audience.language?.rawValue),
            "topics": .texts(event.audience.topics.map(\.text)), "invited": .text(event.invited.text),
            "accepted": .number(event.count(of: .accepted)), "tentative": .number(event.count(of: .tentative)),
            "declined": .number(event.count(of: .declined)),
            "silent": .number(silentCount(event)),
            "answers": answers.map { .list($0) } ?? .null,
        ]
    }
}
