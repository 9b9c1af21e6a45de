import Base

/// Addresses of servers and domains as the tests' own configurations write them.
extension Endpoint: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) {
        guard let endpoint = try? Endpoint(text) else { preconditionFailure("a fixture that is none: \(text)") }
        self = endpoint
    }
}

extension DomainPattern: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) {
        guard let pattern = DomainPattern(text) else { preconditionFailure("a fixture that is none: \(text)") }
        self = pattern
    }
}

/// What a server says to RCPT: `550 5.1.1 No such user`.
extension SmtpRefusal: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) {
        let words = text.split(separator: " ", maxSplits: 2)
        guard let code = words.first.flatMap({ Int($0) }) else {
            preconditionFailure("a fixture that is none: \(text)")
        }
        let numbers = words.count > 1 ? words[1].split(separator: ".").compactMap { Int($0) } : []
        let status = numbers.count == 3 ? SmtpStatus(exactly: numbers[0], numbers[1], numbers[2]) : nil
        let rest = words.dropFirst(status == nil ? 1 : 2).joined(separator: " ")
        self.init(code: code, enhanced: status, text: rest, stage: .recipient)
    }
}
