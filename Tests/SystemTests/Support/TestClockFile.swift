import Foundation

/// A clock that stands where a test set it: a file with one instant, which `KUTSU_TEST_CLOCK_FILE` names.
struct TestClockFile: Sendable {
    let path: String

    /// What a process needs to go by it.
    var environment: [String: String?] { ["KUTSU_TEST_CLOCK_FILE": path] }

    /// - Parameter instant: in RFC 3339, such as `2026-12-11T07:00:00Z`.
    func set(to instant: String) throws {
        // Renamed into its place: nobody reads half an instant.
        try Data((instant + "\n").utf8).write(to: URL(filePath: path), options: .atomic)
    }
}

extension TestList {
    /// Sets its clock.
    func clock(_ instant: String) throws {
        guard let clock else { throw Trouble("\(name) goes by the clock on the wall") }
        try clock.set(to: instant)
    }

    /// Sets its clock, by a quarter of a minute at least, and waits until the daemon has done whatever was due at that
    /// moment.
    func lives(through instant: String) async throws { try await arrives(at: instant) }

    /// Sets its clock, and waits until the daemon's page tells of it: a turn of its work begins with a look at the clock
    /// and ends with the page, where that is a quarter of a minute old.
    func arrives(at instant: String) async throws {
        let time = try Date(instant, strategy: .iso8601)
        try clock(instant)
        try await awaiting("the daemon to arrive at \(instant)") { writtenPage.map { $0 >= time } == true ? () : nil }
    }

    /// Waits until nothing is to be sent any more.
    func rests() async throws {
        try await awaiting("\(name) to have sent everything") {
            let status = try await facts(Status.self, "status")
            return status.queue == 0 && status.sendingPosts.isEmpty ? () : nil
        }
    }

    private struct Status: Decodable {
        let queue: Int
        let sendingPosts: [String]
    }

    /// When the daemon last wrote its page, which is for people to read: one `key: value` a line.
    private var writtenPage: Date? {
        let text = (try? String(contentsOfFile: stateDirectory + "/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("written: ") }
        return line.flatMap { try? Date(String($0.dropFirst("written: ".count)), strategy: .iso8601) }
    }
}
