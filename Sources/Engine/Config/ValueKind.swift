import Base
import TOMLKit

/// What the value of a key must be: reads it, or reports at its path what is wrong and what to do.
struct ValueKind<Value> {
    let read: (_ value: any TOMLValueConvertible, _ path: String, _ walk: inout ConfigurationWalk) -> Value?
}

extension ValueKind {
    /// Text that `convert` understands; nil is answered by `refusal`, which gets the text.
    static func text(_ convert: @escaping (String) -> Value?, refusal: @escaping (String) -> String) -> ValueKind {
        ValueKind { value, path, walk in
            guard let text = value.string else {
                walk.report(path, "this must be text, not \(value.type.named); write it in quotation marks")
                return nil
            }
            guard let converted = convert(text) else {
                walk.report(path, refusal(text))
                return nil
            }
            return converted
        }
    }

    /// The same value, if it also passes this check.
    func checked(_ refusal: @escaping (Value) -> String?) -> ValueKind {
        ValueKind { value, path, walk in
            guard let result = read(value, path, &walk) else { return nil }
            guard let reason = refusal(result) else { return result }
            walk.report(path, reason)
            return nil
        }
    }
}

extension ValueKind where Value: RawRepresentable, Value: CaseIterable, Value.RawValue == String {
    /// One of a few words.
    static var choice: ValueKind {
        let words = Value.allCases.map(\.rawValue)
        return text({ Value(rawValue: $0) }) { text in
            let meant = nearest(to: text, among: words).map { "did you mean \"\($0)\"?" }
            return "'\(text)' is not known here; \(meant ?? "write one of \(words.joined(separator: ", "))")"
        }
    }
}

extension ValueKind {
    /// An array of such values, each only once.
    static func list<Element: Hashable>(of kind: ValueKind<Element>) -> ValueKind where Value == [Element] {
        ValueKind { value, path, walk in
            guard let array = value.array else {
                walk.report(path, "this must be a list, not \(value.type.named); write […]")
                return nil
            }
            var elements: [Element] = []
            var seen: Set<Element> = []
            var isComplete = true
            for (index, value) in array.enumerated() {
                let place = "\(path)[\(index)]"
                guard let element = kind.read(value, place, &walk) else {
                    isComplete = false
                    continue
                }
                if seen.insert(element).inserted {
                    elements.append(element)
                } else {
                    walk.report(place, "this is there twice; remove one")
                }
            }
            return isComplete ? elements : nil
        }
    }
}

extension ValueKind<Bool> {
    static var flag: ValueKind {
        ValueKind { value, path, walk in
            if let flag = value.bool { return flag }
            walk.report(path, "this must be true or false, not \(value.type.named)")
            return nil
        }
    }
}

extension ValueKind<Int> {
    static func number(_ range: ClosedRange<Int>) -> ValueKind {
        ValueKind { value, path, walk in
            guard let number = value.int else {
                walk.report(path, "this must be a whole number, not \(value.type.named)")
                return nil
            }
            guard range.contains(number) else {
                walk.report(path, "\(number) is out of range; write \(range.lowerBound) to \(range.upperBound)")
                return nil
            }
            return number
        }
    }
}

extension TOMLType {
    /// With an article, for sentences.
    var named: String {
        switch self {
        case .table: "a table"
        case .array: "a list"
        case .string: "text"
        case .int: "a number"
        case .double: "a number with a point"
        case .bool: "true or false"
        case .date, .time, .dateTime: "a date or time"
        }
    }
}
