import Glibc

/// One accepted socket and the dialogue on it.
struct LoopbackConnection {
    /// Reading stops while more than this waits to be sent, in bytes.
    static let backlogLimit = 8 << 20
    /// How many bytes are still read, and dropped, after our side is shut.
    private static let lingerLimit = 1 << 20

    private enum Stage {
        case talking
        /// The client sends no more; what it asked for is still answered.
        case answering
        /// Our side is shut; the client's bytes are dropped until it closes too. To close with unread input would send
        /// a reset, and the client could lose our last reply.
        case lingering(allowance: Int)
        case over
    }

    let descriptor: Int32
    private var dialogue: any Dialogue
    private var stage = Stage.talking
    private var outgoing: [UInt8] = []
    private var sent = 0

    init(_ descriptor: Int32, _ dialogue: any Dialogue) {
        self.descriptor = descriptor
        self.dialogue = dialogue
        self.dialogue.open()
    }

    var isOver: Bool {
        if case .over = stage { return true }
        return false
    }

    /// What poll shall wait for.
    var events: Int16 {
        var events: Int32 = 0
        switch stage {
        case .talking where outgoing.count - sent < Self.backlogLimit && !dialogue.hasWork: events |= POLLIN
        case .lingering: events |= POLLIN
        default: break
        }
        if sent < outgoing.count { events |= POLLOUT }
        return Int16(truncatingIfNeeded: events)
    }

    /// Reads what came, after poll said that there is something.
    mutating func read(now: Int64) {
        switch LoopbackSocket.receive(descriptor) {
        case .nothingYet: return
        case .end:
            if case .talking = stage { stage = .answering } else { stage = .over }
        case .bytes(let bytes):
            if case .lingering(let allowance) = stage {
                stage = allowance > bytes.count ? .lingering(allowance: allowance - bytes.count) : .over
            } else {
                dialogue.receive(bytes[...], now: now)
            }
        }
    }

    mutating func tellOfChanges() {
        if dialogue.wantsChanges { dialogue.storeChanged() }
    }

    mutating func takeDeliveries() -> [DeliveredMail] {
        dialogue.takeDeliveries()
    }

    /// Sends as much as the kernel takes and lets the dialogue go on as room appears.
    mutating func flush(now: Int64) {
        while !isOver {
            outgoing += dialogue.takeOutput()
            while sent < outgoing.count {
                guard let count = LoopbackSocket.send(descriptor, outgoing[sent...]) else {
                    stage = .over
                    return
                }
                guard count > 0 else { return }
                sent += count
            }
            outgoing = []
            sent = 0
            guard dialogue.hasWork else { break }
            dialogue.proceed(now: now)
        }
        switch stage {
        case .talking where dialogue.isClosed:
            shutdown(descriptor, Int32(SHUT_WR))
            stage = .lingering(allowance: Self.lingerLimit)
        case .answering: stage = .over
        default: break
        }
    }
}
