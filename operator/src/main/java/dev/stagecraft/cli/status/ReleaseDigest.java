package dev.stagecraft.cli.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stagecraft.api.v1alpha1.HostStatus;
import dev.stagecraft.api.v1alpha1.ReleaseDatabase;
import dev.stagecraft.api.v1alpha1.ReleaseHook;
import dev.stagecraft.api.v1alpha1.ReleaseInputs;
import dev.stagecraft.api.v1alpha1.ReleaseMigration;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code releases show} shows, for people and for programs alike. Of the environment it has names only.
 *
 * @param current whether it serves
 * @param previousId what served when it began
 * @param rollbackOf whose inputs it serves, for a rollback
 * @param images by service, with digests
 * @param services their roles
 * @param hosts that run it now
 * @param compose the rendered file of each role, without the values that are written down in it
 * @param inputsKept whether the release object is there, without which it cannot be served again
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ReleaseDigest(
        String id,
        long revision,
        String type,
        String version,
        String state,
        boolean current,
        @Nullable String startedAt,
        @Nullable String finishedAt,
        String reason,
        String message,
        String previousId,
        String rollbackOf,
        String planId,
        @Nullable Commit commit,
        List<Digest.Phase> phases,
        Map<String, String> images,
        Map<String, String> services,
        List<String> hosts,
        List<Hook> hooks,
        Map<String, Migrated> databases,
        List<String> environment,
        Map<String, String> compose,
        boolean inputsKept) {

    /** A line of the list. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Brief(
            String id,
            long revision,
            String type,
            String version,
            String state,
            boolean current,
            @Nullable String startedAt,
            @Nullable String finishedAt,
            String reason,
            String message) {}

    /** Where the source stood. */
    record Commit(String ref, String commit) {}

    /** A hook and how it ended. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Hook(
            String name,
            String outcome,
            @Nullable Integer exitCode,
            @Nullable String startedAt,
            @Nullable String finishedAt,
            String message) {}

    /** How far a database was, and what ran in this release. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Migrated(String last, List<String> ran, int earlier) {}

    static Brief brief(ReleaseView release) {
        return new Brief(
                release.id(),
                release.revision(),
                release.type(),
                release.version(),
                release.state(),
                release.current(),
                Digests.text(release.startedAt()),
                Digests.text(release.finishedAt()),
                release.reason(),
                release.message());
    }

    static ReleaseDigest of(ReleaseView release, Stagecraft resource) {
        var inputs = release.object().map(object -> object.getSpec().inputs()).orElse(ReleaseInputs.EMPTY);
        var roles = new TreeMap<String, String>();
        inputs.services().forEach((service, policy) -> roles.put(service, policy.role()));
        roles.putAll(RenderedServices.roles(inputs, release.id()));
        var databases = new TreeMap<String, Migrated>();
        release.databases().forEach((name, database) -> databases.put(name, migrated(database)));
        return new ReleaseDigest(
                release.id(),
                release.revision(),
                release.type(),
                release.version(),
                release.state(),
                release.current(),
                Digests.text(release.startedAt()),
                Digests.text(release.finishedAt()),
                release.reason(),
                release.message(),
                release.previousId(),
                release.rollbackOf(),
                release.planId(),
                Optional.ofNullable(inputs.source())
                        .map(source -> new Commit(source.ref(), source.commit()))
                        .orElse(null),
                Digests.phases(release.phases()),
                new TreeMap<>(release.images()),
                roles,
                hosts(release.id(), resource),
                release.hooks().stream().map(ReleaseDigest::hook).toList(),
                databases,
                Optional.ofNullable(inputs.env())
                        .map(env -> env.keys().stream().sorted().toList())
                        .orElse(List.of()),
                RenderedServices.shown(inputs, release.id()),
                release.object().isPresent());
    }

    static List<String> hosts(String release, Stagecraft resource) {
        return resource.getStatus().hosts().stream()
                .filter(host -> host.release().equals(release))
                .map(HostStatus::name)
                .toList();
    }

    private static Migrated migrated(ReleaseDatabase database) {
        return new Migrated(
                database.last(),
                database.ran().stream().map(ReleaseMigration::id).toList(),
                database.earlier());
    }

    static Hook hook(ReleaseHook hook) {
        return new Hook(
                hook.name(),
                hook.outcome(),
                hook.exitCode(),
                Digests.text(hook.startedAt()),
                Digests.text(hook.finishedAt()),
                hook.message());
    }
}
