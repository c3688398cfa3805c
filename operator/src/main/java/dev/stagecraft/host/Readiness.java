package dev.stagecraft.host;

/** Whether a host can make images. */
public sealed interface Readiness {
    /** @param platform what its engine builds for without emulation, as in {@code linux/amd64} */
    record Ready(String platform) implements Readiness {}

    /** Something must be installed first. */
    record Missing(Part part) implements Readiness {}

    /** What may be missing. */
    enum Part {
        DOCKER,
        BUILDKIT,
        PROGRAM
    }
}
