import Engine

/// Where nobody else writes: it never tells.
struct NoJournalWatch: JournalWatch {
    func waitForChange() async {
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(86_400)) }
    }
}
