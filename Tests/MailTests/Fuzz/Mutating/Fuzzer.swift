/// Tries a target with inputs made from its seeds by chance. An input whose answers have a shape not seen before joins
/// them, so that what is found leads further.
struct Fuzzer {
    let target: FuzzTarget
    private(set) var executions = 0
    private var mutator: Mutator
    private var inputs: [[UInt8]]
    private var shapes: Set<Int> = []
    private var chance: Chance
    /// Time spent on reading inputs, and on how its cost grows; the second gets a third of the first.
    private var spent = (reading: 0.0, growth: 0.0)

    /// What an input did that none may do.
    struct Failure {
        let input: [UInt8]
        let faults: [String]
    }

    init(_ target: FuzzTarget, inputs: [[UInt8]], words: [[UInt8]], seed: UInt64) {
        self.target = target
        self.inputs = inputs
        chance = Chance(seed: seed)
        mutator = Mutator(words: words)
    }

    var kept: Int { inputs.count }

    /// The next input to try.
    mutating func next() -> [UInt8] {
        // What joined last has been tried least.
        let isRecent = chance.next(below: 2) == 0
        let recent = min(inputs.count, 32)
        let place = isRecent ? inputs.count - 1 - chance.next(below: recent) : chance.next(below: inputs.count)
        let other = inputs[chance.next(below: inputs.count)]
        return mutator.mutated(inputs[place], other: other, &chance)
    }

    /// Tries one input.
    mutating func read(_ input: [UInt8]) -> Failure? {
        executions += 1
        var shape = 0
        var faults: [String] = []
        let seconds = Growth.seconds {
            let findings = target.read(input)
            (shape, faults) = (findings.shape, findings.faults)
        }
        if !faults.isEmpty { return Failure(input: input, faults: faults) }
        if shapes.insert(shape).inserted, inputs.count < 20_000 { inputs.append(input) }
        spent.reading += seconds
        guard spent.growth < spent.reading / 3 else { return nil }
        var failure: Failure?
        spent.growth += Growth.seconds { failure = grown(from: input) }
        return failure
    }

    /// The input with a piece of it repeated until there is much of it, if that costs more than its size.
    private mutating func grown(from input: [UInt8]) -> Failure? {
        // Short against what it grows to, so that the piece is soon most of it.
        let start = Array(input.prefix(Growth.small / 4))
        let piece = mutator.piece(of: start, &chance)
        guard !piece.isEmpty else { return nil }
        let growth = Growth(input: start, repeated: piece)
        guard let ratio = growth.excess(target.read) else { return nil }
        let fault = "eight times the size takes \(ratio) times as long"
        return Failure(input: growth.input(of: Growth.large), faults: [fault])
    }
}
