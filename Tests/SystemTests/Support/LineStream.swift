import Glibc

/// A blocking stream of lines over a socket: for talking to an SMTP port and to the mail stack's script.
struct LineStream: ~Copyable {
    private let socket: Descriptor
    private var buffer: [UInt8] = []
    private var taken = 0

    /// - Parameter seconds: how long one read or write may hang before it counts as a failure.
    init(_ socket: Descriptor, seconds: Int = 60) {
        self.socket = socket
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        for direction in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(socket.number, SOL_SOCKET, direction, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    /// Connects to a port of 127.0.0.1.
    init(port: UInt16) throws {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let socket = try Descriptor(Glibc.socket(AF_INET, type, 0), from: "socket")
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        // connect takes any kind of address through a pointer to the common head of all.
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket.number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Trouble.system("connect to 127.0.0.1:\(port)") }
        self.init(socket)
    }

    /// Two ends of one stream: ours, and one to give to a child.
    static func pair() throws -> (ours: Descriptor, theirs: Descriptor) {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw Trouble.system("socketpair")
        }
        return (try Descriptor(ends[0], from: "socketpair"), try Descriptor(ends[1], from: "socketpair"))
    }

    func write(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            // MSG_NOSIGNAL: a peer that has gone is an error here, not the end of the test process.
            let count = bytes.withUnsafeBytes {
                send(socket.number, $0.baseAddress?.advanced(by: sent), $0.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Trouble.system("send") }
            sent += count
        }
    }

    func write(_ text: String) throws {
        try write(Array(text.utf8))
    }

    /// The next line, without its end.
    mutating func line() throws -> String {
        while true {
            if let end = buffer[taken...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { taken = end + 1 }
                return String(decoding: buffer[taken..<end].filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
            }
            buffer.removeFirst(taken)
            taken = 0
            var chunk = [UInt8](repeating: 0, count: 4096)
            let count = recv(socket.number, &chunk, chunk.count, 0)
            guard count != 0 else { throw Trouble("the other end closed the connection") }
            guard count > 0 else { throw Trouble.system("receive") }
            buffer += chunk[..<count]
        }
    }
}
