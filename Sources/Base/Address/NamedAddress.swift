/// A mailbox as a header names it: what is shown, and where mail goes.
package struct NamedAddress: Hashable, Sendable {
    /// The display name, decoded and on one line; empty where there is none. Never proof of anything.
    package var name: String
    package var address: Address

    package init(name: String = "", address: Address) {
        self.name = name
        self.address = address
    }
}
