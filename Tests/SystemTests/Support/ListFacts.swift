import Foundation

/// A tip, as `kutsu tips list --json` tells it.
struct TipFacts: Decodable, Sendable {
    let id: String
    let status: String
    let language: String
    let text: String
    let links: [String]
}

/// A post, as `kutsu posts list --json` tells it.
struct PostFacts: Decodable, Sendable {
    let id: String
    let status: String
    let subject: String
}

/// An event, as `kutsu events list --json` and `show --json` tell it.
struct EventFacts: Decodable, Sendable {
    struct Answer: Decodable, Hashable, Sendable {
        let addr: String
        let answer: String
    }

    let id: String
    let uid: String
    let status: String
    let name: String
    let place: String
    let start: String
    let end: String
    let allDay: Bool
    let sequence: Int
    let accepted: Int
    let tentative: Int
    let declined: Int
    let silent: Int
    /// Only where the event is shown by itself.
    let answers: [Answer]?

    /// Coming, perhaps, not coming, silent.
    var counts: [Int] { [accepted, tentative, declined, silent] }
}

extension TestList {
    /// What a command tells programs.
    func facts<Facts: Decodable>(_ type: Facts.Type = Facts.self, _ arguments: String...) async throws -> Facts {
        let outcome = try await Kutsu.command(
            arguments + ["--json", "-c", configPath], environment: clock?.environment ?? [:])
        // `status` also tells by its code whether the list works, which is not what is asked here.
        guard outcome.status == 0 || (arguments.first == "status" && outcome.status == 1) else {
            throw Trouble("kutsu \(arguments): \(outcome.errors)")
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: Data(outcome.outputBytes))
    }

    /// Oldest first.
    func tips() async throws -> [TipFacts] { try await facts([TipFacts].self, "tips", "list") }
    func posts() async throws -> [PostFacts] { try await facts([PostFacts].self, "posts", "list") }
    func events() async throws -> [EventFacts] { try await facts([EventFacts].self, "events", "list", "--all") }
    func event(_ id: String) async throws -> EventFacts { try await facts(EventFacts.self, "events", "show", id) }

    /// Makes people members without a letter.
    func admit(_ people: Person..., language: String = "fi") async throws {
        let outcome = try await Kutsu.command(
            ["members", "add", "--no-welcome", "--language", language, "-c", configPath] + people.map(\.address),
            environment: clock?.environment ?? [:])
        guard outcome.status == 0 else { throw Trouble("nobody was added: \(outcome.errors)") }
    }
}
