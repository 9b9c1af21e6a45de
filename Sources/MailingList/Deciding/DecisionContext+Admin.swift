/// The command line makes the same changes as mail does, through the same journal.
extension DecisionContext {
    func decide(_ request: AdminRequest) -> Decision {
        switch request {
        case .add(let people, let means, let welcome): add(people, means, welcome: welcome)
        case .invite(let people): invite(people)
        case .remove(let addresses): remove(addresses)
        case .choose(let choice, let addresses, let told): choose(choice, addresses, told: told)
        case .forget(let people, let told): erase(people, told: told)
        case .answerJoining(let address, let yes): answerAdmission(of: address, yes: yes)
        case .approve(let id): approve(id)
        case .cancel(let id): cancel(id)
        case .keepItem(let id): keep(id)
        case .dropItem(let id): drop(id)
        case .sendDigest(let collection): sendDigest(of: collection) ?? Decision(.nothing)
        }
    }
}
