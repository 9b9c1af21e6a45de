/// What previews and their like ask about at the moment.
package struct OpenQuestions: Equatable, Sendable {
    package var posts: [PostID]
    package var items: [ItemID]

    package init(posts: [PostID] = [], items: [ItemID] = []) {
        self.posts = posts
        self.items = items
    }
}
