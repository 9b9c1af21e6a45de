/// A configuration file in the making: `config["tips", "moderate"] = false`.
struct ConfigText: Sendable, CustomStringConvertible {
    /// What TOML can say of a key.
    enum Value: Sendable, CustomStringConvertible {
        case text(String)
        case number(Int)
        case flag(Bool)
        case list([Value])
        case table([(String, Value)])

        var description: String {
            switch self {
            case .text(let text): ConfigText.quoted(text)
            case .number(let number): "\(number)"
            case .flag(let flag): "\(flag)"
            case .list(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
            case .table(let pairs): "{ " + pairs.map { "\($0) = \($1)" }.joined(separator: ", ") + " }"
            }
        }
    }

    private var tables: [(name: String, pairs: [(key: String, value: Value)])] = []
    /// What stands behind everything else, as it is: another `[[relay]]`, or something wrong.
    var appendix = ""

    /// nil removes the key. A table keeps the place in which it was first named.
    subscript(table: String, key: String) -> Value? {
        get {
            tables.first { $0.name == table }?.pairs.first { $0.key == key }?.value
        }
        set {
            let place = tables.firstIndex { $0.name == table } ?? tables.endIndex
            if place == tables.endIndex { tables.append((name: table, pairs: [])) }
            let known = tables[place].pairs.firstIndex { $0.key == key }
            switch (known, newValue) {
            case (let known?, let value?): tables[place].pairs[known].value = value
            case (let known?, nil): tables[place].pairs.remove(at: known)
            case (nil, let value?): tables[place].pairs.append((key: key, value: value))
            case (nil, nil): break
            }
        }
    }

    var description: String {
        tables.filter { !$0.pairs.isEmpty }.map { table in
            "[\(table.name)]\n" + table.pairs.map { "\($0.key) = \($0.value)\n" }.joined() + "\n"
        }.joined() + appendix
    }

    fileprivate static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }
}

extension ConfigText.Value: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int) { self = .number(value) }
    init(booleanLiteral value: Bool) { self = .flag(value) }
    init(arrayLiteral elements: Self...) { self = .list(elements) }
    init(dictionaryLiteral elements: (String, Self)...) { self = .table(elements) }

    /// A list of texts.
    static func texts(_ texts: [String]) -> Self { .list(texts.map(Self.text)) }
}
