import Base
import Mail

extension FuzzTarget {
    /// Address lists, and single addresses.
    static let address = FuzzTarget(name: "address") { bytes in
        var findings = Findings()
        let list = AddressList.parse(bytes)
        findings.expect(list.mailboxes.count <= list.count, "more mailboxes than were named")
        findings.note(size: list.count)
        findings.note(list.hasGroup)
        for mailbox in list.mailboxes {
            findings.check(mailbox.address)
            findings.expect("a name", onOneLine: mailbox.name)
            findings.note(mailbox.name.isEmpty)
        }
        let names = list.mailboxes.reduce(0) { $0 + $1.name.utf8.count }
        findings.expect("names", of: names, atMost: 4, timesInput: bytes.count)
        findings.checkWriting(of: list)

        let text = String(decoding: bytes, as: UTF8.self)
        if let address = Address(text) { findings.check(address) }
        if let anna = Address("anna@a.kerho.example") {
            findings.note(DomainPattern(text)?.matches(anna.domain) ?? false)
        }
        return findings
    }
}

extension Findings {
    mutating func check(_ address: Address) {
        let text = address.text
        expect((3...254).contains(text.utf8.count), "an address of \(text.utf8.count) bytes")
        expect(text.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "an address that is no word of ASCII")
        expect(text.utf8.count { $0 == UInt8(ascii: "@") } == 1, "an address with another @")
        expect(address.local.utf8.count <= 64 && !address.local.isEmpty, "a local part of no good length")
        expect(text == text.lowercased(), "an address in capitals")
        expect(Address(text) == address, "an address that is another when read again")
        expect(
            DomainPattern(address.domain.text)?.matches(address.domain) == true, "a domain that is not its own")
        note(text.contains("\""))
    }

    /// What was read can be written, and is read again as it was.
    fileprivate mutating func checkWriting(of list: AddressList) {
        let header = HeaderWriter.bytes(of: [.mailboxes("From", list.mailboxes)])
        let again = Message(header + [0x0D, 0x0A])
        // More than a header may hold is not read again.
        guard again.defects.isEmpty else { return }
        expect(again.header.fields.count == 1, "an address list became \(again.header.fields.count) fields")
        expect(again.from.mailboxes.map(\.address) == list.mailboxes.map(\.address), "other addresses when written")
        expect(again.from.mailboxes.map(\.name) == list.mailboxes.map(\.name), "other names when written")
        expect(again.from.count == list.mailboxes.count && !again.from.hasGroup, "more addresses when written")
    }
}
