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
