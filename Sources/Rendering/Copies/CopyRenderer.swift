import Base
import Mail
import MailingList

/// Prints the copies of one job: the body is made ready once for each language and shared by all copies; a copy adds
/// its own header, and an invitation its own calendar object.
package struct CopyRenderer: Sendable {
    /// What the copies are of.
    package enum Kind: Sendable {
        case post(Post, CopyContent)
        case forward(Forward, isMember: Bool, subjectOfPost: String?)
    }

    private let renderer: LetterRenderer
    private let kind: Kind
    private let message: Message
    private var bodies: [Language: CopyBody] = [:]
    private var commonFields: [Language: [UInt8]] = [:]

    package init(_ kind: Kind, message: [UInt8], renderer: LetterRenderer) {
        self.kind = kind
        self.message = Message(message)
        self.renderer = renderer
    }

    /// The whole mail in slices: for one recipient, or for all of a group, whom it does not name.
    package mutating func copy(to address: Address?, _ language: Language) throws(LetterError) -> [ArraySlice<UInt8>] {
        let body = try body(in: language)
        let common = commonFields[language] ?? renderer.commonFields(kind, body.subject, language)
        commonFields[language] = common
        let own = HeaderWriter.bytes(of: renderer.ownFields(kind, to: address, language))
        let (contentFields, segments) = renderer.content(of: body, kind, to: address, language)
        return [common[...], own[...], contentFields[...], [0x0D, 0x0A]] + segments
    }

    private mutating func body(in language: Language) throws(LetterError) -> CopyBody {
        if let body = bodies[language] { return body }
        let body = try CopyBody(kind, message, renderer, language)
        bodies[language] = body
        return body
    }
}
