import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("Members")
struct MembersTests {
    private static func member(_ number: Int, _ dice: inout SeededGenerator) throws -> Member {
        let address = try #require(Address("m\(number)@hel.fi"))
        let text = HostileText.all.randomElement(using: &dice) ?? ""
        return Member(
            address: address, language: Language.allCases.randomElement(using: &dice) ?? .fi,
            joined: Instant(secondsSince1970: Int64.random(in: 0..<4_000_000_000, using: &dice)),
            consent: Consent(
                means: Consent.Means.allCases.randomElement(using: &dice) ?? .reply, message: text, wording: "w.fi"))
    }

    @Test("are a dictionary by address, whatever happens and however often they are written and read", arguments: 1...8)
    func model(_ seed: UInt64) throws {
        var dice = SeededGenerator(seed: seed)
        var model: [Address: Member] = [:]
        var members = Members()
        for round in 0..<600 {
            let member = try Self.member(Int.random(in: 0..<60, using: &dice), &dice)
            switch Int.random(in: 0..<10, using: &dice) {
            case 0..<6:
                members.insert(member)
                model[member.address] = member
            case 6..<9:
                #expect(members.remove(member.address) == (model.removeValue(forKey: member.address) != nil))
            default:
                let read = try Members(lines: members.fileLines())
                #expect(read == members && read.changeCount == 0 && read.fileLines() == members.fileLines())
                members = read
            }
            #expect(members.count == model.count, "round \(round)")
            #expect(members[member.address] == model[member.address], "round \(round)")
            #expect(members.contains(member.address) == (model[member.address] != nil), "round \(round)")
        }
        var told: [Address: Member] = [:]
        members.forEach { (member: Member) in #expect(told.updateValue(member, forKey: member.address) == nil) }
        #expect(told == model)
    }

    @Test("lose nothing when many changes become lines, and take no more room than a line each")
    func folding() throws {
        var dice = SeededGenerator(seed: 9)
        var model: [Address: Member] = [:]
        var members = Members()
        for number in 0..<25_000 {
            var member = try Self.member(number, &dice)
            if number.isMultiple(of: 7) { member.choices.portion = Portion(.weekly) }
            members.insert(member)
            model[member.address] = member
            if number.isMultiple(of: 9), let gone = Address("m\(number / 2)@hel.fi") {
                #expect(members.remove(gone) == (model.removeValue(forKey: gone) != nil))
            }
        }
        #expect(members.count == model.count && members.changeCount <= 5000)
        var told: [Address: Member] = [:]
        members.forEach { (member: Member) in #expect(told.updateValue(member, forKey: member.address) == nil) }
        #expect(told == model)
        #expect(Set(members.portions.keys) == Set(model.filter { $0.value.choices.portion.mode == .weekly }.keys))
    }

    @Test("stand in the file as in forEach: the old ones in place, the new ones by address")
    func order() throws {
        var dice = SeededGenerator(seed: 1)
        var members = Members()
        for number in [3, 1, 2] { members.insert(try Self.member(number, &dice)) }
        members = try Members(lines: members.fileLines())
        for number in [9, 2, 0] { members.insert(try Self.member(number, &dice)) }
        members.remove(try #require(Address("m1@hel.fi")))
        var order: [String] = []
        members.forEach { (member: Member) in order.append(member.address.text) }
        #expect(order == ["m2@hel.fi", "m3@hel.fi", "m0@hel.fi", "m9@hel.fi"])
        let lines = members.fileLines().split(separator: UInt8(ascii: "\n"))
        #expect(lines.compactMap { MemberLine.member(from: $0)?.address.text } == order)
    }

    private static let good = "a@b.fi\tfi\t2026-11-21T10:00:00Z\tadmin\t-\t-\n"

    @Test(
        "name the line that is none",
        arguments: [
            (good + "x\n", 2), (good + good, 2), ("\n", 1), (good + "a@c.fi\tfi\t2026", 2), ("\t\t\t\t\t\n", 1),
            (String(repeating: "\t", count: 9) + "\n", 1),
        ])
    func damage(_ lines: String, _ number: Int) {
        #expect { try Members(lines: Array(lines.utf8)) } throws: { ($0 as? Members.Damage)?.line == number }
    }

    @Test("refuse a file of lines that are too short to be members, instead of searching for ever")
    func shortLines() {
        let lines = (0..<5000).map { "\($0)\tfi\t\tadmin\t\t\n" }.joined()
        #expect(throws: Members.Damage.self) { try Members(lines: Array(lines.utf8)) }
    }

    @Test("a line that is cut or changed is no member", arguments: 1..<42)
    func cut(_ length: Int) {
        #expect(MemberLine.member(from: Self.good.utf8.dropLast()) != nil)
        // The last column holds one character: without it the line is still one of six columns.
        let cut = Self.good.utf8.dropLast(1 + length)
        #expect(MemberLine.member(from: cut) == nil || cut.last == UInt8(ascii: "\t"))
    }
}
