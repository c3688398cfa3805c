package dev.stagecraft.build.job;

import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitLocation;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The container that fetches the commit before anything builds. No other one sees the credentials of Git, which stay in a file: BuildKit,
 * if it fetched the source itself, would give them to its Git as an argument, which other builds of the same daemon can read.
 */
final class SourceFetch {
    static final String CONTAINER = "fetch";

    /** Home of whoever builds. */
    static final String WORK = "/build";

    static final String SOURCE = WORK + "/source";
    private static final String INPUTS = "/run/stagecraft-git";

    /** Attributes of the repository that change content on its way to the disk do not count, as they do not for builds on hosts. */
    private static final String SCRIPT = """
            set -eu
            git init --quiet "$STAGECRAFT_SOURCE"
            cd "$STAGECRAFT_SOURCE"
            mkdir -p .git/info
            echo '* -text -ident -filter -working-tree-encoding' > .git/info/attributes
            git fetch --quiet --depth 1 --no-tags "$STAGECRAFT_REPOSITORY" "$STAGECRAFT_COMMIT"
            git checkout --quiet --detach FETCH_HEAD
            rm -rf .git
            """;

    private final JobInputs inputs = new JobInputs("git", INPUTS);
    private final Container container;

    SourceFetch(String image, GitLocation location, ResourceRequirements resources) {
        var environment = new TreeMap<String, String>();
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("HOME", WORK);
        environment.put("STAGECRAFT_COMMIT", Literal.of(location.ref()));
        environment.put("STAGECRAFT_REPOSITORY", Literal.of(location.url()));
        environment.put("STAGECRAFT_SOURCE", SOURCE);
        GitAccess.configuration(location)
                .ifPresent(file -> environment.put("GIT_CONFIG_GLOBAL", inputs.add("git-config", "config", file)));
        var fetch = new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(image)
                .withCommand("sh", "-c", Literal.of(SCRIPT))
                .withEnv(PodParts.variables(environment))
                .withResources(resources)
                .withSecurityContext(PodSecurity.restricted())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withVolumeMounts(work(), PodParts.mount("scratch", "/tmp"));
        inputs.mounts().forEach(fetch::addToVolumeMounts);
        container = fetch.build();
    }

    Container container() {
        return container;
    }

    /** Of the container, but for those that it shares. */
    List<Volume> volumes(String secret) {
        return inputs.volumes(secret);
    }

    Map<String, Secret> values() {
        return inputs.values();
    }

    /** Where the source lies, for whoever builds. */
    static VolumeMount work() {
        return PodParts.mount("work", WORK);
    }

    /** Of a path in the repository. */
    static String directory(String path) {
        var plain = plain(path);
        return plain.isEmpty() ? SOURCE : SOURCE + '/' + plain;
    }

    /** A path from the root of the repository, empty for the root. */
    static String plain(String path) {
        return path.replaceFirst("^(\\./+)+", "").replaceFirst("^\\.$", "").replaceFirst("/+$", "");
    }
}
