/// What is known of one recipient of a job.
enum RecipientStatus: UInt8, Sendable, CaseIterable {
    /// Not offered to the relay since the job was loaded.
    case waiting
    /// With the relay, or in doubt since a crash: offered, and no answer noted yet.
    case inFlight
    /// In flight, and whole with the relay, which may have taken it.
    case transmitted
    /// Offered at least once, and comes again by itself.
    case postponed
    case accepted, refused, skipped, delayed
    /// Sent several times, and no verdict came.
    case uncertain

    /// Whether nothing more will be tried.
    var isFinal: Bool {
        switch self {
        case .waiting, .inFlight, .transmitted, .postponed: false
        case .accepted, .refused, .skipped, .delayed, .uncertain: true
        }
    }
}
