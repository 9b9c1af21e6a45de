import Base

/// Who asked to be forgotten, as far as that must be known.
///
///     asked ──last letter and copies on their way have ended, compaction──→ forgotten
///     forgotten ──joins again──→ unknown
///
/// While it is only asked for, files may still hold the address: the journal until its compaction, the outbox while copies
/// are on their way.
package struct Erasures: Equatable, Sendable {
    private var times: [AddressFingerprint: Instant] = [:]
    /// Addresses that some file may still hold.
    package private(set) var pending: [Address: Instant] = [:]

    /// When the person asked; nil for everybody else.
    package subscript(fingerprint: AddressFingerprint?) -> Instant? { fingerprint.flatMap { times[$0] } }
    package var isEmpty: Bool { times.isEmpty }
    package var count: Int { times.count }

    mutating func apply(_ entry: ErasureEntry, at time: Instant) {
        switch entry {
        case .erased(let address, let fingerprint):
            times[fingerprint] = time
            pending[address] = time
        case .lifted(let fingerprint): times[fingerprint] = nil
        case .carried(let fingerprint, let time): times[fingerprint] = time
        case .carriedPending(let address, let time): pending[address] = time
        }
    }

    /// For a fresh journal; `finished` are in no file any more.
    func carried(without finished: [Address]) -> [Entry] {
        times.sorted { $0.key < $1.key }.map { .erasure(.carried($0.key, $0.value)) }
            + pending.filter { !finished.contains($0.key) }.sorted { $0.key < $1.key }
            .map { .erasure(.carriedPending($0.key, $0.value)) }
    }
}

extension State {
    /// Addresses that nothing needs any more: the next compaction takes them out of every file.
    package var erasable: [Address] {
        if erasures.pending.isEmpty { return [] }
        return erasures.pending.filter { address, time in
            !letters.all.contains { $0.letter.mentions(address) } && !forwards.all.contains { $0.mentions(address) }
                && !posts.sending.contains { ($0.approved ?? $0.held) <= time }
        }.map(\.key).sorted()
    }
}

extension Letter {
    fileprivate func mentions(_ address: Address) -> Bool {
        to == address || record("letter").values.contains { $0.value.contains(address.text) }
    }
}

extension Forward {
    fileprivate func mentions(_ address: Address) -> Bool { from.address == address || to.contains(address) }
}

extension NamedAddress {
    /// Stands where somebody stood who asked to be forgotten (RFC 2606: mail to it goes nowhere).
    static let erased: NamedAddress = {
        guard let address = Address("erased@erased.invalid") else { preconditionFailure("an address") }
        return NamedAddress(address: address)
    }()
}
