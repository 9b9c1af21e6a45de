import Base

extension BounceReason {
    /// What a server's answer to RCPT says, `550 5.1.1 No such user`: why, and whether sending the same again helps.
    ///
    /// - Parameter recipient: an answer that repeats the address speaks of it.
    package static func read(refusal answer: String, of recipient: Address) -> (reason: BounceReason, isDead: Bool) {
        let diagnosis = Diagnosis(
            nil, .failed, passage: "RCPT TO: " + answer, around: "", names: [recipient])
        return (diagnosis.reason, diagnosis.isPermanent && diagnosis.reason.meansDead)
    }
}
