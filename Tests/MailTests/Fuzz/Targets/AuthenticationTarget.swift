import Base
import Mail

extension FuzzTarget {
    /// Values of Authentication-Results, and what may be believed of them.
    static let authentication = FuzzTarget(name: "authentication") { bytes in
        var findings = Findings()
        let value = String(decoding: bytes, as: UTF8.self)
        findings.check(AuthenticationResults(value), of: value)

        guard let anna = Address("anna@kerho.example") else { return findings }
        let (server, name) = ("mx.kerho.example", "Authentication-Results: ")
        let topmost = Message(Array(name.utf8) + bytes + Array("\n\n".utf8))
        let isBelieved = topmost.isAuthenticated(anna, by: server)
        findings.note(isBelieved)
        if isBelieved {
            let field = topmost.header.fields.first?.unfolded.lowercased() ?? ""
            for word in ["dmarc", "pass", "header.from"] {
                findings.expect(field.contains(word), "believed without \(word)")
            }
        }
        // Whatever lies below the server's own field may have come with the mail.
        let lower = Message(Array("\(name)\(server); none\n\(name)".utf8) + bytes + Array("\n\n".utf8))
        findings.expect(!lower.isAuthenticated(anna, by: server), "a field below the topmost is believed")
        return findings
    }
}

extension Findings {
    fileprivate mutating func check(_ field: AuthenticationResults, of value: String) {
        note(field.authservID == nil)
        note(size: field.results.count)
        var size = field.authservID?.utf8.count ?? 0
        for result in field.results {
            expect(!result.method.isEmpty || !result.value.isEmpty, "a result of nothing")
            expect(result.value == result.value.lowercased(), "a value in capitals")
            note(result.method)
            note(result.value)
            note(result.properties.count)
            size += result.method.utf8.count + result.value.utf8.count
            size += result.properties.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        }
        expect("results", of: size, atMost: 4, timesInput: value.utf8.count)
    }
}
