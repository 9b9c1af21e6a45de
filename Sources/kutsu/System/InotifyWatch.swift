import Base
import Engine
import Glibc
import Wire

/// Sees through inotify(7) that somebody appends to the journal, or puts another in its place. Where the system has no
/// watch to spare, the journal counts as changed every few seconds.
actor InotifyWatch: JournalWatch {
    private let executor: PollExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// -1 where there is none, or none any more.
    private var descriptor: Int32
    /// Why there is none; nil where all is well.
    nonisolated let problem: String?

    /// How often the journal counts as changed where nobody tells.
    private static let poll = Duration.seconds(5)
    /// Appended to, renamed into its place (a compaction), made, or closed by whoever wrote it.
    private static let events = UInt32(IN_MODIFY) | UInt32(IN_MOVED_TO) | UInt32(IN_CREATE) | UInt32(IN_CLOSE_WRITE)

    /// - Parameter directory: of the list's state. It is watched instead of the file, which compaction replaces.
    init(directory: String, executor: PollExecutor) {
        self.executor = executor
        let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        let events = Self.events | UInt32(IN_ONLYDIR)
        if descriptor >= 0, Privileges.asCaller({ inotify_add_watch(descriptor, directory, events) }) >= 0 {
            (self.descriptor, problem) = (descriptor, nil)
        } else {
            problem = String(cString: strerror(errno))
            self.descriptor = -1
            if descriptor >= 0 { close(descriptor) }
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func waitForChange() async {
        while descriptor >= 0 {
            let interest = PollExecutor.Interest(descriptor, reading: true, writing: false)
            switch await executor.wait(for: [interest], timeout: .seconds(3600)) {
            case .ready: if takeEvents() { return }
            case .timedOut: continue
            case .cancelled: return
            }
        }
        _ = await executor.sleep(for: Self.poll)
    }

    /// Reads all that the kernel has to tell. Whether any of it is about the journal.
    private func takeEvents() -> Bool {
        var isJournal = false
        // Room for many: one event has at most the head and a name of 255 bytes with its end.
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        while true {
            // The buffer stays in place for the length of the call.
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN || descriptor < 0 { return isJournal }
            guard count > 0 else {
                giveUp()
                return true
            }
            for event in InotifyEvent.events(in: buffer[..<count]) {
                if event.isAboutJournal { isJournal = true }
                if event.isLast { giveUp() }
            }
        }
    }

    private func giveUp() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }
}

/// One record of what inotify tells: four numbers, and a name that zero bytes fill up.
struct InotifyEvent {
    private let mask: UInt32
    private let name: [UInt8]

    private static let headLength = 16
    private static let journal = Array("journal".utf8)

    /// Where the kernel's queue ran over, or the watch ended, any event may have been lost.
    var isAboutJournal: Bool { name == Self.journal || mask & UInt32(IN_Q_OVERFLOW) != 0 || isLast }
    /// The directory is gone, and the watch with it.
    var isLast: Bool { mask & UInt32(IN_IGNORED) != 0 }

    /// All whole records.
    static func events(in bytes: ArraySlice<UInt8>) -> [InotifyEvent] {
        var rest = bytes
        var events: [InotifyEvent] = []
        while let event = InotifyEvent(&rest) { events.append(event) }
        return events
    }

    /// Takes the first off `bytes`; nil where no whole one is left.
    private init?(_ bytes: inout ArraySlice<UInt8>) {
        guard bytes.count >= Self.headLength else { return nil }
        // struct inotify_event: wd, mask, cookie, len, each four bytes in the machine's order.
        let head = bytes.prefix(Self.headLength).withUnsafeBytes { head in
            (
                mask: head.loadUnaligned(fromByteOffset: 4, as: UInt32.self),
                length: head.loadUnaligned(fromByteOffset: 12, as: UInt32.self)
            )
        }
        let end = Self.headLength + Int(head.length)
        guard bytes.count >= end else { return nil }
        mask = head.mask
        name = Array(bytes.dropFirst(Self.headLength).prefix(Int(head.length)).prefix { $0 != 0 })
        bytes = bytes.dropFirst(end)
    }
}
