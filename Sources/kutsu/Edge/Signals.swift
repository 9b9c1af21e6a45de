// Sound: a source is thread-safe by itself; Dispatch only does not say so yet.
@preconcurrency import Dispatch
import Glibc

/// The signals that a service gets, as a stream. They end nothing by themselves from here on.
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
        // The stream keeps the sources, for as long as anybody listens to it.
        continuation.onTermination = { _ in for source in sources { source.cancel() } }
    }
}
