import Mail
import Testing

@testable import Rules

@Suite("Tokens")
struct TokenTests {
    @Test("a token works for its purpose, subject, day and list only", arguments: TokenPurpose.all)
    func scope(purpose: TokenPurpose) {
        let token = W.signer.token(purpose, for: "anna@hel.fi", until: W.now + .days(7))
        #expect(token.text.utf8.count == 20 && token.description == "<token>")
        for other in TokenPurpose.all {
            #expect(W.signer.isGenuine(token, other, for: "anna@hel.fi", at: W.now) == (other == purpose))
        }
        #expect(!W.signer.isGenuine(token, purpose, for: "berit@hel.fi", at: W.now))
        #expect(W.signer.isGenuine(token, purpose, for: "anna@hel.fi", at: W.now + .days(7)))
        #expect(!W.signer.isGenuine(token, purpose, for: "anna@hel.fi", at: W.now + .days(8)))
        #expect(!TokenSigner(list: "muu", key: W.key).isGenuine(token, purpose, for: "anna@hel.fi", at: W.now))
        let otherKey = W.required(SigningKey([UInt8](repeating: 8, count: 32)))
        #expect(!TokenSigner(list: "verkosto", key: otherKey).isGenuine(token, purpose, for: "anna@hel.fi", at: W.now))
    }

    @Test("no character of a token can be changed")
    func tampering() throws {
        let token = W.signer.token(.leave, for: "anna@hel.fi", until: W.now + .days(7))
        for index in token.text.indices {
            for character in "abcdefghijklmnopqrstuvwxyz234567" where character != token.text[index] {
                var text = token.text
                text.replaceSubrange(index...index, with: String(character))
                #expect(!W.signer.isGenuine(try #require(Token(text)), .leave, for: "anna@hel.fi", at: W.now))
            }
        }
    }

    @Test(
        "what has another shape is no token",
        arguments: [
            "", "a", "aaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaa1", "aaaaaaaaaaaaaaaaaaa ",
            "ääääääääää",
        ])
    func shape(text: String) { #expect(Token(text) == nil) }

    @Test("times beyond all days make tokens that are simply old or last")
    func extremes() {
        let ends = [Instant.earliest, .latest].map { W.signer.token(.note, for: "a", until: $0) }
        #expect(!W.signer.isGenuine(ends[0], .note, for: "a", at: W.now))
        #expect(W.signer.isGenuine(ends[1], .note, for: "a", at: W.now))
        #expect(!W.signer.isGenuine(ends[1], .note, for: "a", at: .latest))
    }

    @Test("a key is long, and keeps itself to itself")
    func keys() {
        #expect(SigningKey([UInt8](repeating: 1, count: 31)) == nil)
        #expect("\(W.key)" == "<secret>" && String(reflecting: W.key) == "<secret>")
    }

    @Test("a name reads back from its Message-ID", arguments: TokenPurpose.all)
    func names(purpose: TokenPurpose) {
        let post = purpose == .post || purpose == .copy ? W.postID(.held) : nil
        let tip = purpose == .tip ? W.tip().id : nil
        let name = MessageName(purpose: purpose, post: post, tip: tip, token: Mails.token(purpose, W.anna, post))
        let id = name.messageID(mark: "12.0", domain: "hel.fi")
        let read = MessageName(messageID: id.uppercased(), domain: "hel.fi")
        // What stands in List-Unsubscribe proves nothing when it comes back as an answer.
        #expect(read == (purpose == .unsubscribe ? nil : name))
        #expect(MessageName(messageID: id, domain: "evil.org") == nil)
        #expect(MessageName(messageID: id, domain: "fi") == nil)
    }
}
