import Base

/// One of our mails that came back, or that its reader complained about. Its own Message-ID came back with it, which
/// only its recipient's server could know; so it tells of that recipient and of nobody else.
package struct ReturnedCopy: Hashable, Sendable {
    package enum Origin: Hashable, Sendable {
        case post(PostID)
        /// The letter that asks whether mail still arrives.
        case probe
    }

    package enum Kind: Hashable, Sendable {
        /// There is nobody at the address any more.
        case addressInvalid
        /// Its reader calls it junk (RFC 5965).
        case complaint
        /// The same, without the mark of that member's own copy: anybody may have written it.
        case unprovenComplaint
    }

    package var address: Address
    package var origin: Origin
    package var kind: Kind

    package init(address: Address, origin: Origin, kind: Kind) {
        self.address = address
        self.origin = origin
        self.kind = kind
    }
}
