/// Gathers lines and writes them in large pieces: a million lines are not a million system calls, nor one text.
struct PagedOutput: ~Copyable {
    private var bytes: [UInt8] = []
    private let write: ([UInt8]) -> Void

    init(to write: @escaping ([UInt8]) -> Void = { Output.write($0) }) { self.write = write }

    mutating func add(_ text: String) {
        bytes += text.utf8
        if bytes.count >= 1 << 16 { flush() }
    }

    private mutating func flush() {
        write(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    deinit { if !bytes.isEmpty { write(bytes) } }
}
