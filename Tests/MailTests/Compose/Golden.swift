import Testing

@testable import Mail

/// Mails in files beside the tests.
enum Golden {
    static func mail(_ name: String) throws -> [UInt8] {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        return try fileBytes("/\(folder)/Golden/\(name).eml")
    }
}
