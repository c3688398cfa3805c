package dev.stagecraft.cli.host;

/** A line that a container printed. */
final class LogLine {
    private final String time;
    private final byte[] text;

    /**
     * @param time when, in RFC 3339 of a fixed length and in UTC, so that such texts sort by time; empty for what the engine
     *     itself said in place of a log
     * @param text as it was printed, without the end of the line; not copied
     */
    LogLine(String time, byte[] text) {
        this.time = time;
        this.text = text;
    }

    /** Sorts by time as a text. */
    String time() {
        return time;
    }

    /** Any bytes, not to be changed. */
    byte[] text() {
        return text;
    }

    /** Whether a container printed it. */
    boolean printed() {
        return !time.isEmpty();
    }
}
