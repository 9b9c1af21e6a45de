/// The word that somebody probably meant: the one with the fewest changes, if they are few enough for its length, else
/// the only one that begins as it does (`join` for `joining`) or that it begins with.
package func nearest(to typed: String, among words: [String]) -> String? {
    let typed = typed.lowercased().replacing("-", with: "_").prefix(64)
    let ranked = words.map { (word: $0, distance: editDistance(Array(typed), Array($0))) }
    guard let best = ranked.min(by: { ($0.distance, $0.word) < ($1.distance, $1.word) }) else { return nil }
    if best.distance <= max(1, best.word.count / 3) { return best.word }
    let related = words.filter { word in
        (typed.count >= 3 && word.hasPrefix(typed)) || (word.count >= 3 && typed.hasPrefix(word))
    }
    return related.count == 1 ? related[0] : nil
}

/// Changes, insertions, removals and swaps of neighbours that turn one word into the other (optimal string alignment).
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
            if row > 0, column > 0, letter == right[column - 1], other == left[row - 1] {
                cost = min(cost, beforeLast[column - 1] + 1)
            }
            current.append(cost)
        }
        (beforeLast, last) = (last, current)
    }
    return last[right.count]
}
