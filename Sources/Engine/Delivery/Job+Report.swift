import MailingList

/// What is told of a job.
extension Job {
    func report() -> Report {
        var report = Report()
        for status in status {
            switch status {
            case .accepted: report.accepted += 1
            case .refused: report.refused += 1
            case .skipped: report.skipped += 1
            case .uncertain: break  // Among the unknown.
            case .delayed: report.delayed += 1
            case .waiting, .inFlight, .transmitted, .postponed: report.pending += 1
            }
        }
        report.unknown = unknown
        report.reasons = RefusalGroup.reasons(refusals)
        return report
    }
}
