import Testing

@testable import Mail

/// What must hold for the message made of any bytes at all.
enum Soundness {
    static func check(_ message: Message, sourceLocation: SourceLocation = #_sourceLocation) {
        var findings = Findings()
        findings.check(message)
        for part in [message.plainPart, message.htmlPart].compactMap({ $0 }) { _ = message.text(of: part) }
        #expect(findings.faults.isEmpty, sourceLocation: sourceLocation)
    }
}
