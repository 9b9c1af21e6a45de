import Base
import Mail
import MailingList

/// Prints the copies of one job: the body is made ready once for each language and shared by all copies; a copy adds
/// its own header, and an invitation its own calendar object.
///
/// A class, since each copy asks it: out of a dictionary a value of this size would be moved out and back for every one.
package final class CopyRenderer {
    /// What the copies are of.
    package enum Kind: Sendable {
        case post(Post, CopyContent)
        case forward(Forward, isMember: Bool, subjectOfPost: String?)
    }

    private let renderer: LetterRenderer
    private let kind: Kind
    private let message: Message
    /// What the copies in a language share, made with the first of them.
    private var shared: [Language: Shared] = [:]

    /// By reference: each copy looks at it, and its parts are many.
    private final class Shared: Sendable {
        let body: CopyBody
        let commonFields: [UInt8]
        /// Of a copy for one person, and of one for a group.
        let personalFields: CopyFields
        let groupFields: CopyFields
        /// The MIME fields and the body, where they are the same for all.
        let content: [ArraySlice<UInt8>]?

        init(
            _ body: CopyBody, commonFields: [UInt8], personalFields: CopyFields, groupFields: CopyFields,
            content: [ArraySlice<UInt8>]?
        ) {
            self.body = body
            self.commonFields = commonFields
            self.personalFields = personalFields
            self.groupFields = groupFields
            self.content = content
        }
    }

    package init(_ kind: Kind, message: [UInt8], renderer: LetterRenderer) {
        self.kind = kind
        self.message = Message(message)
        self.renderer = renderer
    }

    /// The whole mail in slices: for one recipient, or for all of a group, whom it does not name.
    package func copy(to address: Address?, _ language: Language) throws(LetterError) -> [ArraySlice<UInt8>] {
        let shared = try shared(in: language)
        let own =
            if let address {
                shared.personalFields.bytes(for: address)
            } else {
                shared.groupFields.bytes(for: renderer.policy.address)
            }
        let content = shared.content ?? content(of: shared.body, to: address, language)
        return [shared.commonFields[...], own[...]] + content
    }

    private func shared(in language: Language) throws(LetterError) -> Shared {
        if let known = shared[language] { return known }
        let body = try CopyBody(kind, message, renderer, language)
        let new = Shared(
            body, commonFields: renderer.commonFields(kind, body.subject, language),
            personalFields: renderer.ownFields(kind, language, isShared: false),
            groupFields: renderer.ownFields(kind, language, isShared: true),
            content: body.namesItsReader ? nil : content(of: body, to: nil, language))
        shared[language] = new
        return new
    }

    private func content(of body: CopyBody, to address: Address?, _ language: Language) -> [ArraySlice<UInt8>] {
        let (fields, segments) = renderer.content(of: body, kind, to: address, language)
        return [(fields + [0x0D, 0x0A])[...]] + segments
    }
}
