import Engine

/// What stands in a secret's file.
enum SecretText {
    /// No place holds it.
    struct Missing: Error, CustomStringConvertible {
        let file: SecretFile
        let places: [String]

        var description: String {
            "there is no \(file.kind.rawValue): put it into \(places.joined(separator: " or ")), readable for the service"
        }
    }

    /// The first line: a password, a token, a client's secret.
    static func line(_ file: SecretFile) throws(Missing) -> String {
        String(try whole(file).split(whereSeparator: \.isNewline).first ?? "")
    }

    /// All of it: a key, a certificate.
    static func whole(_ file: SecretFile) throws(Missing) -> String {
        let places = file.places(environment: SystemFiles.environment())
        for place in places {
            if let text = Privileges.asCaller({ SystemFiles.text(place) }), text.contains(where: { !$0.isWhitespace }) {
                return text
            }
        }
        throw Missing(file: file, places: places)
    }
}
