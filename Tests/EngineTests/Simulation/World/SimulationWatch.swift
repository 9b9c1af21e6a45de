import Base
import MailingList
import Synchronization

@testable import Engine

/// Shows the model every line that is committed to the journal, in the order they were.
final class SimulationWatch: Sendable {
    private struct Journal {
        var file: UInt64 = 0
        var offset = 0
        var sequence: UInt64 = 0
    }

    private let model = Mutex(SimulationModel())
    /// What of the journal was read.
    private let journal = Mutex(Journal())

    func change<R: Sendable>(_ body: (inout SimulationModel) -> R) -> R { model.withLock { body(&$0) } }

    /// Reads the lines that were committed since the last look. A compaction begins a new file, and goes on counting.
    func observe(_ disk: FakeDisk) {
        guard let file = disk.model.file(Engine.Journal.file) else { return }
        let new = journal.withLock { known -> [Transaction] in
            if file.number != known.file || file.durable.count < known.offset {
                (known.file, known.offset) = (file.number, 0)
            }
            var transactions: [Transaction] = []
            while let end = file.durable[known.offset...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = file.durable[known.offset..<end]
                known.offset = end + 1
                guard case .transaction(let transaction) = TransactionLine.read(line),
                    transaction.sequence > known.sequence
                else { continue }
                known.sequence = transaction.sequence
                transactions.append(transaction)
            }
            return transactions
        }
        for transaction in new { change { $0.commit(transaction) } }
    }
}
