import Base
import MailingList

/// The header fields that differ from copy to copy, as bytes with slots for what differs. They are made once for a job and
/// language: composed anew for each copy, they were the most of what a copy costs.
///
/// No field is ever folded: each value is one word, and the longest, with two addresses of 254 bytes in percent-encoding, has
/// less than the 998 bytes that a line may have (RFC 5322 section 2.1.1).
struct CopyFields: Sendable {
    private enum Piece: Sendable {
        case bytes([UInt8])
        case address
        /// As it stands in a `mailto:` link.
        case escapedAddress
        case token(TokenSeries)
    }

    private var pieces: [Piece] = []

    /// Those of a copy for one person.
    mutating func add(_ name: String, _ parts: Part...) {
        add("\(name): ")
        for part in parts {
            switch part {
            case .text(let text): add(text)
            case .address: pieces.append(.address)
            case .escapedAddress: pieces.append(.escapedAddress)
            case .token(let series): pieces.append(.token(series))
            }
        }
        add("\r\n")
    }

    /// What a value is put together from.
    enum Part {
        /// ASCII, of our own making.
        case text(String)
        case address
        case escapedAddress
        case token(TokenSeries)
    }

    /// The fields of the copy for `address`.
    func bytes(for address: Address) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        for piece in pieces {
            switch piece {
            case .bytes(let text): bytes.append(contentsOf: text)
            case .address: bytes.append(contentsOf: address.text.utf8)
            case .escapedAddress: PercentCodec.appendMailto(address.text, to: &bytes)
            case .token(let series): series.append(for: address, to: &bytes)
            }
        }
        return bytes
    }

    private mutating func add(_ text: String) {
        precondition(text.utf8.allSatisfy { $0 < 0x80 }, "a field of ours is ASCII")
        guard case .bytes(let before)? = pieces.last else { return pieces.append(.bytes(Array(text.utf8))) }
        pieces[pieces.count - 1] = .bytes(before + text.utf8)
    }
}
