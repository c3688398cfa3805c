package dev.stagecraft.cli.init;

import dev.stagecraft.cli.init.detect.Answers;
import dev.stagecraft.cli.init.earlier.Conversion;
import dev.stagecraft.cli.session.CommandFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be said instead of being asked. */
final class InitOptions {
    @Option(
            names = "--project",
            paramLabel = "NAME",
            description = "The project; without it as the repository is called.")
    @Nullable
    String project;

    @Option(
            names = "--registry",
            paramLabel = "HOST/PATH",
            description = "Where images are pushed; without it where the forge of the Git remote keeps them.")
    @Nullable
    String registry;

    @Option(
            names = "--environments",
            paramLabel = "NAMES",
            description = "The environments, with commas; without it those with a Compose file of their own, or prod.")
    @Nullable
    String environments;

    @Option(
            names = "--hosts",
            paramLabel = "ROLE=N",
            description = "Hosts by role, with commas, such as app=2,db=1; without it app=1.")
    @Nullable
    String hosts;

    @Option(
            names = "--cloud",
            paramLabel = "CLOUD",
            description = "Where hosts come from: digitalocean (default), or static for hosts that exist already.")
    @Nullable
    String cloud;

    @Option(names = "--region", paramLabel = "SLUG", description = "The region of droplets; without it nyc3.")
    @Nullable
    String region;

    @Option(names = "--size", paramLabel = "SLUG", description = "The size of droplets; without it s-2vcpu-4gb.")
    @Nullable
    String size;

    @Option(
            names = "--address",
            paramLabel = "HOST=ADDRESS",
            description = "The address of a static host, or ENVIRONMENT/HOST=ADDRESS; may be repeated.")
    List<String> addresses = new ArrayList<>();

    /**
     * What is suggested, with what the options say in its place.
     *
     * @param environment the one that is worked on, where nothing else says which there are
     */
    Answers over(Answers suggested, Optional<String> environment) {
        var known = new HashMap<>(suggested.addresses());
        known.putAll(Answered.addresses(addresses));
        return new Answers(
                project == null ? suggested.project() : Answered.project(project),
                registry == null ? suggested.registry() : Answered.registry(registry),
                Optional.ofNullable(environments)
                        .or(() -> environment)
                        .map(Answered::environments)
                        .orElse(suggested.environments()),
                hosts == null ? suggested.hosts() : Answered.hosts(hosts),
                cloud(suggested),
                slug("--region", region, suggested.region()),
                slug("--size", size, suggested.size()),
                Map.copyOf(known));
    }

    private String cloud(Answers suggested) {
        if (cloud == null) {
            return addresses.isEmpty() ? suggested.cloud() : Answers.STATIC;
        }
        if (!List.of(Answers.DIGITALOCEAN, Answers.STATIC).contains(cloud)) {
            throw CommandFailure.of("--cloud %s is not known; write digitalocean or static.".formatted(cloud));
        }
        return cloud;
    }

    private static String slug(String option, @Nullable String given, String suggested) {
        if (given != null && !given.matches("[a-z0-9][a-z0-9._-]{0,99}")) {
            throw CommandFailure.of(
                    "%s %s is no slug of DigitalOcean; write one such as %s.".formatted(option, given, suggested));
        }
        return given == null ? suggested : given;
    }

    /** What was said of project and registry, which counts for more than a configuration that is converted. */
    Conversion.Chosen chosen() {
        return new Conversion.Chosen(project != null, registry != null);
    }
}
