package dev.stagecraft.reconcile.gather;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.stagecraft.api.v1alpha1.BuildSpec;
import dev.stagecraft.provider.ci.CiBuilders;
import dev.stagecraft.secret.Secret;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Checks who builds for a resource, and reads what a CI system needs. */
final class ExecutorGather {
    private static final Set<String> OWN = Set.of(BuildSpec.HOST, BuildSpec.JOB);

    private final CiBuilders ci;
    private final Reading reading;

    ExecutorGather(CiBuilders ci, Reading reading) {
        this.ci = ci;
        this.reading = reading;
    }

    /** The secrets of the CI system by their paths in its configuration. Refused also where nothing is to be built just now. */
    SortedMap<String, Secret> resolve(BuildSpec build) {
        var id = build.executor();
        if (OWN.contains(id)) {
            return Collections.emptySortedMap();
        }
        var config = build.config().orElse(MissingNode.getInstance());
        Violations.refuse(ci.check(id, config));
        var values = new TreeMap<String, Secret>();
        for (var reference : ci.secrets(id, config)) {
            var path = "spec.build.providers." + id + "." + reference.path();
            values.put(reference.path(), reading.secret(reference.name(), reference.key(), path));
        }
        return values;
    }
}
