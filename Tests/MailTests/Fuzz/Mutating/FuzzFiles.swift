import Foundation

/// The files beside the fuzz targets, and those that fuzzing leaves.
enum FuzzFiles {
    private static let folder = URL(filePath: #filePath).appending(path: "../..").standardizedFileURL

    /// What the target is tried with first: its own seeds, and the golden mails of this package.
    static func seeds(of target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
        var seeds: [(name: String, bytes: [UInt8])] = []
        for file in try FileManager.default.contentsOfDirectory(
            at: folder.appending(path: "Seeds/\(target.name)"), includingPropertiesForKeys: nil)
        {
            seeds.append((file.lastPathComponent, Array(try Data(contentsOf: file))))
        }
        return seeds.sorted { $0.name < $1.name }
    }

    /// Mails and calendars from the other tests and, where they are at hand, from the corpora: more to make inputs from.
    static func related(to target: FuzzTarget) -> [[UInt8]] {
        guard let ending = ["message": "eml", "bounce": "eml", "calendar": "ics"][target.name] else { return [] }
        let roots = [folder.deletingLastPathComponent()] + [Corpora.folder].compactMap(\.self)
        return roots.flatMap { root in
            (FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.allObjects ?? [])
                .compactMap { $0 as? URL }.filter { $0.pathExtension == ending }
                .sorted { $0.path < $1.path }
        }.compactMap { try? Data(contentsOf: $0) }.filter { $0.count <= 16_384 }.map { Array($0) }
    }

    /// The words of the target's grammar, in libFuzzer's form: a quoted string a line, with `\\`, `\"` and `\xAB`.
    static func words(of target: FuzzTarget) throws -> [[UInt8]] {
        let text = try String(contentsOf: folder.appending(path: "Words/\(target.name).dict"), encoding: .utf8)
        return text.split(separator: "\n").filter { $0.hasPrefix("\"") }.map { line in
            var word: [UInt8] = []
            var rest = line.utf8.dropFirst().dropLast()
            while let byte = rest.popFirst() {
                guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
                    word.append(byte)
                    continue
                }
                let isHex = escaped == UInt8(ascii: "x")
                word.append(isHex ? UInt8(String(Substring(rest.prefix(2))), radix: 16) ?? 0 : escaped)
                if isHex { rest = rest.dropFirst(2) }
            }
            return word
        }
    }

    /// Where the input being tried is kept, so that one that ends the process can be looked at.
    static func trial(of target: FuzzTarget) -> URL {
        FileManager.default.temporaryDirectory.appending(
            path: "kutsu-fuzz-\(target.name)-\(ProcessInfo.processInfo.processIdentifier)")
    }
}
