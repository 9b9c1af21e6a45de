import Glibc

/// The door through which libFuzzer comes in: `KUTSU_FUZZ=1 swift build -c release --sanitize fuzzer`, then
/// `KUTSU_FUZZ_TARGET=message .build/release/kutsu-fuzz FOLDER …`.
///
/// Sound: libFuzzer lends `count` bytes at `start` until this function returns, and they are copied before that.
@_cdecl("LLVMFuzzerTestOneInput")
public func readOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let findings = target.read(Array(UnsafeBufferPointer(start: start, count: count)))
    guard !findings.faults.isEmpty else { return 0 }
    print("fault: \(findings.faults.joined(separator: "; "))")
    fflush(nil)
    // libFuzzer keeps the input of whoever ends so.
    abort()
}

private let target: FuzzTarget = {
    let name = getenv("KUTSU_FUZZ_TARGET").map { String(cString: $0) } ?? "message"
    guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
        preconditionFailure("KUTSU_FUZZ_TARGET is one of \(FuzzTarget.all.map(\.name).joined(separator: ", "))")
    }
    return target
}()
