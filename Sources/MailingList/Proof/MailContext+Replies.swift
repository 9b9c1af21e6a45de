import Base

/// What an answer to one of our letters does. A token that is expired, or was made for another address, confirms
/// nothing; the question is then asked anew, of the address that wrote.
extension MailContext {
    /// Each purpose is its subject's; nil where the mail says nothing to the letter it answers: then it counts as any mail.
    func answer(to reply: Reply) -> Decision? {
        switch reply.purpose {
        case .join(let language): answerJoin(reply, language) ?? leaveAtOnce(reply)
        case .invitation(let language, let choices):
            answerJoin(reply, language, keeping: choices) ?? leaveAtOnce(reply)
        case .admission(let person): answerAdmission(reply, of: person)
        case .leave: answerLeave(reply) ?? leaveAtOnce(reply)
        case .language(let language): answerLanguage(reply, language) ?? leaveAtOnce(reply)
        case .erase: answerErase(reply) ?? leaveAtOnce(reply)
        case .move(let new): answerMove(reply, to: new) ?? leaveAtOnce(reply)
        case .newAddress(let old): answerNewAddress(reply, from: old)
        case .choice(let choice): answerChoice(reply, choice) ?? leaveAtOnce(reply)
        case .post(let id): answerPreview(reply, of: id)
        case .item(let id): answerItemPreview(reply, of: id)
        case .probe: answerProbe(reply) ?? leaveAtOnce(reply)
        case .copy, .note, .sender, .unsubscribe: leaveAtOnce(reply)
        }
    }

    /// `eroa` leaves as an answer to anything that proves the sender, be it an old confirm letter.
    private func leaveAtOnce(_ reply: Reply) -> Decision? {
        // `eroa?` asks.
        guard reply.provesSender, request.command?.command == .leave, !request.answer.asks, isMember else {
            return withdrawAtOnce(reply)
        }
        return leave(address, .token)
    }
}
