import Glibc

/// The files that were last added to, which stay open: a job's progress gets some lines for each dozen of copies, and looking
/// up its name and its folders' each time costs more than the writing.
///
/// One that lost its name meanwhile is none of them any more: an admin's command may have removed it, or put another in
/// its place (stat(2), `st_nlink`).
struct OpenFiles: ~Copyable {
    private var files: [(name: String, descriptor: Int32)] = []
    /// The journal, the quota, and the progress of those jobs that are sent together.
    private static let most = 4

    /// The descriptor and what fstat(2) tells of it; nil where it is not open, or has lost its name.
    mutating func file(_ name: String) -> (descriptor: Int32, information: stat)? {
        guard let descriptor = files.first(where: { $0.name == name })?.descriptor else { return nil }
        var information = stat()
        if fstat(descriptor, &information) == 0, information.st_nlink > 0 { return (descriptor, information) }
        closeAll { $0 == name }
        return nil
    }

    /// Takes over an open file.
    mutating func keep(_ descriptor: Int32, _ name: String) {
        if files.count == Self.most { close(files.removeFirst().descriptor) }
        files.append((name, descriptor))
    }

    mutating func closeAll(where isMeant: (String) -> Bool) {
        for file in files where isMeant(file.name) { close(file.descriptor) }
        files.removeAll { isMeant($0.name) }
    }

    deinit {
        for file in files { close(file.descriptor) }
    }
}
