import Base
import Foundation
import Mail
import Testing

@testable import Engine
@testable import MailingList
@testable import Rendering

/// The mails that a state directory still has to send, and what their readers can prove with them.
extension StateFixture {
    private func signer() throws -> TokenSigner {
        // A key that is there is read; none is made.
        TokenSigner(list: policy.name, key: try SigningKeyFile.open(on: disk, entropy: CountingEntropy()))
    }

    private func renderer() throws -> LetterRenderer {
        LetterRenderer(policy: policy, signer: try signer(), book: try LetterBook())
    }

    /// A letter that waits, as it is sent.
    ///
    /// - Parameter post: the id of the post that the letter is about.
    func letter(_ id: String, about post: String?, in ledger: Ledger) throws -> [UInt8] {
        let id = try #require(LetterID(id))
        let pending = try #require(ledger.state.letters[id])
        let mail = try post.flatMap { try disk.read("posts/\($0).eml") }
        // As if its relays took ten a minute.
        let list = DecisionContext(policy, ledger.state, at: pending.written)
        let count = post.flatMap { PostID($0) }.flatMap { ledger.state.posts[$0] }.map { list.recipientCount(of: $0) }
        let outlook = SendingOutlook(ready: count.map { pending.written + .minutes(Int64(($0 + 9) / 10)) })
        return Array(
            try renderer().slices(of: id, pending, in: ledger.state, post: mail, outlook: outlook).joined())
    }

    struct Copy {
        /// The job's and the language's: `20261120-954a6ddc.fi`.
        let name: String
        let to: String
        let bytes: [UInt8]
    }

    /// A copy of each job in each language that it has a recipient of.
    func copies(in ledger: Ledger) throws -> [Copy] {
        var copies: [Copy] = []
        for name in try disk.names(in: "outbox") {
            let folder = JobFolder(name: name, disk: disk)
            let job = try folder.load(written: ListLife.start)
            let press = CopyRenderer(
                try kind(of: name, ledger.state), message: try folder.message(), renderer: try renderer())
            let recipients = (0..<job.count).compactMap { job.recipient($0) }
            for language in Language.allCases {
                guard let first = recipients.first(where: { $0.language == language }) else { continue }
                let bytes = Array(try press.copy(to: first.address, language).joined())
                copies.append(Copy(name: "\(name).\(language.rawValue)", to: first.address.text, bytes: bytes))
            }
        }
        return copies
    }

    private func kind(of job: String, _ state: State) throws -> CopyRenderer.Kind {
        if let post = PostID(job).flatMap({ state.posts[$0] }) {
            return .post(post, try #require(CopyContent(of: post, in: state)))
        }
        let forward = try #require(ForwardID(job).flatMap { state.forwards[$0] })
        let subject = forward.post.flatMap { state.posts[$0]?.subject }
        return .forward(forward, isMember: state.members.contains(forward.from.address), subjectOfPost: subject)
    }

    /// The Message-ID of a mail, and the subject of the draft in its List-Unsubscribe.
    static func names(in mail: [UInt8]) -> (messageID: String, unsubscribe: String?) {
        let message = Message(mail)
        let field = message.header.first("list-unsubscribe")?.unfolded
        let draft = field?.split(separator: "?subject=").last?.split(separator: ">").first
        return (message.messageID ?? "", draft.flatMap { String($0).removingPercentEncoding })
    }

    /// What an answer to a mail of ours proves: the purpose of the token that it brings back, as a word. Nil where it
    /// proves nothing.
    func proof(by fields: String, from address: String, at time: String, in ledger: Ledger) throws -> String? {
        let answer = try read(fields, from: address, at: time, in: ledger).reply
        return answer.flatMap { $0.isProven ? $0.purpose.word : nil }
    }

    /// Whom a mail with this subject takes off the list.
    func unsubscribed(by subject: String, at time: String, in ledger: Ledger) throws -> String? {
        let word = "=?utf-8?B?\(Data(subject.utf8).base64EncodedString())?="
        return try read("Subject: \(word)\r\n", from: "x@elsewhere.example", at: time, in: ledger).unsubscribes?.address
            .text
    }

    private func read(_ fields: String, from address: String, at time: String, in ledger: Ledger) throws -> Request {
        let mail = Message(
            Array("From: \(address)\r\nTo: \(policy.address.text)\r\nMessage-ID: <a@b>\r\n\(fields)\r\nKiitos\r\n".utf8)
        )
        let identity = MailIdentity(validity: 1, uid: 1, digest: MailDigest(of: mail))
        return RequestReader(policy: policy, signer: try signer())
            .read(mail, identity: identity, open: ledger.state.openQuestions, at: try #require(Instant(time)))
    }
}
