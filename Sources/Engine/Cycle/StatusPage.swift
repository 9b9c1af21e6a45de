import Base

/// How the daemon is: the `status` file of the state directory, for `kutsu status`. It is no part of the truth, and
/// nothing is read from it but by people and monitoring.
package struct StatusPage: Sendable, Equatable {
    package static let file = "status"

    /// How often it is written anew where nothing changes: a minute without a sign tells of a daemon that stands still.
    static let interval: Seconds = 15

    package var members = 0
    package var queue = 0
    /// Those of the queue that cannot be put into words until somebody mends a template or a file.
    package var unrenderable = 0
    /// When all that waits for its first try will have gone out; nil where nobody can tell.
    package var queueEnds: Instant?
    /// The same of each post on its way, by its id.
    package var postEnds: [String: Instant] = [:]
    /// Seconds that each relay took for a message lately, by its name, where that was measured.
    package var paces: [String: Double] = [:]
    package var heldPosts = 0
    package var lastPoll: Instant?
    package var lastError: (time: Instant, text: String)?
    /// What does not work at the moment.
    package var troubles: [Place: Trouble] = [:]
    /// The epoch where nothing was written yet.
    package var written = Self.never

    package static let never = Instant(secondsSince1970: 0)

    /// Where something can fail and recover by itself.
    package enum Place: String, CaseIterable, Sendable {
        case mailbox, relay, files
    }

    package struct Trouble: Hashable, Sendable {
        /// Since when nothing has succeeded there.
        package var since: Instant
        /// Of the last failure.
        package var text: String
    }

    package init() {}

    mutating func polled(at time: Instant) { lastPoll = time }
    mutating func failed(_ text: String, at time: Instant) { lastError = (time, text) }

    /// One fact a line, `key: value`.
    var text: String {
        var lines = ["written: \(written.text)", "members: \(members)", "queue: \(queue)", "held-posts: \(heldPosts)"]
        if unrenderable > 0 { lines.append("unrenderable: \(unrenderable)") }
        if let queueEnds { lines.append("queue-ends: \(queueEnds.text)") }
        for (id, end) in postEnds.sorted(by: { $0.key < $1.key }) { lines.append("post-ends: \(end.text) \(id)") }
        for (name, seconds) in paces.sorted(by: { $0.key < $1.key }) {
            lines.append("pace: \(Int((seconds * 1_000_000).rounded())) \(PercentCodec.column(name))")
        }
        if let lastPoll { lines.append("last-poll: \(lastPoll.text)") }
        if let lastError { lines.append("last-error: \(lastError.time.text) \(PercentCodec.column(lastError.text))") }
        for place in Place.allCases {
            guard let trouble = troubles[place] else { continue }
            lines.append("\(place.rawValue)-trouble: \(trouble.since.text) \(PercentCodec.column(trouble.text))")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// Reads what another process wrote; unknown lines are passed over.
    package init(text: String) {
        for line in text.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = String(line[line.index(after: colon)...].drop { $0 == " " })
            switch line[..<colon] {
            case "written": written = Instant(value) ?? written
            case "members": members = Int(value) ?? 0
            case "queue": queue = Int(value) ?? 0
            case "held-posts": heldPosts = Int(value) ?? 0
            case "unrenderable": unrenderable = Int(value) ?? 0
            case "queue-ends": queueEnds = Instant(value)
            case "post-ends":
                if let (time, id) = Self.timed(value) { postEnds[id] = time }
            case "pace":
                let pieces = value.split(separator: " ", maxSplits: 1)
                if pieces.count == 2, let micros = Int(pieces[0]), micros >= 0, let name = PercentCodec.value(pieces[1])
                {
                    paces[name] = Double(micros) / 1_000_000
                }
            case "last-poll": lastPoll = Instant(value)
            case "last-error": lastError = Self.timed(value)
            case let key where key.hasSuffix("-trouble"):
                guard let place = Place(rawValue: String(key.dropLast(8))), let (time, text) = Self.timed(value) else {
                    continue
                }
                troubles[place] = Trouble(since: time, text: text)
            default: break
            }
        }
    }

    /// An instant and a percent-coded text behind it.
    private static func timed(_ value: String) -> (time: Instant, text: String)? {
        let pieces = value.split(separator: " ", maxSplits: 1)
        guard pieces.count == 2, let time = Instant(String(pieces[0])), let text = PercentCodec.value(pieces[1]) else {
            return nil
        }
        return (time, text)
    }

    package static func == (left: StatusPage, right: StatusPage) -> Bool { left.text == right.text }
}
