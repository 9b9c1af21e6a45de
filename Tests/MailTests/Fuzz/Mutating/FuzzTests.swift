import Foundation
import Testing

/// Any bytes at all, for as long as there is time: `KUTSU_FUZZ_SECONDS` for each target, else three, in CI sixty;
/// `KUTSU_FUZZ_TARGET` names the only one to try.
///
/// A found case goes into `Seeds/<target>/`, as `found-…` with what it broke. `KUTSU_FUZZ_SEED` makes the same
/// inputs again.
@Suite("Fuzzing")
struct FuzzTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seconds =
        environment["KUTSU_FUZZ_SECONDS"].flatMap(Double.init) ?? (environment["CI"] == "true" ? 60 : 3)
    /// In CI always the same, so that a change answers for what it did; chance is for by hand.
    private static let seed =
        environment["KUTSU_FUZZ_SEED"].flatMap(UInt64.init)
        ?? (environment["CI"] == "true" ? 2026 : UInt64.random(in: 0...UInt64.max))

    @Test("the seeds, found cases among them, are read without a fault", arguments: FuzzTarget.all.map(\.name))
    func seeds(name: String) throws {
        let target = try #require(FuzzTarget.all.first { $0.name == name })
        let seeds = try FuzzFiles.seeds(of: target)
        #expect(!seeds.isEmpty)
        for (file, bytes) in seeds {
            let faults = target.read(bytes).faults
            #expect(faults.isEmpty, "\(file)")
        }
    }

    /// Two targets side by side; more would not be faster on the machines that this runs on.
    @Test("inputs made by chance are read without a fault, in time that grows as they do")
    func chance() async {
        await withTaskGroup(of: Void.self) { group in
            let only = ProcessInfo.processInfo.environment["KUTSU_FUZZ_TARGET"]
            let targets = FuzzTarget.all.filter { only == nil || $0.name == only }
            #expect(!targets.isEmpty, "KUTSU_FUZZ_TARGET is one of \(FuzzTarget.all.map(\.name))")
            for (index, target) in targets.enumerated() {
                if index >= 2 { await group.next() }
                group.addTask { await Self.fuzz(target) }
            }
        }
    }

    private static func fuzz(_ target: FuzzTarget) async {
        let trial = FuzzFiles.trial(of: target)
        do {
            let seeds = try FuzzFiles.seeds(of: target).map(\.bytes)
            let inputs = FuzzFiles.related(to: target) + seeds
            var fuzzer = Fuzzer(target, inputs: inputs, words: try FuzzFiles.words(of: target), seed: seed)
            print("fuzzing \(target.name), KUTSU_FUZZ_SEED=\(seed); the input being tried is \(trial.path)")
            let end = ContinuousClock.now + .seconds(seconds)
            while ContinuousClock.now < end {
                let input = fuzzer.next()
                try Data(input).write(to: trial)
                if let failure = fuzzer.read(input) {
                    try Data(failure.input).write(to: trial)
                    Issue.record("\(target.name): \(failure.faults.joined(separator: "; ")): see \(trial.path)")
                    return
                }
                await Task.yield()
            }
            print("fuzzed \(target.name): \(fuzzer.executions) inputs, \(fuzzer.kept) of them kept")
            try FileManager.default.removeItem(at: trial)
        } catch {
            Issue.record("\(target.name): \(error)")
        }
    }
}
