package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import io.fabric8.kubernetes.client.utils.Serialization;

/** States of a resource as status has them, for tests without a cluster. */
final class Snapshots {
    private Snapshots() {}

    /** @param status the lines of {@code status}, each indented by two spaces */
    static Stagecraft of(long generation, String spec, String status) {
        return Serialization.unmarshal("""
                apiVersion: stagecraft.dev/v1alpha1
                kind: Stagecraft
                metadata: {name: shop, namespace: prod, uid: one, generation: %d}
                spec: %s
                status:
                  observedGeneration: %d
                %s""".formatted(generation, spec, generation, status.indent(2)), Stagecraft.class);
    }

    /** A release on two hosts, of which one is done. */
    static Stagecraft rolling() {
        return of(2, "{version: v2}", """
                phase: Deploying
                message: bring host app-2 to version v2
                current: {release: rel-1, version: v1}
                hosts:
                - {name: app-1, role: app, state: Ready, release: rel-2}
                - {name: app-2, role: app, state: Ready, release: rel-1}
                plan:
                  id: sha256:new
                  state: Running
                  release: rel-2
                  opensRelease: true
                  summary: {change: 2}
                  risk: Safe
                  steps:
                  - {id: record, phase: infra, target: v2, description: record the release of version v2, state: completed}
                  - {id: prepare/app-1, phase: infra, target: app-1, description: "put the files on host app-1", state: completed}
                  - {id: prepare/app-2, phase: infra, target: app-2, description: "put the files on host app-2", state: completed}
                  - {id: rollout/app-1, phase: rollout, target: app-1, description: "bring host app-1 to version v2", state: completed}
                  - {id: rollout/app-2, phase: rollout, target: app-2, description: "bring host app-2 to version v2", state: running, startedAt: "2026-11-23T10:00:20Z", message: "web: 1 of 2 containers are healthy\\e[2J"}
                  - {id: finalize/app-1, phase: finalize, target: app-1, description: mark, state: pending}
                  - {id: finalize/app-2, phase: finalize, target: app-2, description: mark, state: pending}
                releases:
                - id: rel-2
                  type: Deploy
                  version: v2
                  state: Running
                  planId: sha256:new
                  phases:
                  - {name: build, status: skipped, message: every image exists already}
                  - {name: push, status: skipped, message: every image exists already}
                  - {name: migrate_pre, status: skipped, message: no database is declared}
                  - {name: rollout, status: running}
                  - {name: migrate_post, status: pending}
                  - {name: finalize, status: pending}
                - {id: rel-1, type: Deploy, version: v1, state: Succeeded, planId: "sha256:old"}
                """);
    }

    /** The same resource before that. */
    static Stagecraft before() {
        return of(1, "{version: v1}", """
                phase: Ready
                current: {release: rel-1, version: v1}
                plan: {id: "sha256:old", state: Completed, release: rel-1, opensRelease: true}
                releases:
                - {id: rel-1, type: Deploy, version: v1, state: Succeeded, planId: "sha256:old"}
                """);
    }
}
