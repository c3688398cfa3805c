package dev.stagecraft.reconcile.gather;

import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.plan.HostTarget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Expands {@code spec.hosts} into one target a host. */
final class HostGather {
    private HostGather() {}

    static List<HostTarget> expand(StagecraftSpec spec) {
        var targets = new ArrayList<HostTarget>();
        var names = new HashSet<String>();
        for (int i = 0; i < spec.hosts().size(); i++) {
            var host = spec.hosts().get(i);
            var path = "spec.hosts[" + i + "]";
            int index = 0;
            for (var name : host.expandedNames()) {
                if (!names.add(name)) {
                    throw Rejected.at(
                            "InvalidSpec",
                            path + ".name",
                            "host name " + name
                                    + " is used twice after counts are expanded; rename one of the entries");
                }
                targets.add(new HostTarget(
                        name,
                        host.role(),
                        index++,
                        path,
                        text(host.size()),
                        text(host.region()),
                        text(host.image()),
                        host.protect()));
            }
        }
        if (targets.isEmpty()) {
            throw Rejected.at("InvalidSpec", "spec.hosts", "no host is declared; add at least one");
        }
        return targets;
    }

    private static Optional<String> text(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
