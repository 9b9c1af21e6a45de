import Glibc

/// The sandbox's system calls: IPv4 sockets on 127.0.0.1, and a pipe that ends a `poll`.
///
/// Each pointer is used inside one call only, on memory that outlives it. Descriptors are closed once, by the
/// ``LoopbackLoop`` that owns them.
enum LoopbackSocket {
    enum Received {
        case bytes([UInt8])
        case nothingYet
        case end
    }

    private static let chunk = 65_536

    /// Opens a listening, non-blocking socket on loopback; port 0 means any.
    static func listen(port: UInt16) throws(SandboxError) -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw .socket(call: "socket", port: port, errno: errno) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        // sockaddr_in begins as sockaddr does; the kernel reads and writes no more than `length` bytes.
        let failed = withUnsafeMutablePointer(to: &address) { pointer -> String? in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer -> String? in
                if bind(descriptor, pointer, length) != 0 { return "bind" }
                if Glibc.listen(descriptor, 128) != 0 { return "listen" }
                return getsockname(descriptor, pointer, &length) != 0 ? "getsockname" : nil
            }
        }
        if let failed {
            let reason = errno
            close(descriptor)
            throw .socket(call: failed, port: port, errno: reason)
        }
        prepare(descriptor)
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    /// The next waiting connection, or nil.
    static func accept(_ listener: Int32) -> Int32? {
        let descriptor = Glibc.accept(listener, nil, nil)
        guard descriptor >= 0 else { return nil }
        prepare(descriptor)
        var yes: Int32 = 1
        // Replies are small; waiting to join them would cost 40 ms each.
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        return descriptor
    }

    static func receive(_ descriptor: Int32) -> Received {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, initialised in
            // recv fills at most the capacity and says how much: exactly that much is initialised.
            count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            initialised = max(0, count)
        }
        if count > 0 { return .bytes(bytes) }
        if count < 0, errno == EAGAIN || errno == EINTR { return .nothingYet }
        return .end
    }

    /// How many bytes the kernel took; nil if the connection is gone.
    static func send(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>) -> Int? {
        let count = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if count >= 0 { return count }
        return errno == EAGAIN || errno == EINTR ? 0 : nil
    }

    /// A non-blocking pipe: reading end, writing end.
    static func wakeupPipe() throws(SandboxError) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw .socket(call: "pipe", port: 0, errno: errno) }
        for end in ends { prepare(end) }
        return (ends[0], ends[1])
    }

    /// Makes a `poll` on the other end return. If the pipe is full, it returns anyway.
    static func wake(_ descriptor: Int32) {
        var byte: UInt8 = 1
        _ = write(descriptor, &byte, 1)
    }

    static func drain(_ descriptor: Int32) {
        var scratch = [UInt8](repeating: 0, count: 4096)
        while read(descriptor, &scratch, scratch.count) > 0 {}
    }

    private static func prepare(_ descriptor: Int32) {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
}
