import Base
import TOMLKit

/// A configuration while it is read: hands out values by section and key, and collects everything that is wrong, so
/// that the admin sees it all at once.
struct ConfigurationWalk {
    let file: String
    private let source: SourceMap
    /// By path: `list`, `relay`, or `relay[0]`, `relay[1]` where there are several.
    private var sections: [String: TOMLTable] = [:]
    /// The keys that were asked for, by path of their section; the section itself is none of its parent's keys.
    private(set) var known: [String: [String]] = [:]
    private(set) var problems: [Problem] = []

    init(text: String, file: String) throws(ConfigurationError) {
        func refuse(_ line: Int, _ text: String) -> ConfigurationError {
            ConfigurationError(problems: [Problem(file: file, line: line, key: nil, text: text)])
        }
        self.file = file
        do throws(TomlScanner.Failure) {
            source = try SourceMap(text)
        } catch {
            throw refuse(error.line, error.text)
        }
        do {
            sections[""] = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            let reason = error.description.split(separator: ": ", maxSplits: 1).last
            let line = error.source.begin.line
            if reason?.contains("redefine") == true, let (path, first) = source.repetition(on: line) {
                throw refuse(line, "\(path) is there already, on line \(first); remove one of the two")
            }
            throw refuse(line, "this is not TOML: \(reason.map(String.init) ?? error.description)")
        } catch {
            throw refuse(1, "this is not TOML: \(error)")
        }
    }

    /// Makes the values of a section available, or those of a table within one. The path of it; nil if it is not there.
    mutating func open(_ key: String, in parent: String = "") -> String? {
        known[parent, default: []].append(key)
        guard let value = sections[parent]?[key] else { return nil }
        let path = parent.isEmpty ? key : "\(parent).\(key)"
        guard let table = value.table else {
            let form = parent.isEmpty ? "section; write [\(key)] on a line of its own" : "table; write \(key) = { … }"
            report(path, "this must be a \(form)")
            return nil
        }
        sections[path] = table
        return path
    }

    /// The paths of a section that may be written once as `[name]` or several times as `[[name]]`.
    mutating func openAll(_ section: String) -> [String] {
        guard let array = sections[""]?[section]?.array else { return open(section).map { [$0] } ?? [] }
        known["", default: []].append(section)
        if array.isEmpty { report(section, "this list is empty; write a section [\(section)]") }
        return array.enumerated().compactMap { index, value in
            let path = "\(section)[\(index)]"
            guard let table = value.table else {
                report(path, "this must be a section; write [[\(section)]] on a line of its own")
                return nil
            }
            sections[path] = table
            return path
        }
    }

    /// The value of a key; nil if it is not there, or if it is wrong and has been reported.
    mutating func value<Value>(_ key: String, in section: String, _ kind: ValueKind<Value>) -> Value? {
        known[section, default: []].append(key)
        guard let value = sections[section]?[key] else { return nil }
        return kind.read(value, "\(section).\(key)", &self)
    }

    /// The value of a key that has a default in ``ConfigurationReference``: that one where the key is not there, or where
    /// it is wrong and has been reported.
    mutating func setting<Value>(_ key: String, in section: String, _ kind: ValueKind<Value>) -> Value {
        if let value = value(key, in: section, kind) { return value }
        guard let standard = ConfigurationReference.standard(key, in: section),
            let value = kind.read(standard, "\(section).\(key)", &self)
        else { preconditionFailure("\(section).\(key) has no default in the reference") }
        return value
    }

    /// The same, but a key missing in its section is reported, with an example of what to write.
    mutating func required<Value>(
        _ key: String, in section: String, _ kind: ValueKind<Value>, example: String
    ) -> Value? {
        if sections[section] != nil, !has(key, in: section) {
            report("\(section).\(key)", "this key is missing; write for example \(key) = \(example)")
        }
        return value(key, in: section, kind)
    }

    /// Lets a key stand that has no meaning here, because something better than "unknown" is said about it.
    mutating func tolerate(_ key: String, in section: String) {
        known[section, default: []].append(key)
    }

    /// The keys that stand in a section, in the order of their lines.
    func keys(in section: String) -> [String] {
        (sections[section]?.keys ?? []).sorted {
            (source.line(of: "\(section).\($0)"), $0) < (source.line(of: "\(section).\($1)"), $1)
        }
    }

    func has(_ key: String, in section: String) -> Bool {
        sections[section]?[key] != nil
    }

    mutating func report(_ path: String, _ text: String) {
        problems.append(Problem(file: file, line: source.line(of: path), key: path, text: text))
    }

    /// Reports what nobody asked for, once everything has been asked for.
    mutating func reportUnknownKeys() {
        for (section, table) in sections {
            let known = known[section] ?? []
            for key in table.keys where !known.contains(key) {
                reportUnknown(key, in: section, known: known)
            }
        }
    }

    private mutating func reportUnknown(_ key: String, in section: String, known: [String]) {
        let path = section.isEmpty ? key : "\(section).\(key)"
        let isSection = section.isEmpty && sections[""]?[key]?.table != nil
        if ["password", "passwd", "passphrase", "pass", "secret", "token", "client_secret"].contains(key.lowercased()) {
            report(
                path,
                "a secret does not belong in this file; put it alone into a file of its own and name that in "
                    + "password_file or token_file, or hand it over with systemd's LoadCredential=")
            return
        }
        // The array's index says nothing here.
        let place = section.isEmpty ? "" : " in [\(section.prefix { $0 != "[" })]"
        let what = "unknown \(isSection ? "section '[\(key)]'" : "key '\(key)'")\(place)"
        if let meant = nearest(to: key, among: known) {
            report(path, "\(what); did you mean '\(isSection ? "[\(meant)]" : meant)'?")
        } else {
            report(path, "\(what); known are \(known.joined(separator: ", "))")
        }
    }
}
