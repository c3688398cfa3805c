package dev.stagecraft.reconcile.gather;

import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.release.SourceMark;
import dev.stagecraft.source.GitLocation;
import dev.stagecraft.source.SourceTree;
import dev.stagecraft.status.Assessment.Finding;
import java.util.Optional;

/** Where gathering gets the commit of a resource from. Answers at once: what is not there yet wakes the resource when it is. */
@FunctionalInterface
public interface Sources {
    /**
     * @param occasion what makes a ref worth reading again, although it was read before
     */
    Answer look(ResourceRef resource, GitLocation location, String occasion);

    /** The resource takes nothing from Git any more; its commit may go. */
    default void forget(String uid) {}

    /**
     * What a resource remembers of its source.
     *
     * @param mark the commit that status names
     * @param occasion text of a request to look anew that was not handled yet; empty where there is none
     */
    record Known(Optional<SourceMark> mark, String occasion) {
        /** Nothing is remembered. */
        public static final Known NOTHING = new Known(Optional.empty(), "");
    }

    /** What is known. */
    sealed interface Answer {
        /** The commit. */
        record Found(SourceTree tree) implements Answer {}

        /** It is being read. */
        record Pending() implements Answer {}

        /**
         * It could not be read.
         *
         * @param passing whether it is asked again by itself
         */
        record Failed(Finding finding, boolean passing) implements Answer {}
    }
}
