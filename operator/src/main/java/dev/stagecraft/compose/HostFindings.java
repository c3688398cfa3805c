package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.HOST_ACCESS;

import java.util.ArrayList;
import java.util.List;

/** What was found of a file so far, each with its line. */
final class HostFindings {
    private final SourceLines lines;
    private final List<HostAccess.Finding> findings = new ArrayList<>();

    HostFindings(SourceLines lines) {
        this.lines = lines;
    }

    void report(HostPower power, String path, String message) {
        findings.add(new HostAccess.Finding(power, lines.problem(HOST_ACCESS, path, message)));
    }

    List<HostAccess.Finding> all() {
        return List.copyOf(findings);
    }
}
