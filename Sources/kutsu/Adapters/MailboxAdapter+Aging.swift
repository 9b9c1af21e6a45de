import Base
import Engine
import Wire

/// Handled mail that has become too old leaves the server.
extension MailboxAdapter {
    func removeDone(receivedBefore moment: Instant, from place: Int) async throws(MailboxError) -> DoneRemoval {
        do throws(WireError) {
            _ = try await selected()
            guard await session.capabilities.contains("UIDPLUS") else {
                throw WireError.unsupported("to remove handled mail alone: the server lacks UIDPLUS (RFC 4315)")
            }
            // The folder of new mail is entered and listed again afterwards.
            isSelected = false
            let count = try await session.select(doneFolder).exists
            // The server's clock may be anywhere on earth, and its days are its own.
            let day = CivilDate(
                daysSince1970: CivilDate.floorDivide((moment - .hours(12)).secondsSince1970, by: 86_400))
            var removal = DoneRemoval(removed: 0, next: place)
            let window = await session.agingWindow
            for _ in 0..<Self.windowsAtOnce where removal.removed < Self.mostAtOnce {
                guard let first = removal.next, first <= count - removal.removed else { break }
                let old = try await session.received(before: day, at: first...(first + window - 1))
                let gone = old.isEmpty ? 0 : try await session.expunge(UidSet(old))
                removal.removed += gone
                removal.next = first + max(0, window - gone)
            }
            if let next = removal.next, next > count - removal.removed { removal.next = nil }
            return removal
        } catch { throw MailboxError(error, folder: doneFolder) }
    }

    /// A portion takes as long as a few round trips: commands that look, and messages that go.
    private static let windowsAtOnce = 20
    private static let mostAtOnce = 500
}
