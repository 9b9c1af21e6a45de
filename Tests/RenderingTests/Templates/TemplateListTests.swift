import Base
import Foundation
import MailingList
import TestWorld
import Testing

@testable import Rendering

/// Each subject's letters have their texts and their values.
@Suite("The list of templates")
struct TemplateListTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Sources/Rendering").standardizedFileURL

    /// File names of a kind in all folders, without the folder.
    private static func files(_ suffix: String) throws -> [String] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
        return paths.filter { $0.hasSuffix(suffix) }.map { String($0.split(separator: "/").last ?? "") }.sorted()
    }

    @Test("every name has one template, of one subject")
    func complete() {
        #expect(Template.all.count == TemplateName.allCases.count)
        #expect(Set(Template.all.map(\.name)) == Set(TemplateName.allCases))
    }

    @Test("every subject that has texts has its line in the list")
    func subjects() throws {
        let lists: [String: [Template]] = [
            "BounceTemplates.swift": BounceTemplates.all, "CollectionTemplates.swift": CollectionTemplates.all,
            "ChoiceTemplates.swift": ChoiceTemplates.all, "ErasureTemplates.swift": ErasureTemplates.all,
            "RoundupTemplates.swift": RoundupTemplates.all, "AdmissionTemplates.swift": AdmissionTemplates.all,
            "CopyTemplates.swift": CopyTemplates.all,
            "EventTemplates.swift": EventTemplates.all,
            "ForwardingTemplates.swift": ForwardingTemplates.all,
            "MembershipTemplates.swift": MembershipTemplates.all, "PostTemplates.swift": PostTemplates.all,
        ]
        let others = ["BuiltInTemplates.swift"]
        #expect(try Self.files("Templates.swift") == (lists.keys + others).sorted())
        #expect(Set(lists.values.joined().map(\.name)) == Set(Template.all.map(\.name)))
    }

    @Test("every text on disk is in the binary, and nothing else is")
    func texts() throws {
        let names = TemplateName.allCases.flatMap { name in Language.allCases.map { name.fileName($0) } }
        #expect(try Self.files(".mustache") == names.sorted())
        for name in TemplateName.allCases {
            for language in Language.allCases { #expect(!BuiltInTemplates.text(name, language).isEmpty) }
        }
    }

    @Test("every kind of letter has a template under its own word", arguments: LetterKind.allCases)
    func letters(kind: LetterKind) {
        #expect(TemplateName(kind).rawValue == kind.rawValue)
        #expect(!TemplateName(kind).isFragment)
    }

    @Test("every letter's values are of its subject", arguments: LetterKind.allCases)
    func values(kind: LetterKind) {
        for content in LetterContents.variants(of: kind) {
            #expect(
                "\(type(of: content.typed))"
                    == Mirror(reflecting: content).children.first.map { "\(type(of: $0.value))" })
        }
    }
}
