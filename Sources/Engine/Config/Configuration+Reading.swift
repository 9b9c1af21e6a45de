import Base

extension Configuration {
    /// Reads a configuration from its file's bytes. TOML is UTF-8; where they are not, the error says what they seem to be.
    package static func read(
        bytes: [UInt8], file: String, isTimeZone: (String) -> Bool = { _ in true }
    ) throws(ConfigurationError) -> Configuration {
        if let text = String(validating: bytes, as: UTF8.self) {
            return try read(text: text, file: file, isTimeZone: isTimeZone)
        }
        func refuse(_ line: Int, _ text: String) -> ConfigurationError {
            ConfigurationError(problems: [Problem(file: file, line: line, key: nil, text: text)])
        }
        let name = file.split(separator: "/").last ?? "FILE"
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw refuse(1, "this is UTF-16, not UTF-8; convert it: iconv -f UTF-16 -t UTF-8 \(name)")
        }
        throw refuse(
            1 + bytes[..<firstInvalidByte(bytes)].count { $0 == 10 },
            "a letter here is not UTF-8 but probably Latin-1; convert the file: iconv -f WINDOWS-1252 -t UTF-8 \(name)")
    }

    /// Where the text stops being UTF-8; its end where it does not.
    private static func firstInvalidByte(_ bytes: [UInt8]) -> Int {
        var decoder = UTF8()
        var place = 0
        var rest = bytes.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&rest) { place += UTF8.width(scalar) }
        return min(place, bytes.count)
    }

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
        return try read(from: &walk, isTimeZone)
    }

    /// Asks `walk` for everything.
    static func read(
        from walk: inout ConfigurationWalk, _ isTimeZone: (String) -> Bool
    ) throws(ConfigurationError) -> Configuration {
        let list = walk.list()
        if let zone = list?.timezone, !isTimeZone(zone) {
            walk.report("list.timezone", "no time zone is called '\(zone)'; write one such as \"Europe/Helsinki\"")
        }
        let topics = walk.topics(list?.languages ?? Language.allCases)
        let joining = walk.joining()
        let mailbox = walk.mailbox(address: list?.address)
        let oauth = walk.oauth(mailbox: mailbox?.provider)
        let relays = walk.relays(mailbox: mailbox)
        let collections = walk.collections(list?.languages ?? Language.allCases)
        let events = walk.events()
        let bounces = walk.bounces()
        let letters = walk.letters()
        let posts = walk.posts()
        let retention = walk.retention(mailbox: mailbox)
        let state = walk.state(name: list?.name)
        let backup = walk.backup(mailbox: mailbox)
        walk.reportUnknownKeys()
        guard walk.problems.isEmpty, let list, let joining, let mailbox, !relays.isEmpty, let state else {
            precondition(!walk.problems.isEmpty, "a part of the configuration was refused without a problem")
            throw ConfigurationError(
                problems: walk.problems.sorted { ($0.line, $0.key ?? "") < ($1.line, $1.key ?? "") })
        }
        return Configuration(
            file: walk.file, list: list, topics: topics, joining: joining, mailbox: mailbox, oauth: oauth,
            relays: relays,
            collections: collections,
            events: events,
            bounces: bounces, letters: letters, posts: posts, retention: retention, state: state, backup: backup)
    }
}
