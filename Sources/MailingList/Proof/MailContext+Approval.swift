/// How a coordinator answers a question about what goes out to many: stricter than an answer about oneself. The word stands
/// alone, because words beside it may change it (“publish, but correct the date first”), and a question mark asks.
extension MailContext {
    /// Nil for a mail that asks for something else.
    ///
    /// - Parameter aboutCancellation: whether the question is if an event's cancellation goes out. There *cancel* can mean
    ///   either, and is asked back.
    func approval(aboutCancellation: Bool = false) -> Answer.Word? {
        let answer = request.answer
        let isClear = !answer.asks && !answer.isAcknowledgement
        switch request.command?.command {
        case .publish: return isClear && !answer.hasMore ? .yes : .other
        case .cancel:
            if aboutCancellation, answer.word != .no { return .other }
            // What is on its way is stopped at once, whatever else is said.
            return answer.asks ? .other : .no
        // Who would go on with a stalled post says it so.
        case .resume: return .other
        case nil:
            switch answer.word {
            case .nothing: return .nothing
            case .yes, .no: return isClear && !answer.hasMore ? answer.word : .other
            case .other: return .other
            }
        default: return nil
        }
    }
}
