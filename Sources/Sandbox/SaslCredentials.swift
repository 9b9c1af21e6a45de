/// What a client logs in with.
struct SaslCredentials: Sendable, CustomStringConvertible {
    enum Proof: Sendable, CustomStringConvertible {
        case password(String)
        case token(String)

        var description: String { "<secret>" }
    }

    let user: String
    let proof: Proof

    var description: String { "<secret>" }
}
