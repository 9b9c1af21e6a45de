/// A SEARCH program in postfix order, so that neither reading nor running it recurses (RFC 3501, section 6.4.4).
struct SearchProgram {
    enum Step {
        case test(SearchTest)
        case not
        case either
        case every(Int)
    }

    static let stepLimit = 500
    static let depthLimit = 100

    private(set) var steps: [Step] = []

    /// What an open key still waits for.
    private enum Open {
        case group(found: Int)
        case not
        case either(missing: Int)
    }

    init(
        _ arguments: inout ImapArguments, _ test: (_ key: String, inout ImapArguments) throws(ImapRefusal) -> SearchTest
    )
        throws(ImapRefusal)
    {
        var open: [Open] = [.group(found: 0)]
        repeat {
            guard steps.count < Self.stepLimit, open.count < Self.depthLimit else { throw .bad("Search too complex") }
            if arguments.accept("(") {
                open.append(.group(found: 0))
                continue
            }
            let key = try Self.key(&arguments)
            switch key {
            case "NOT": open.append(.not)
            case "OR": open.append(.either(missing: 2))
            default:
                steps.append(.test(try test(key, &arguments)))
                close(&open)
            }
            if key == "NOT" || key == "OR" { try arguments.expect(" ") } else { try closeGroups(&arguments, &open) }
        } while try Self.goesOn(&arguments, open)
        guard open.count == 1, case .group(let found) = open[0], found > 0 else { throw .bad("Unfinished search") }
        steps.append(.every(found))
    }

    /// A keyword, or for a set of numbers the empty key.
    private static func key(_ arguments: inout ImapArguments) throws(ImapRefusal) -> String {
        guard let byte = arguments.next else { throw .bad("Missing search key") }
        return (48...57).contains(byte) || byte == UInt8(ascii: "*") ? "" : try arguments.keyword()
    }

    /// After `(`, NOT and OR the next key follows at once; otherwise after a space.
    private static func goesOn(_ arguments: inout ImapArguments, _ open: [Open]) throws(ImapRefusal) -> Bool {
        if arguments.isAtEnd { return false }
        switch open.last {
        case .not, .either(missing: 2): return true
        case .group(found: 0): return true
        default:
            try arguments.expect(" ")
            return true
        }
    }

    /// A key is complete; so may be the ones that waited for it.
    private mutating func close(_ open: inout [Open]) {
        while let last = open.popLast() {
            switch last {
            case .group(let found):
                open.append(.group(found: found + 1))
                return
            case .not: steps.append(.not)
            case .either(let missing):
                guard missing == 1 else {
                    open.append(.either(missing: missing - 1))
                    return
                }
                steps.append(.either)
            }
        }
    }

    private mutating func closeGroups(_ arguments: inout ImapArguments, _ open: inout [Open]) throws(ImapRefusal) {
        while arguments.accept(")") {
            guard open.count > 1, case .group(let found)? = open.popLast(), found > 0 else {
                throw .bad("Unexpected parenthesis")
            }
            steps.append(.every(found))
            close(&open)
        }
    }

    func matches(_ isTrue: (SearchTest) -> Bool) -> Bool {
        var stack: [Bool] = []
        for step in steps {
            switch step {
            case .test(let test): stack.append(isTrue(test))
            case .not: stack.append(!(stack.popLast() ?? false))
            case .either:
                let right = stack.popLast() ?? false
                let left = stack.popLast() ?? false
                stack.append(left || right)
            case .every(let count):
                let all = stack.suffix(count).allSatisfy { $0 }
                stack.removeLast(min(count, stack.count))
                stack.append(all)
            }
        }
        return stack.last ?? false
    }
}
