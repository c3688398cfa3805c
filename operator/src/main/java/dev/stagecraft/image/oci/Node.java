package dev.stagecraft.image.oci;

import dev.stagecraft.source.SourceFile;

/** What a layer says is at a path. */
sealed interface Node {
    record File(SourceFile content) implements Node {}

    record Directory() implements Node {}

    /** {@code target} as written. */
    record SymbolicLink(String target) implements Node {}

    /** {@code target} is a path in the image. */
    record HardLink(String target) implements Node {}

    /** A device, a pipe, or a file with holes. */
    record Special() implements Node {}

    /** A layer takes away what is below. */
    record Deleted() implements Node {}
}
