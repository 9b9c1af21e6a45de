import Base

/// The people of the story and their list.
enum Cast {
    static let listAddress = "ihmisoikeusverkosto@hel.example"

    static let anna = Persona(
        name: "Anna Koordinaattori", address: "anna.koordinaattori@hel.fi", language: .fi)
    static let matti = Persona(name: "Matti Meikäläinen", address: "matti.meikalainen@hel.fi", language: .fi)
    static let sofia = Persona(name: "Sofia Ström", address: "sofia.strom@edu.hel.fi", language: .sv)
    static let jenny = Persona(name: "Jenny Smith", address: "jenny.smith@hel.fi", language: .en)
    /// Works nowhere in the city.
    static let eve = Persona(name: "Eve", address: "eve@evil.org", language: .en)
    /// Would like to be rid of Matti.
    static let mallory = Persona(name: "Mallory", address: "mallory@evil.org", language: .en)
    /// Nobody yet: whoever keeps the sandbox open may be this person.
    static let guest = Persona(name: "Pekka Vieras", address: "pekka.vieras@hel.fi", language: .fi)

    static let everybody = [anna, matti, sofia, jenny, eve, mallory, guest]

    static var list: NamedAddress { mailbox("", listAddress) }

    static func mailbox(_ name: String, _ address: String) -> NamedAddress {
        guard let address = Address(address) else { preconditionFailure("the cast has addresses") }
        return NamedAddress(name: name, address: address)
    }

    static func persona(_ address: String) -> Persona? { everybody.first { $0.address == address } }
}
