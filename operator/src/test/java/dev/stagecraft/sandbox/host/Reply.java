package dev.stagecraft.sandbox.host;

import java.util.List;

/** How a program ended. */
record Reply(int exitCode, String out, String err) {

    static final int NOT_FOUND = 127;

    static Reply ok() {
        return new Reply(0, "", "");
    }

    static Reply ok(String out) {
        return new Reply(0, out, "");
    }

    static Reply lines(List<String> lines) {
        return ok(lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
    }

    static Reply failed(int exitCode, String err) {
        return new Reply(exitCode, "", err + "\n");
    }

    /** With its errors behind its output. */
    Reply joined() {
        return new Reply(exitCode, out + err, "");
    }

    static Reply notFound(String program) {
        return failed(NOT_FOUND, "sh: 1: %s: not found".formatted(program));
    }
}
