import Glibc

/// Whether work grows faster than its input: an input with one piece of it repeated many times, against the same with
/// eight times as many. Ratios within one run, on one machine; no clock's absolute word counts.
struct Growth {
    /// Bytes of the input that the others are compared with: much more than what every reading costs at least.
    static let small = 2048
    static let large = small * 8
    /// Linear work takes 8 times as long, quadratic work 64 times.
    private static let most = 24.0

    let input: [UInt8]
    let piece: Range<Int>

    init(input: [UInt8], repeated piece: Range<Int>) {
        self.input = input
        self.piece = piece
    }

    /// The input with its piece repeated until it has about `size` bytes.
    func input(of size: Int) -> [UInt8] {
        let count = max(1, (size - min(size, input.count - piece.count)) / piece.count)
        return input[..<piece.lowerBound] + Array(Array(repeating: input[piece], count: count).joined())
            + input[piece.upperBound...]
    }

    /// How many times as long the large one takes, if that is more than its size explains.
    func excess(_ read: ([UInt8]) -> some Any) -> Int? {
        guard ratio(from: Self.small, tries: 1, read) > Self.most else { return nil }
        // Caches and the like make single measurements longer, never shorter. And what costs once, such as a table
        // that is made, or a limit that is passed, does not grow on.
        let ratios = [Self.small, Self.small * 2].map { ratio(from: $0, tries: 7, read) }
        let least = ratios.min() ?? 0
        return least > Self.most ? Int(least) : nil
    }

    private func ratio(from size: Int, tries: Int, _ read: ([UInt8]) -> some Any) -> Double {
        let (small, large) = (input(of: size), input(of: size * 8))
        var (least, most) = (Double.infinity, Double.infinity)
        for _ in 0..<tries {
            least = min(least, Self.seconds { _ = read(small) })
            most = min(most, Self.seconds { _ = read(large) })
        }
        return most / max(least, 1e-9)
    }

    /// What this thread itself works: others on a busy machine do not count.
    static func seconds(_ body: () -> Void) -> Double {
        let start = worked
        body()
        return worked - start
    }

    private static var worked: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
