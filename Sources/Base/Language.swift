/// A language Kutsu writes and understands. The raw value is the BCP 47 tag used in files, in configuration and in
/// `<html lang>`.
///
/// Everything that depends on the language (words, letters, numbers, dates) switches over this type or looks up a table
/// keyed by it, so adding a case makes the compiler and the tests list what a new language still lacks.
package enum Language: String, CaseIterable, Sendable {
    case fi
    case sv
    case en
}
