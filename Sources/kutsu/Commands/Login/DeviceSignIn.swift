import Base
import Engine
import OAuth
import Wire

/// A sign-in with a code that is typed in on any device (RFC 8628).
struct DeviceSignIn {
    let desk: TokenDesk
    let clock: any Clock
    let executor: PollExecutor

    func grant() async throws(CommandError) -> TokenGrant {
        guard let address = desk.settings.service.device else {
            throw .usage(
                desk.settings.provider == .google
                    ? "Google gives no access to mail by a device code: leave --device out, or use a service account"
                    : "this provider has no device codes; leave --device out, or set device_url in [oauth]")
        }
        let authorization: DeviceAuthorization
        switch await desk.deviceAuthorization(at: address) {
        case .success(let given): authorization = given
        case .failure(let refusal): throw LoginCommand.refused(refusal, desk)
        }
        Output.print(
            """
            Open \(authorization.address) on any device, type the code

                \(authorization.userCode)

            and sign in as \(desk.mailbox), or as somebody with full access to it. Waiting (Ctrl-C ends it) …
            """)
        var polling = DeviceAuthorization.Polling(authorization, at: clock.now())
        var pause = polling.interval
        while true {
            guard await executor.sleep(for: .seconds(pause.count)) else {
                throw .world("ended before anybody signed in")
            }
            switch await desk.redeem(.deviceCode(authorization.deviceCode)) {
            case .success(let grant): return grant
            case .failure(let refusal):
                guard let next = polling.pause(after: refusal, at: clock.now()) else {
                    throw LoginCommand.refused(refusal, desk)
                }
                pause = next
            }
        }
    }
}
