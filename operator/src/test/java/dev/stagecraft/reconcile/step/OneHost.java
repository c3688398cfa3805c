package dev.stagecraft.reconcile.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.cluster.Identity;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.compose.ComposeFile;
import dev.stagecraft.compose.ComposeParser;
import dev.stagecraft.compose.ParseResult;
import dev.stagecraft.host.HostIdentity;
import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.plan.HostDefaults;
import dev.stagecraft.plan.HostTarget;
import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.Step;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.provider.cloud.Owner;
import dev.stagecraft.provider.cloud.RequestListener;
import dev.stagecraft.provider.cloud.digitalocean.DigitalOceanProvider;
import dev.stagecraft.provider.cloud.digitalocean.DigitalOceanSettings;
import dev.stagecraft.reconcile.gather.Cloud;
import dev.stagecraft.reconcile.gather.Contents;
import dev.stagecraft.reconcile.gather.Environment;
import dev.stagecraft.reconcile.gather.FromSource;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.Launches;
import dev.stagecraft.release.State;
import dev.stagecraft.release.StepProgress;
import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.secret.Secret;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What steps about the one host {@code app-1} of a shop are run with. */
final class OneHost {
    static final String TOKEN = "dop_v1_steps";
    static final String UID = "0a1b2c3d-1111-2222-3333-444455556666";
    static final HostIdentity KEY = HostIdentity.generate(new SecureRandom());

    private final Clock clock;
    private final DigitalOceanProvider provider;

    OneHost(Clock clock, URI cloud) {
        this.clock = clock;
        this.provider = new DigitalOceanProvider(DigitalOceanSettings.of(cloud), clock, RequestListener.NONE);
    }

    StepContext context(StepKind kind, boolean mayCreate, List<HostRecord> hosts) {
        var step = StepProgress.of(Step.safe("step/app-1", kind, Phase.INFRA, "app-1", "what is tested"));
        return new StepContext(
                gathered(),
                State.initial().withHosts(hosts),
                new Launches.Launch(
                        step.started(clock.instant()),
                        mayCreate,
                        clock.instant().plus(Duration.ofHours(1))),
                () -> {
                    throw new UnsupportedOperationException("no release is served");
                });
    }

    private Gathered gathered() {
        try {
            var json = new ObjectMapper();
            var config =
                    json.readTree("{\"tokenSecretRef\": {\"name\": \"do\", \"key\": \"token\"}, \"region\": \"nyc3\","
                            + " \"size\": \"s-1vcpu-1gb\", \"image\": \"ubuntu-24-04-x64\"}");
            var driver = provider.driver(config, Map.of("tokenSecretRef", Secret.of(TOKEN)));
            return new Gathered(
                    new ResourceRef("shop", "shop", UID),
                    json.readValue(
                            "{\"project\": {\"name\": \"shop\"}, \"environment\": \"prod\"}", StagecraftSpec.class),
                    "spec-1",
                    "in-1",
                    List.of(new HostTarget(
                            "app-1",
                            "app",
                            1,
                            "spec.hosts[0]",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            false)),
                    compose(),
                    new TreeMap<>(),
                    Map.of(),
                    Environment.empty(),
                    Environment.empty(),
                    Contents.NONE,
                    new Cloud(
                            "digitalocean",
                            "spec.cloud",
                            driver,
                            true,
                            new HostDefaults(
                                    "spec.cloud.providers.digitalocean",
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty()),
                            new Owner(UID),
                            "account"),
                    Secret.of("client key"),
                    RegistryCredentials.none(),
                    new Identity(
                            Secret.of("f"), Map.of("app-1", new Identity.HostKey(KEY.publicKey(), KEY.privateKey()))),
                    List.of(),
                    List.of(),
                    FromSource.NOTHING,
                    Sanitizer.none());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ComposeFile compose() {
        return switch (ComposeParser.parse("services: {web: {image: web}}")) {
            case ParseResult.Parsed(var file) -> file;
            case ParseResult.Rejected(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }
}
