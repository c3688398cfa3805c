package dev.stagecraft.cli.plan;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.manifest.FileReferences;
import dev.stagecraft.cli.manifest.LocalFiles;
import dev.stagecraft.cli.manifest.LocalTree;
import dev.stagecraft.cli.manifest.Manifests;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cluster.Identity;
import dev.stagecraft.cluster.References;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.log.LiveSecrets;
import dev.stagecraft.reconcile.gather.Gatherer;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.reconcile.gather.Sources;
import dev.stagecraft.reconcile.observe.SourceWatch;
import dev.stagecraft.reconcile.preview.ImageLook;
import dev.stagecraft.reconcile.preview.Preview;
import dev.stagecraft.reconcile.preview.Previews;
import dev.stagecraft.reconcile.step.MigrationSources;
import dev.stagecraft.secret.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Previews resources as a cluster has them. Only reads. */
final class LiveGathering {
    /** The key under which the operator keeps what it makes fingerprints with, in the Secret {@code stc-NAME}. */
    private static final String FINGERPRINT_KEY = "fingerprint.key";

    private static final Secret STAND_IN = Secret.of("stagecraft-without-an-identity");

    private final Session session;
    private final References references;
    private final Optional<Manifests> files;
    private final Optional<LocalTree> source;
    private boolean strange;

    /**
     * @param files whose Secrets and ConfigMaps go before those of the cluster
     * @param source a directory that stands for the commit
     */
    LiveGathering(Session session, Optional<Manifests> files, Optional<Path> source) {
        this.session = session;
        this.files = files;
        this.source = source.map(root -> LocalTree.of(root, session));
        var cluster = session.world().references();
        references = files.<References>map(all -> new FileReferences(all, session.namespace(), cluster))
                .orElse(cluster);
    }

    /** What the operator would plan for it now. */
    Preview preview(Stagecraft resource) {
        var world = session.world();
        var gatherer = new Gatherer(
                references,
                (owner, hosts, newHostKey) -> identity(owner),
                () -> new Identity.HostKey("", Secret.of("")),
                world.providers(),
                this::source,
                new LiveSecrets());
        return new Previews(gatherer, new Releases(world.releases()), ImageLook.asking(world.images()), migrations())
                .of(resource, session.clock().instant());
    }

    /** What stands for the commit holds its migrations as well. */
    private MigrationSources migrations() {
        var known = session.world().migrations();
        return source.map(tree -> known.reading(new LocalFiles(tree))).orElse(known);
    }

    /** The operator makes one when it first looks; nothing is made here. */
    private Identity identity(ResourceRef owner) {
        var key = session.world()
                .references()
                .secret(owner.namespace(), "stc-" + owner.name())
                .flatMap(values -> Optional.ofNullable(values.get(FINGERPRINT_KEY)));
        strange = key.isEmpty();
        return new Identity(key.orElse(STAND_IN), Map.of());
    }

    private Sources.Answer source(ResourceRef owner, dev.stagecraft.source.GitLocation location, String occasion) {
        return source.<Sources.Answer>map(Sources.Answer.Found::new)
                .orElseGet(() -> SourceWatch.read(session.world().trees(), location));
    }

    /** What stands in a file, with the past of the resource of that name. */
    Stagecraft inPlaceOf(Stagecraft written) {
        var meta = written.getMetadata();
        session.world().resources().find(meta.getNamespace(), meta.getName()).ifPresent(there -> {
            var annotations = new TreeMap<String, String>();
            Optional.ofNullable(there.getMetadata().getAnnotations()).ifPresent(annotations::putAll);
            Optional.ofNullable(meta.getAnnotations()).ifPresent(annotations::putAll);
            meta.setAnnotations(annotations);
            meta.setDeletionTimestamp(there.getMetadata().getDeletionTimestamp());
            meta.setUid(there.getMetadata().getUid());
            meta.setGeneration(there.getMetadata().getGeneration());
            written.setStatus(there.getStatus());
        });
        return written;
    }

    /** What a reader should know of where things came from; complete once it was previewed. */
    List<String> notes(Stagecraft resource) {
        var notes = new ArrayList<String>();
        notes.add(
                "machines and databases are taken as the operator saw them last; it looks at them again before it acts");
        var generation =
                Optional.ofNullable(resource.getMetadata().getGeneration()).orElse(0L);
        long seen = resource.getStatus().observedGeneration();
        if (files.isEmpty() && seen < generation) {
            notes.add(
                    seen < 0
                            ? "the operator has not looked at this resource yet"
                            : "the operator has not looked at its last change yet");
        }
        if (strange) {
            notes.add(
                    "the operator keeps no fingerprint key for this resource yet, so the plan's id will be another one");
        }
        source.ifPresent(tree -> notes.add("what spec.source.git names is read from local files"));
        return notes;
    }
}
