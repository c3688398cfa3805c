package dev.stagecraft.cli.host;

/**
 * A line that a container printed.
 *
 * @param time when, in RFC 3339 of a fixed length and in UTC, so that such texts sort by time; empty for what the engine itself
 *     said in place of a log
 * @param text as it was printed, without the end of the line
 */
record LogLine(String time, byte[] text) {
    /** Whether a container printed it. */
    boolean printed() {
        return !time.isEmpty();
    }
}
