/// Why a letter could not be made: an admin's text that is wrong, or values that do not fit.
package struct LetterError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Problem: Hashable, Sendable {
        case unknownFile
        case noSubject
        case empty
        case unclosedTag
        case unsupportedTag(String)
        case unknownValue(String, known: [String])
        case unprintableValue(String)
        case unopenedSection(String)
        case unclosedSection(String)
        case nestedTooDeep
        case tooLong
        case missingValue(String)
        case wrongShape(String)
    }

    /// The file of the letter, as `TemplateName.fileName` names it or as the admin did.
    package var file: String
    /// 1 for the first; nil where the whole file is meant.
    package var line: Int?
    package var problem: Problem

    package var description: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(sentence)" }

    private var sentence: String {
        switch problem {
        case .unknownFile:
            "no letter has this name; write it as in “welcome.fi.mustache”"
        case .noSubject:
            "the first line must be “Subject: …”, followed by an empty line"
        case .empty:
            "the letter has no text; delete the file to get the built-in letter"
        case .unclosedTag:
            "a “{{” has no “}}” on the same line"
        case .unsupportedTag(let tag):
            "“{{\(tag)}}” is not used in letters; there are {{name}}, {{#name}}, {{^name}}, {{/name}} and {{! comment}}"
        case .unknownValue(let name, let known):
            "this letter has no value “\(name)” here; it has \(known.sorted().joined(separator: ", "))"
        case .unprintableValue(let name):
            "“\(name)” cannot be printed; use it as {{#\(name)}} … {{/\(name)}}"
        case .unopenedSection(let name):
            "“{{/\(name)}}” closes a section that is not the open one"
        case .unclosedSection(let name):
            "“{{#\(name)}}” is never closed; add {{/\(name)}}"
        case .nestedTooDeep:
            "sections may be \(LetterTemplate.deepest) deep, no more"
        case .tooLong:
            "a letter may have \(LetterTemplate.longest) bytes, no more"
        case .missingValue(let name):
            "the value “\(name)” was not given"
        case .wrongShape(let name):
            "the value “\(name)” was given in a shape that this letter does not take"
        }
    }
}
