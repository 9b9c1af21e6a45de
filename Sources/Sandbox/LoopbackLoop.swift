import Glibc

/// The loop of a ``LoopbackServer``, used by its one thread only.
struct LoopbackLoop {
    /// Further connections wait in the kernel.
    static let connectionLimit = 256

    struct ListeningSocket {
        let descriptor: Int32
        /// Makes the dialogue of this socket's n-th connection, n from 1.
        let dialogue: @Sendable (Int) -> any Dialogue
        var connections = 0
    }

    var listeners: [ListeningSocket]
    let wakeup: Int32
    let clock: @Sendable () -> Int64
    let onDelivery: @Sendable (DeliveredMail) -> Void
    let isStopped: @Sendable () -> Bool
    private var connections: [LoopbackConnection] = []

    init(
        listeners: [ListeningSocket], wakeup: Int32, clock: @escaping @Sendable () -> Int64,
        onDelivery: @escaping @Sendable (DeliveredMail) -> Void, isStopped: @escaping @Sendable () -> Bool
    ) {
        self.listeners = listeners
        self.wakeup = wakeup
        self.clock = clock
        self.onDelivery = onDelivery
        self.isStopped = isStopped
    }

    /// Runs until stopped, then closes every socket it holds.
    mutating func run() {
        while !isStopped() { turn() }
        for connection in connections { close(connection.descriptor) }
        for listener in listeners { close(listener.descriptor) }
    }

    private mutating func turn() {
        let accepts = connections.count < Self.connectionLimit
        var polled = [pollfd(fd: wakeup, events: Int16(POLLIN), revents: 0)]
        polled += listeners.map { pollfd(fd: $0.descriptor, events: accepts ? Int16(POLLIN) : 0, revents: 0) }
        polled += connections.map { pollfd(fd: $0.descriptor, events: $0.events, revents: 0) }
        // `polled` is a local array; poll writes only into its `revents`.
        guard poll(&polled, nfds_t(polled.count), -1) > 0 else { return }

        let now = clock()
        if polled[0].revents != 0 {
            LoopbackSocket.drain(wakeup)
            for index in connections.indices { connections[index].tellOfChanges() }
        }
        for index in connections.indices {
            let happened = polled[1 + listeners.count + index].revents
            if happened & Int16(POLLIN | POLLHUP | POLLERR) != 0 { connections[index].read(now: now) }
            connections[index].flush(now: now)
            for delivery in connections[index].takeDeliveries() { onDelivery(delivery) }
        }
        for index in listeners.indices where polled[1 + index].revents != 0 { accept(index, now: now) }
        for connection in connections where connection.isOver { close(connection.descriptor) }
        connections.removeAll(where: \.isOver)
    }

    private mutating func accept(_ index: Int, now: Int64) {
        while connections.count < Self.connectionLimit,
            let descriptor = LoopbackSocket.accept(listeners[index].descriptor)
        {
            listeners[index].connections += 1
            var connection = LoopbackConnection(descriptor, listeners[index].dialogue(listeners[index].connections))
            connection.flush(now: now)
            connections.append(connection)
        }
    }
}
