import CCurl
import Dispatch

/// TXT records (RFC 1035 section 3.3.14): where domains say who may send for them.
package enum DnsText {
    package enum Answer: Hashable, Sendable {
        /// The texts of all records, each in one piece; empty where there are none.
        case records([String])
        /// No name server answered.
        case unavailable
    }

    /// Asks the system's resolver, on a thread of its own: it waits for seconds where nobody answers.
    package static func records(of name: String) async -> Answer {
        guard name.utf8.count < 254, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return .records([]) }
        return await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: ask(name)) }
        }
    }

    private static func ask(_ name: String) -> Answer {
        var answer = [UInt8](repeating: 0, count: 65_535)
        // The resolver writes at most as many bytes as it is told.
        let length = answer.withUnsafeMutableBufferPointer {
            kutsu_dns_text(name, $0.baseAddress, Int32($0.count))
        }
        if length == -1 { return .records([]) }
        guard length >= 0, let records = texts(in: Array(answer[..<Int(length)])) else { return .unavailable }
        return .records(records)
    }

    /// The TXT records of an answer; nil where it is none.
    static func texts(in message: [UInt8]) -> [String]? {
        var scanner = DnsScanner(message)
        guard scanner.skip(4), let questions = scanner.number(), let answers = scanner.number(), scanner.skip(4) else {
            return nil
        }
        for _ in 0..<questions {
            guard scanner.skipName(), scanner.skip(4) else { return nil }
        }
        var texts: [String] = []
        for _ in 0..<answers {
            guard scanner.skipName(), let type = scanner.number(), scanner.skip(6), let length = scanner.number(),
                let data = scanner.take(length)
            else { return nil }
            // An alias before it (CNAME) is another type.
            if type == 16 { texts.append(text(data)) }
        }
        return texts
    }

    /// A record is one or more strings, each with its length before it, which belong together.
    private static func text(_ data: ArraySlice<UInt8>) -> String {
        var rest = data
        var bytes: [UInt8] = []
        while let length = rest.popFirst() {
            bytes += rest.prefix(Int(length))
            rest = rest.dropFirst(Int(length))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Walks through a DNS message (RFC 1035 section 4.1).
private struct DnsScanner {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    mutating func skip(_ count: Int) -> Bool { take(count) != nil }

    mutating func number() -> Int? { take(2).map { $0.reduce(0) { $0 << 8 | Int($1) } } }

    /// Labels up to an empty one, or up to a pointer (section 4.1.4), which is not followed.
    mutating func skipName() -> Bool {
        while let length = rest.popFirst() {
            if length == 0 { return true }
            if length & 0xC0 == 0xC0 { return skip(1) }
            guard skip(Int(length)) else { return false }
        }
        return false
    }
}
