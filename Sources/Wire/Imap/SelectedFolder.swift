/// A folder after SELECT.
package struct SelectedFolder: Hashable, Sendable {
    /// A new one means that every UID known until now is void.
    package let uidValidity: UInt64
    /// Nil where the server does not give it.
    package let uidNext: UInt64?
    package let exists: Int
    package let readOnly: Bool
}
