package dev.stagecraft.cli.init.earlier;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.cli.init.detect.Directories;
import dev.stagecraft.cli.init.manifest.Draft;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is said once and is no part of the application: secrets, SSH, network, CI, this machine. */
final class EarlierAsides {
    /** From 1 to 65535. */
    private static final String PORT =
            "[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]";

    private final Optional<Draft.Secrets> secrets;
    private Draft.Ssh ssh = Draft.Ssh.DEFAULT;

    /** @param types of secrets that Encore keeps, as the backend has them */
    EarlierAsides(Section root, List<String> types) {
        this.secrets = root.section("secrets").flatMap(EarlierAsides::secrets).or(() -> encore(types));
        root.section("infra").ifPresent(this::infra);
        network(root);
        root.drop(
                "ci",
                "`stagecraft ci init` writes the workflow, and spec.build.executor: github lets it build (spec/builds-github.md).");
        root.drop("dev", "`stagecraft dev` has local names and HTTPS behind options; see `stagecraft dev --help`.");
    }

    Optional<Draft.Secrets> secrets() {
        return secrets;
    }

    Draft.Ssh ssh() {
        return ssh;
    }

    private static void network(Section root) {
        root.section("network").ifPresent(network -> {
            if (network.text("provider").filter("none"::equals).isEmpty()) {
                root.lose(
                        "network",
                        "Joining hosts to a network is not implemented: services of different hosts reach each other by the hosts' addresses. Hosts that exist already can be joined by hand.");
            }
        });
    }

    private static Optional<Draft.Secrets> encore(List<String> types) {
        if (types.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        types.forEach(config.putArray("types")::add);
        return Optional.of(new Draft.Secrets("encore", config));
    }

    private static Optional<Draft.Secrets> secrets(Section section) {
        String provider = section.text("provider").orElse("kubernetes");
        Optional<Section> own = section.section("providers").flatMap(all -> all.section(provider));
        Optional<Draft.Secrets> found = Optional.empty();
        if (provider.equals("envfile")) {
            found = own.flatMap(EarlierAsides::sourceFile)
                    .map(file -> new Draft.Secrets(
                            provider, JsonNodeFactory.instance.objectNode().put("file", file)));
            own.ifPresent(config -> config.drop(
                    "target_file", "Values go between a file and a Secret: `stagecraft secrets sync` carries them."));
        } else if (provider.equals("encore")) {
            found = encore(own.map(config -> config.texts("types")).orElse(List.of()));
        } else if (!Set.of("kubernetes", "none").contains(provider)) {
            section.lose("provider", "There is no such provider of secrets; see spec/environment.md.");
        }
        own.ifPresent(Section::finish);
        section.finish();
        return found;
    }

    private static Optional<String> sourceFile(Section config) {
        Optional<String> file = config.text("source_file").map(Directories::plain);
        if (file.filter(path -> path.startsWith("..")).isPresent()) {
            config.lose(
                    "source_file",
                    "It is outside of the project, so no provider of secrets is said; move it below the project, and add secrets.providers.envfile.file (spec/environment.md).");
            return Optional.empty();
        }
        return file;
    }

    private void infra(Section infra) {
        infra.section("bootstrap").ifPresent(bootstrap -> {
            bootstrap.section("ssh").ifPresent(this::ssh);
            bootstrap.drop("docker", "The operator installs Docker where it is missing.");
            bootstrap.drop("network", "Joining hosts to a network is not implemented.");
            bootstrap.finish();
        });
        infra.finish();
    }

    private void ssh(Section section) {
        String user = usable(section, "user", Draft.Ssh.DEFAULT.user(), "[a-z_][a-z0-9_-]{0,31}");
        int port = Integer.parseInt(usable(section, "port", String.valueOf(Draft.Ssh.DEFAULT.port()), PORT));
        ssh = new Draft.Ssh(user, port);
        section.drop("privateKeyPath", "The key is in a Secret: create it with --from-file=ssh-privatekey=PATH.");
        section.drop("knownHostsFile", "The key of each host is in cloud.providers.static.hosts.");
        section.finish();
    }

    private static String usable(Section section, String key, String otherwise, String pattern) {
        Optional<String> text = section.text(key);
        if (text.filter(any -> !any.matches(pattern)).isPresent()) {
            section.lose(key, "It cannot be used, so it is %s; correct it in spec.ssh.".formatted(otherwise));
        }
        return text.filter(any -> any.matches(pattern)).orElse(otherwise);
    }
}
