import Base

extension NamedAddress {
    /// By name where there is one: `Anna (anna@hel.fi)`.
    var shown: String { name.isEmpty ? address.text : "\(name) (\(address.text))" }
}
