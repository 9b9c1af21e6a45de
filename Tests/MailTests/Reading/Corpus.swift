import Glibc
import Testing

@testable import Mail

/// Real mails with known answers, kept outside the project; tests that need them are skipped where they are absent.
enum Corpus {
    /// `KUTSU_CORPORA`, else `../shared/corpora` beside the package.
    static let directory: String? = {
        let beside = #filePath.split(separator: "/").dropLast(4).map(String.init).joined(separator: "/")
        let places = [getenv("KUTSU_CORPORA").map { String(cString: $0) }, "/\(beside)/../shared/corpora"]
        return places.compactMap(\.self).first { access($0, R_OK) == 0 }
    }()

    static let isAbsent: Comment = "the corpora are absent: set KUTSU_CORPORA"

    /// Names of the files in `folder`, sorted.
    static func files(in folder: String) -> [String] {
        guard let directory, let stream = opendir("\(directory)/\(folder)") else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        try fileBytes("\(directory ?? "")/\(path)")
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }
}

/// The whole file.
func fileBytes(_ path: String) throws -> [UInt8] {
    let file = try #require(fopen(path, "r"), "cannot open \(path)")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = fread(&chunk, 1, chunk.count, file)
        guard count > 0 else { return bytes }
        bytes.append(contentsOf: chunk[..<count])
    }
}
