import CCurl

/// The memory that malloc hands out.
package enum Heap {
    /// Gives memory back to the system when a mail is forgotten. After the first large block that is freed, malloc keeps
    /// blocks of that size for itself, among smaller ones (mallopt(3), M_MMAP_THRESHOLD): the daemon would stay as large as
    /// its largest mail has made it.
    package static func returnLargeBlocks() { kutsu_return_large_blocks() }
}
