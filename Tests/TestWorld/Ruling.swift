import MailingList

/// One line of a table of decisions.
package struct Ruling: Sendable, CustomStringConvertible {
    package var story: String
    package var request: Request
    package var decision: Decision
    package var state: State
    package var policy: Policy

    package init(
        _ story: String, _ request: Request, _ decision: Decision, in state: State = World.state(),
        policy: Policy = World.policy
    ) {
        self.story = story
        self.request = request
        self.decision = decision
        self.state = state
        self.policy = policy
    }

    package var description: String { story }

    package var actual: Decision { World.decide(.mail(request), in: state, policy) }
}
