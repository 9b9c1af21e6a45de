import ArgumentParser
import MailingList

/// `--collection`: which of the list's collections; without it the tips.
struct CollectionOption: ParsableArguments {
    @Option(name: .customLong("collection"), help: "The collection, as [[collection]] names it.")
    var name = CollectionName.tips.text

    func name(in policy: Policy) throws(CommandError) -> CollectionName {
        guard let name = CollectionName(name), policy.collection(name) != nil else {
            let known = policy.collections.map(\.name.text).joined(separator: ", ")
            throw .usage("the list has no collection '\(name)'; it has \(known)")
        }
        return name
    }
}
