package dev.stagecraft.plan;

import java.util.List;
import java.util.Optional;

/**
 * What the resource wants, everything resolved and checked.
 *
 * @param uid the resource's UID, which owns the machines
 * @param ownsMachines false where hosts are only borrowed (provider static): none is created or deleted
 * @param inputsHash the fingerprint of the normalised spec (without approval, rollbackTo, suspend) and what it refers to
 * @param release empty when nothing is to change on the hosts (the release for this spec failed and was not asked for again)
 * @param batch how many hosts change at a time, at least 1
 * @param notes what a reader of the spec's own release should know, such as a dependency that a host's part leaves out
 * @param databases those that the plan may migrate, in the order in which it does
 * @param builds the images of the release that are made from the source, by name
 * @param hooks those of the spec, in its order
 */
public record Desired(
        String uid,
        boolean ownsMachines,
        List<HostTarget> hosts,
        HostDefaults defaults,
        String inputsHash,
        Optional<ReleaseTarget> release,
        int batch,
        List<String> notes,
        List<DatabaseTarget> databases,
        List<BuildTarget> builds,
        List<HookTarget> hooks) {

    public Desired {
        hosts = List.copyOf(hosts);
        notes = List.copyOf(notes);
        databases = List.copyOf(databases);
        builds = List.copyOf(builds);
        hooks = List.copyOf(hooks);
        if (batch < 1) {
            throw new IllegalArgumentException("batch: " + batch);
        }
    }

    /** Without databases and builds. */
    public Desired(
            String uid,
            boolean ownsMachines,
            List<HostTarget> hosts,
            HostDefaults defaults,
            String inputsHash,
            Optional<ReleaseTarget> release,
            int batch,
            List<String> notes) {
        this(uid, ownsMachines, hosts, defaults, inputsHash, release, batch, notes, List.of(), List.of(), List.of());
    }

    /** The same with those databases. */
    public Desired migrating(List<DatabaseTarget> newDatabases) {
        return new Desired(
                uid, ownsMachines, hosts, defaults, inputsHash, release, batch, notes, newDatabases, builds, hooks);
    }

    /** The same with those images to make. */
    public Desired building(List<BuildTarget> newBuilds) {
        return new Desired(
                uid, ownsMachines, hosts, defaults, inputsHash, release, batch, notes, databases, newBuilds, hooks);
    }

    /** The same with those hooks. */
    public Desired hooking(List<HookTarget> newHooks) {
        return new Desired(
                uid, ownsMachines, hosts, defaults, inputsHash, release, batch, notes, databases, builds, newHooks);
    }
}
