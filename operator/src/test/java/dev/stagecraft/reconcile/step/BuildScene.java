package dev.stagecraft.reconcile.step;

import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.ImageResolution;
import dev.stagecraft.image.ImageResolver;
import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.Plan;
import dev.stagecraft.plan.Step;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.reconcile.gather.Build;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.gather.Gathering;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.reconcile.gather.Sources;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.Intent;
import dev.stagecraft.release.Launches;
import dev.stagecraft.release.Openings;
import dev.stagecraft.release.State;
import dev.stagecraft.release.StepProgress;
import dev.stagecraft.sandbox.host.FileTree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A release of a shop whose services web and cron run one image that is built from the source with a secret. */
public final class BuildScene {
    static final String ONE = "sha256:" + "1".repeat(64);
    /** What the build may read. */
    public static final String SECRET = "canary-build-5e";

    static final String REPOSITORY = "registry.example.com/acme/app";
    static final String TAG = REPOSITORY + ":v1";
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final Gathered gathered;
    private final List<HostRecord> hosts;

    /**
     * @param spec says who builds
     * @param hosts that status knows
     */
    public BuildScene(String spec, HostRecord... hosts) {
        this(", registrySecretRef: {name: registry}", spec, hosts);
    }

    /** The same shop, with a registry that nobody logs in to. */
    static BuildScene withoutLogin(String spec) {
        return new BuildScene("", spec);
    }

    private BuildScene(String login, String spec, HostRecord... hosts) {
        var tree = FileTree.of(Map.of("web/Dockerfile", "FROM scratch\n"));
        this.hosts = List.of(hosts);
        gathered = new Gathering()
                .withSecret("build", Map.of("token", SECRET))
                .withSecret(
                        "registry",
                        Map.of(
                                ".dockerconfigjson",
                                "{\"auths\":{\"registry.example.com\":{\"username\":\"u\",\"password\":\"canary-login\"}}}"))
                .withSources((resource, location, occasion) -> new Sources.Answer.Found(tree))
                .complete(
                        "web: {build: web, image: " + REPOSITORY + "}, cron: {build: web, image: " + REPOSITORY + "}",
                        """
                          project: {name: shop, registry: registry.example.com/acme%s}
                          source: {git: {url: 'https://git.example.com/shop.git', ref: main}}
                          backend:
                            provider: generic
                            providers: {generic: {build: {secrets: {npm: {name: build, key: token}}}}}
                        """.formatted(login).indent(0) + spec);
    }

    Gathered gathered() {
        return gathered;
    }

    Build build() {
        return gathered.fromSource().builds().getFirst();
    }

    /** Service to image before anything is built. */
    SortedMap<String, String> unbuilt() {
        return new TreeMap<>(Map.of("web", build().image(), "cron", build().image()));
    }

    /** The same once it is. */
    static SortedMap<String, String> built() {
        var pinned = REPOSITORY + "@" + ONE;
        return new TreeMap<>(Map.of("web", pinned, "cron", pinned));
    }

    /** The step that builds it. */
    public StepContext building() {
        return context(StepKind.BUILD_IMAGE, build().image(), unbuilt());
    }

    /** Whether somebody may build later. */
    public static boolean mayPass(BuilderMissing nobody) {
        return nobody.passing();
    }

    /** A step about that image in a release with those images. */
    StepContext context(StepKind kind, String image, SortedMap<String, String> images) {
        var step = Step.safe("step/cron", kind, Phase.BUILD, "cron", "what is tested")
                .with(Map.of("image", image, "tag", TAG, "services", "cron,web"));
        var record = Step.safe("release/record", StepKind.RECORD_RELEASE, Phase.INFRA, "v1", "record it");
        var plan = new Plan("sha256:1", List.of(record, step), List.of(), List.of(), List.of());
        var opening =
                new Openings.Opening(new Intent.Deploy(), "v1", "spec-1", "spec-1", "in-1", Optional.empty(), images);
        var state = Openings.begin(State.initial().withHosts(hosts), plan, opening, "operator-1", NOW);
        var begun = StepProgress.of(step).started(NOW);
        return new StepContext(
                gathered,
                state,
                new Launches.Launch(begun, false, NOW.plus(Duration.ofHours(1))),
                () -> Releases.fresh(gathered, images));
    }

    /** A registry that gives those answers in turn, and the last one for ever. */
    static ImageResolver registry(List<ImageName> asked, ImageResolution... answers) {
        return (name, credentials, platform) -> {
            asked.add(name);
            return answers[Math.min(asked.size(), answers.length) - 1];
        };
    }

    static ImageResolution resolved() {
        return new ImageResolution.Resolved(ONE, "application/json");
    }

    static ImageResolution absent() {
        return new ImageResolution.NotFound("there is none");
    }
}
