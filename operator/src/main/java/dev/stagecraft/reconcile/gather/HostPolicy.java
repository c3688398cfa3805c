package dev.stagecraft.reconcile.gather;

import dev.stagecraft.compose.ComposeFile;
import dev.stagecraft.compose.ComposeProblem;
import dev.stagecraft.compose.HostAccess;
import dev.stagecraft.compose.HostPower;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Power over hosts is given by who may edit the Namespace, not by who may edit a resource in it. */
final class HostPolicy {
    static final String ANNOTATION = "stagecraft.dev/allow-host-access";

    private static final int MOST = 5;

    private final Reading reading;

    HostPolicy(Reading reading) {
        this.reading = reading;
    }

    /** Refuses what the Namespace does not allow; it is only read for a file that asks for anything. */
    void check(ComposeFile compose, Map<String, String> values) {
        var findings = HostAccess.findings(compose, values);
        if (findings.isEmpty()) {
            return;
        }
        var annotation = reading.namespaceAnnotation(ANNOTATION);
        var allowed = allowed(annotation.orElse(""));
        var refused = findings.stream()
                .filter(finding -> !allowed.contains(finding.power().label()))
                .toList();
        if (!refused.isEmpty()) {
            throw Rejected.at("HostAccessRefused", "spec.compose", sentence(refused));
        }
    }

    private static Set<String> allowed(String annotation) {
        return Arrays.stream(annotation.split(",")).map(String::strip).collect(Collectors.toSet());
    }

    private static String sentence(List<HostAccess.Finding> refused) {
        var what = refused.stream()
                .limit(MOST)
                .map(HostAccess.Finding::problem)
                .map(ComposeProblem::describe)
                .collect(Collectors.joining(" "));
        var powers = refused.stream()
                .map(HostAccess.Finding::power)
                .distinct()
                .sorted()
                .map(HostPower::label)
                .collect(Collectors.joining(","));
        return what + (refused.size() > MOST ? " And " + (refused.size() - MOST) + " more." : "")
                + " Take it out, or have somebody who may edit the Namespace allow it with the annotation " + ANNOTATION
                + ": " + powers;
    }
}
