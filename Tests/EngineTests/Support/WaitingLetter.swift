import Base
import Foundation

/// A letter that waits in the directories of `StateFixture`, as the journal's text tells of it.
struct WaitingLetter {
    let id: String
    let kind: String
    let to: String
    let language: String
    let written: String
    /// The post it is about.
    let post: String?

    static func all() throws -> [WaitingLetter] {
        let journal = try Data(contentsOf: StateFixture.folder.appending(path: "compacted/journal"))
        return JournalText(Array(journal)).columns.filter { $0.verb == "carried-letter" }.compactMap {
            WaitingLetter($0)
        }
    }

    init?(_ column: JournalText.Column) {
        guard let id = column["id"], let kind = column["kind"], let to = column["to"],
            let language = column["language"], let written = column["written"]
        else { return nil }
        (self.id, self.kind, self.to, self.language, self.written) = (id, kind, to, language, written)
        post = column["fact.post"]
    }

    /// Of the mail under `expected/letters`: `0019.0.postReport.fi.eml`.
    var file: String {
        String(repeating: "0", count: max(0, 6 - id.count)) + "\(id).\(kind).\(language).eml"
    }

    /// The token in its Message-ID is for this.
    var purpose: String {
        switch kind {
        case "confirmJoin": "join-\(language)"
        case "confirmLeave": "leave"
        case "confirmLanguage": "language-\(language)"
        case "preview", "previewReminder", "postStale": "post"
        case "tipPreview": "tip"
        case "probe": "probe"
        default: "note"
        }
    }
}
