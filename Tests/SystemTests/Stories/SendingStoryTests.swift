import Foundation
import Testing

/// Quotas, several relays and what is told of sending, with the built binary and an independent server.
@Suite(.mailStack, .serialized) struct SendingStoryTests {
    /// A list of some members, with a post of anna's that waits for its approval.
    private static func hold(_ place: QuirkyPlace, members: Int, number: Int = 1) async throws -> String {
        if number == 1 { try await place.addMembers(members) }
        try place.mail(from: "anna", subject: "Kutsu \(number)", id: "-\(number)")
        return try await awaiting("post \(number) to wait") {
            try await place.command("posts", "list").output.split(separator: "\n")
                .first { $0.contains(" held ") && $0.contains("Kutsu \(number)") }
                .flatMap { $0.split(separator: " ").first.map(String.init) }
        }
    }

    private static func finish(_ post: String, of place: QuirkyPlace) async throws -> String {
        try await awaiting("post \(post) to be finished") {
            let shown = try await place.command("posts", "show", post, "--json").output
            return shown.contains("\"status\": \"finished\"") ? shown : nil
        }
    }

    private static func copies(_ place: QuirkyPlace) -> Int { place.recipients.count { $0.hasPrefix("m") } }

    @Test("two relays share by weight, and when one dies the other takes all")
    func relays() async throws {
        let stack = try await MailStack.shared()
        let (first, second) = (try QuirkyPlace(on: stack), try QuirkyPlace(on: stack))
        try await first.open([], keys: "weight = 3", other: (second, "weight = 1"))
        let daemon = try await first.start()
        let post = try await Self.hold(first, members: 80)
        _ = try await first.command("posts", "approve", post)
        let shown = try await Self.finish(post, of: first)
        #expect(shown.contains("\"accepted\": 80"), "\(shown)")
        #expect((58...62).contains(Self.copies(first)) && Self.copies(first) + Self.copies(second) == 80)
        let before = Self.copies(first)
        second.close()
        let next = try await Self.hold(first, members: 80, number: 2)
        _ = try await first.command("posts", "approve", next)
        #expect(try await Self.finish(next, of: first).contains("\"accepted\": 80"))
        #expect(Self.copies(first) - before == 80)
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("a grouped message is one of the minute's, and the preview, the post and the status tell so")
    func grouped() async throws {
        let place = try QuirkyPlace(on: try await MailStack.shared())
        try await place.open([], keys: "copies = \"auto\"\nper_minute = 4")
        let daemon = try await place.start()
        let post = try await Self.hold(place, members: 1000)
        let held = try await place.command("posts", "show", post).output
        #expect(held.contains("grouped") && held.contains("if it is approved now"), "\(held)")
        _ = try await place.command("posts", "approve", post)
        try await awaiting("the first minute's messages") { Self.copies(place) >= 200 ? () : nil }
        let status = try await place.command("status", "--json").output
        #expect(status.contains("\"post_ends\": {\"\(post)\": \"2"), "\(status)")
        // Killed and started again, it does not begin a minute of its own.
        try await daemon.kill9()
        let sent = place.envelopes.count
        #expect(sent <= 4)
        let again = try await place.start()
        try await Task.sleep(for: .seconds(3))
        #expect(place.envelopes.count == sent)
        #expect(try await again.terminate() == .exit(0))
    }
}
