/// What time alone brings, one thing at a time: whoever asks asks again until nothing is due. Each subject has a line.
extension DecisionContext {
    func due() -> Decision {
        dueExpiry() ?? dueDigest() ?? dueReminder() ?? dueBounces() ?? Decision(.nothing)
    }
}
