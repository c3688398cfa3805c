package dev.stagecraft.build;

/**
 * Who builds. Safe for any thread. A build is found again by its image's name: asked twice for the same image, also by another
 * process, it is one build.
 */
public interface BuildExecutor {
    /**
     * Begins the build, or looks how far it is. May block as long as the request allows; what it starts for a build it takes away
     * again when that ended, however it did.
     */
    BuildOutcome advance(BuildRequest request);

    /**
     * Ends the build of that image, which nobody wants any more, if there is one, and takes away what is left of it. The source need
     * not be there any more.
     */
    void cancel(String image);
}
