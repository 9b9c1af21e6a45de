// Sound: a source is thread-safe by itself; Dispatch only does not say so yet.
@preconcurrency import Dispatch
import Engine
import Glibc

/// The signals that a service gets, as a stream. From here on they no longer end the process by themselves.
struct Signals: Sendable {
    let stream: AsyncStream<Int32>

    init(_ numbers: [Int32]) {
        let (stream, continuation) = AsyncStream<Int32>.makeStream()
        self.stream = stream
        let sources = numbers.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { continuation.yield(number) }
            source.resume()
            return source
        }
        // The handler keeps the sources alive for as long as somebody listens to the stream.
        continuation.onTermination = { _ in for source in sources { source.cancel() } }
    }
}
