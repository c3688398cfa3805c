package dev.stagecraft.provider.ci.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.ConfigCheck;
import dev.stagecraft.provider.ConfigCheck.Text;
import dev.stagecraft.provider.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code push}: what the workflow does on a push to a branch.
 *
 * @param images built and pushed under the commit before the version is set; none where the operator has them built
 */
record PushConfig(String branch, List<Image> images, Delivery deliver) {
    private static final List<String> KEYS = List.of("branch", "images", "deliver", "file", "kubeconfig");
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?");
    private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
    private static final Pattern WAY = Pattern.compile("git|kubectl");

    /** One image of the repository; paths from its root. */
    record Image(String service, String context, String dockerfile, String target) {}

    /** How the version gets into the resource. */
    sealed interface Delivery {
        /** By a commit that changes a file with the resource, for whatever syncs it into the cluster. */
        record Git(String file) implements Delivery {}

        /** By a patch of the resource, with the kubeconfig in that secret of the repository. */
        record Kubectl(String kubeconfig) implements Delivery {}
    }

    PushConfig {
        images = List.copyOf(images);
    }

    static Optional<PushConfig> read(ConfigCheck check, JsonNode push, String path) {
        if (GitHubConfig.absent(push) || check.object(push, path, KEYS).isEmpty()) {
            return Optional.empty();
        }
        var branch = check.text(push, path, new Text("branch", GitHubConfig.BRANCH, "the name of a branch", false))
                .orElse("main");
        var images = images(check, push.path("images"), ConfigCheck.at(path, "images"));
        var way = check.text(push, path, new Text("deliver", WAY, "git or kubectl", true));
        return way.flatMap(chosen -> chosen.equals("git") ? git(check, push, path) : kubectl(check, push, path))
                .map(delivery -> new PushConfig(branch, images, delivery));
    }

    private static Optional<Delivery> git(ConfigCheck check, JsonNode push, String path) {
        unwanted(check, push, path, "kubeconfig", "kubectl");
        var shape = "the path of the file with the resource, from the root of the repository";
        return check.text(push, path, new Text("file", GitHubConfig.PATH, shape, true))
                .map(Delivery.Git::new);
    }

    private static Optional<Delivery> kubectl(ConfigCheck check, JsonNode push, String path) {
        unwanted(check, push, path, "file", "git");
        if (GitHubConfig.absent(push.path("kubeconfig"))) {
            return Optional.of(new Delivery.Kubectl("KUBECONFIG"));
        }
        return GitHubConfig.secretName(check, push, path, "kubeconfig").map(Delivery.Kubectl::new);
    }

    private static void unwanted(ConfigCheck check, JsonNode push, String path, String key, String way) {
        if (!GitHubConfig.absent(push.path(key))) {
            check.note(Violation.invalid(
                    ConfigCheck.at(path, key), "This is for deliver: " + way + " only. Take it away."));
        }
    }

    private static List<Image> images(ConfigCheck check, JsonNode images, String path) {
        var read = new ArrayList<Image>();
        if (!GitHubConfig.absent(images) && !images.isObject()) {
            check.note(Violation.invalid(path, "This must be an object with an entry for a service."));
            return read;
        }
        images.properties().forEach(entry -> {
            var here = ConfigCheck.at(path, entry.getKey());
            if (!SERVICE.matcher(entry.getKey()).matches()) {
                check.note(Violation.invalid(here, "This must be named as a service is: lower-case, as in an image."));
            } else if (check.object(entry.getValue(), here, List.of("context", "dockerfile", "target"))
                    .isPresent()) {
                read.add(image(check, entry.getKey(), entry.getValue(), here));
            }
        });
        return read;
    }

    private static Image image(ConfigCheck check, String service, JsonNode image, String path) {
        var context = check.text(
                        image, path, new Text("context", GitHubConfig.PATH, "a directory of the repository", false))
                .orElse(".");
        var within = context.equals(".") ? "" : context + "/";
        return new Image(
                service,
                context,
                check.text(
                                image,
                                path,
                                new Text(
                                        "dockerfile",
                                        GitHubConfig.PATH,
                                        "a file of the repository, from its root",
                                        false))
                        .orElse(within + "Dockerfile"),
                check.text(image, path, new Text("target", TARGET, "a stage of the Dockerfile", false))
                        .orElse(""));
    }
}
