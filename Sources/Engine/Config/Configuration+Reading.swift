import Base

extension Configuration {
    /// Reads a configuration from its text. Reports everything that is wrong at once, each with its line.
    ///
    /// - Parameters:
    ///   - text: TOML, at most 256 kB.
    ///   - file: the path it came from, for messages and as the base of relative names.
    ///   - isTimeZone: whether a time zone of this name exists: only the caller sees the disk.
    package static func read(
        text: String, file: String, isTimeZone: (String) -> Bool = { _ in true }
    ) throws(ConfigurationError) -> Configuration {
        var walk = try ConfigurationWalk(text: text, file: file)
        let list = walk.list()
        if let zone = list?.timezone, !isTimeZone(zone) {
            walk.report("list.timezone", "no time zone is called '\(zone)'; write one such as \"Europe/Helsinki\"")
        }
        let joining = walk.joining()
        let mailbox = walk.mailbox(address: list?.address)
        let relays = walk.relays(mailbox: mailbox)
        let collections = walk.collections(list?.languages ?? Language.allCases)
        let events = walk.events()
        let bounces = walk.bounces()
        let letters = walk.letters()
        let posts = walk.posts()
        let state = walk.state(name: list?.name)
        walk.reportUnknownKeys()
        guard walk.problems.isEmpty, let list, let joining, let mailbox, !relays.isEmpty, let state else {
            precondition(!walk.problems.isEmpty, "a part of the configuration was refused without a problem")
            throw ConfigurationError(
                problems: walk.problems.sorted { ($0.line, $0.key ?? "") < ($1.line, $1.key ?? "") })
        }
        return Configuration(
            file: file, list: list, joining: joining, mailbox: mailbox, relays: relays, collections: collections,
            events: events,
            bounces: bounces, letters: letters, posts: posts, state: state)
    }
}
