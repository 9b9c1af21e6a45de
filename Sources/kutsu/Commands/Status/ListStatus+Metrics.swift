import Base
import Engine

/// OpenMetrics text (https://openmetrics.io), which node_exporter's textfile collector reads as well.
extension ListStatus {
    /// Gauges with the list as their label. Each list is a file of its own; one family has the same help in all of them.
    var metrics: String {
        var lines: [String] = []
        func add(_ name: String, _ help: String, _ samples: [(labels: String, value: String)]) {
            guard !samples.isEmpty else { return }
            lines += ["# HELP \(name) \(help)", "# TYPE \(name) gauge"]
            // The list's name is made of letters that need no escape.
            lines += samples.map { "\(name){list=\"\(self.name)\"\($0.labels)} \($0.value)" }
        }
        func add(_ name: String, _ help: String, _ value: String?) {
            add(name, help, value.map { [(labels: "", value: $0)] } ?? [])
        }
        func number(_ flag: Bool) -> String { flag ? "1" : "0" }
        func number(_ time: Instant?) -> String? { time.map { String($0.secondsSince1970) } }

        add("kutsu_works", "Whether mail comes in and goes out (1).", number(isWorking))
        add("kutsu_running", "Whether the daemon runs and moves (1).", number(isRunning && !isStuck))
        add("kutsu_members", "Members of the list.", String(members))
        add("kutsu_queue_mails", "Mails to send.", String(queue))
        add(
            "kutsu_queue_end_timestamp_seconds", "When the queue will be empty at the pace of the relays.",
            number(queueEnds))
        add(
            "kutsu_posts", "Posts that wait for a coordinator, and posts on their way.",
            [
                (",state=\"waiting\"", String(waitingPosts.count)), (",state=\"sending\"", String(sendingPosts.count)),
            ])
        add(
            "kutsu_trouble", "Whether the last try failed (1).",
            StatusPage.Place.allCases.map { place in
                (",where=\"\(place.rawValue)\"", number(troubles.contains { $0.place == place }))
            })
        add("kutsu_last_poll_timestamp_seconds", "When the mailbox was last looked at.", number(lastPoll))
        add("kutsu_last_error_timestamp_seconds", "When something last failed.", number(lastError?.time))
        add("kutsu_written_timestamp_seconds", "When the daemon last wrote down how it is.", number(written))
        add("kutsu_disk_free_bytes", "Room for the state directory.", freeBytes.map(String.init))
        return (lines + ["# EOF"]).map { $0 + "\n" }.joined()
    }
}
