import Base

/// `kooste viikoittain`, `vain tiedotteet`, `kaikki viestit`; the bare `kooste` tells what there is.
extension MailContext {
    func choosePortion(_ mode: Portion.Mode?, _ language: Language) -> Decision {
        guard let member = state.members[address] else { return tellNotMember(language) }
        guard let mode, mode != member.choices.portion.mode else {
            return rateLimited(
                letter(.choice(.portion), language: policy.spoken(member.language)), verdict: .toldPortion)
        }
        return choose(.portion(mode), by: member, telling: .portion)
    }
}

extension Verdict {
    package static let toldPortion = Verdict("toldPortion")
}
