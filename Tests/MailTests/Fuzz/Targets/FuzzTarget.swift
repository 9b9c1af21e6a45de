/// Something that reads bytes from outside, to be tried with any bytes at all.
///
/// One definition for both who try it: ``Fuzzer`` in the tests, and libFuzzer in `kutsu-fuzz`.
struct FuzzTarget: Sendable {
    /// Also the name of its folder of seeds and of its file of words.
    let name: String
    /// Reads the bytes in every public way there is, and tells what of the answers cannot be.
    let read: @Sendable ([UInt8]) -> Findings

    static let all = [message, address, header, bounce, html, authentication, calendar]
}

/// What came of one input.
struct Findings {
    /// Answers that no input may have.
    private(set) var faults: [String] = []
    private var answers = Hasher()

    /// A rough likeness of the answers: an input with a new one went a way that none before it had gone.
    var shape: Int { answers.finalize() }

    mutating func expect(_ holds: Bool, _ fault: @autoclosure () -> String) {
        if !holds { faults.append(fault()) }
    }

    /// Notes something the answers differ in.
    mutating func note(_ answer: some Hashable) { answers.combine(answer) }

    /// Notes how large a number is, roughly: each power of two is one size.
    mutating func note(size: Int) { answers.combine(Int.bitWidth - size.leadingZeroBitCount) }

    /// Memory is bounded as well as time: nothing may be larger than so many times the input.
    mutating func expect(_ what: String, of count: Int, atMost factor: Int, timesInput size: Int) {
        expect(count <= factor * size + 4096, "\(what): \(count) bytes out of \(size)")
        note(size: count)
    }

    /// What is shown or written on one line holds nothing that could begin another.
    mutating func expect(_ what: String, onOneLine text: String) {
        let breaks = text.unicodeScalars.contains {
            $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0.value == 0x2028 || $0.value == 0x2029
        }
        expect(!breaks, "\(what) holds a control")
    }
}
