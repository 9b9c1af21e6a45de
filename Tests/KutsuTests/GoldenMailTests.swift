import Base
import Foundation
import Mail
import MailingList
import Testing

@testable import kutsu

/// The mails in `Mails`, and what a person would say of each.
@Suite("Golden mails")
struct GoldenMailTests {
    @Test("every mail is read as a person would read it", arguments: Golden.names, LineEnd.allCases)
    func reads(name: String, lineEnd: LineEnd) throws {
        let expected = try Golden.expected(name)
        var bytes = try Golden.bytes("\(name).eml")
        if lineEnd == .crlf { bytes = LineEnd.withCrlf(bytes) }
        let inspected = InspectedMail(bytes)
        let line = inspected.json(file: name).line
        let found = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        for (field, value) in expected where field != "authserv_id" && field != "authenticated" {
            let other = try #require(found[field], "no field \(field)")
            #expect(Golden.fits(value, other), "\(field): \(other) instead of \(value)")
        }
        if let server = expected["authserv_id"] as? String {
            let sender = try #require(inspected.message.from.mailboxes.first)
            let isAuthenticated = inspected.message.isAuthenticated(sender.address, by: server)
            #expect(isAuthenticated == (expected["authenticated"] as? Bool))
        }
    }

    @Test("nothing that a person wrote is passed over", arguments: Golden.names)
    func nobodyIsIgnored(name: String) throws {
        let kinds = ["person", "command", "tip", "post", "announcement", "event", "item"]
        guard let kind = try Golden.expected(name)["kind"] as? String, kinds.contains(kind) else { return }
        let found = InspectedMail(try Golden.bytes("\(name).eml"), list: try Reported.list.get())
        #expect(found.decision != nil && found.decision?.name != "ignored")
    }

    @Test("the readme names exactly the mails that are there, enough of them in each language")
    func readme() throws {
        let rows = String(decoding: try Golden.bytes("README.md"), as: UTF8.self).split(separator: "\n")
            .filter { $0.hasPrefix("| `") }
            .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) } }
        #expect(rows.map { $0[0] }.sorted() == Golden.names)
        #expect(rows.count >= 120)
        #expect(rows.allSatisfy { $0.count == 3 && !$0[2].isEmpty })
        for language in ["fi", "sv", "en"] {
            #expect(rows.count { $0[1] == language } >= 40, "too few mails in \(language)")
        }
    }
}

private enum Golden {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Mails")

    /// `group/name` of every mail, sorted.
    static let names: [String] = {
        let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return files.filter { $0.hasSuffix(".eml") }.map { String($0.dropLast(4)) }.sorted()
    }()

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: path)))
    }

    static func expected(_ name: String) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(try bytes("\(name).json")))
        return try #require(object as? [String: Any])
    }

    /// Whether all that is expected is there; objects may hold more, lists may not.
    static func fits(_ expected: Any, _ found: Any) -> Bool {
        switch (expected, found) {
        case let (expected as [String: Any], found as [String: Any]):
            expected.allSatisfy { key, value in found[key].map { fits(value, $0) } ?? false }
        case let (expected as [Any], found as [Any]):
            expected.count == found.count && zip(expected, found).allSatisfy { fits($0, $1) }
        case let (expected as NSObject, found as NSObject):
            expected == found
        default: false
        }
    }
}
