import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("What an admin asks on the command line")
struct AdminRequestTests {
    @Test("the command line adds each once, with a welcome if wished, and never the list itself")
    func adding() {
        let people = [(World.olli, Language.sv), (World.olli, .fi), (World.mikko, .sv), (World.list, .fi)]
        let added = World.decide(
            .admin(.add(people.map { Newcomer($0.0, $0.1) }, .imported, welcome: true)))
        let member = Member(
            address: World.olli, language: .sv, joined: World.now, consent: Consent(means: .imported))
        #expect(
            added
                == Decision(
                    .added(1), entries: [.membership(.joined(member))],
                    letters: [World.letter(.membership(.welcome), World.olli, .sv, answers: nil)]))
        let quiet = World.decide(.admin(.add([Newcomer(World.olli, .sv)], .imported, welcome: false)))
        #expect(quiet.letters.isEmpty && quiet.entries.count == 1)
    }

    @Test("who comes from elsewhere keeps the date and the consent; who is invited is asked, and stored nowhere")
    func elsewhere() {
        var person = Newcomer(World.olli, .sv, choices: Choices(portion: Portion(.weekly)))
        person.joined = World.now - .days(900)
        person.consent = Consent(means: .imported, wording: "sympa")
        let added = World.decide(.admin(.add([person], .imported, welcome: false)))
        let member = Member(
            address: World.olli, language: .sv, joined: World.now - .days(900),
            consent: Consent(means: .imported, wording: "sympa"), choices: Choices(portion: Portion(.weekly)))
        #expect(added.entries == [.membership(.joined(member))])
        person.joined = World.now + 60
        let early = World.decide(.admin(.add([person], .imported, welcome: false)))
        guard case .membership(.joined(let newcomer))? = early.entries.first else {
            Issue.record("nobody joined")
            return
        }
        #expect(newcomer.joined == World.now)
        let people = [World.olli, World.mikko, World.stranger, World.olli].map { Newcomer($0, .sv) }
        #expect(
            World.decide(.admin(.invite(people)))
                == Decision(
                    .invited(1), letters: [World.letter(.membership(.confirmJoin), World.olli, .sv, answers: nil)]))
    }

    @Test("the question to who is invited says what they chose elsewhere")
    func invitingWithChoices() {
        let decision = World.decide(.admin(.invite([Newcomer(World.olli, .sv, choices: World.elsewhere)])))
        #expect(
            decision.letters == [
                World.letter(.membership(.invitation(World.elsewhere)), World.olli, .sv, answers: nil)
            ])
        #expect(decision.entries.isEmpty)
        #expect(decision.letters.first?.purpose == .invitation(.sv, World.elsewhere))
    }

    @Test("the command line removes members, and answers previews")
    func administering() {
        func decide(_ request: AdminRequest) -> Decision {
            World.decide(.admin(request), in: World.state([.held, .sending, .finished]))
        }
        #expect(
            decide(.remove([World.mikko, World.olli, World.mikko]))
                == Decision(.removed(1), entries: [.membership(.left(World.mikko, .admin))]))
        #expect(
            decide(.approve(World.postID(.held)))
                == Decision(.published, entries: [.post(.published(World.postID(.held), recipients: 4))]))
        for status in [Post.Status.held, .sending] {
            #expect(
                decide(.cancel(World.postID(status)))
                    == Decision(
                        .cancelled, entries: [.post(.cancelled(World.postID(status)))],
                        letters: [World.letter(.cancelled(World.postID(status)), answers: nil)]))
        }
        #expect(decide(.approve(World.postID(.finished))) == Decision(.notOpen))
        #expect(decide(.cancel(World.postID(.finished))) == Decision(.notOpen))
        #expect(decide(.approve(World.postID(.expired))) == Decision(.notOpen))
    }
}
