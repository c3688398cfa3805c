package dev.stagecraft.cli.init.manifest;

import java.util.ArrayList;
import java.util.List;

/** What a person does after init: Secrets to create, and how the first release is looked at and begun. */
public final class NextSteps {
    private static final String SECRET = "kubectl create secret generic ";

    private final Draft draft;
    private final SecretNames names;
    private final List<String> lines = new ArrayList<>();

    private NextSteps(Draft draft) {
        this.draft = draft;
        this.names = new SecretNames(draft.project());
    }

    /** Lines for a terminal. None holds a value: values come from files, or are pasted. */
    public static List<String> of(Draft draft) {
        return new NextSteps(draft).lines();
    }

    private List<String> lines() {
        commit();
        lines.add("Create the Secrets, in the namespace of the resource:");
        lines.add("");
        shared();
        released().forEach(this::secretsOf);
        lines.add("");
        lines.add("Then look at the plan, and release:");
        lines.add("");
        for (Environment environment : released()) {
            String overlay = Tree.OVERLAYS + environment.name();
            lines.add("  stagecraft plan --env " + environment.name());
            lines.add("  kubectl apply -k " + overlay);
        }
        copies();
        return List.copyOf(lines);
    }

    /** Copies grow old. */
    private void copies() {
        if (!draft.configMaps().isEmpty()) {
            lines.add("");
            lines.add("When one of these changes, copy it again:");
            lines.add("");
        }
        draft.configMaps()
                .forEach(map -> lines.add("  cp " + map.origin() + " stagecraft/base/"
                        + (map.directory().isEmpty() ? "" : map.directory() + "/")));
    }

    /** A local environment is released nowhere; where there is no other one it stands for them all. */
    private List<Environment> released() {
        List<Environment> released =
                draft.environments().stream().filter(each -> !each.local()).toList();
        return released.isEmpty() ? draft.environments() : released;
    }

    private void commit() {
        if (draft.source().isPresent()) {
            lines.add("Commit and push what was written: the operator reads the repository, not this directory.");
            lines.add("");
        }
    }

    private void shared() {
        if (draft.source().isPresent()
                && (draft.backend().isPresent() || draft.frontend().isPresent())) {
            lines.add("  kubectl create secret docker-registry " + names.registry()
                    + " --from-file=.dockerconfigjson=\"$HOME/.docker/config.json\"");
        }
        if (uses("digitalocean")) {
            lines.add("  " + SECRET + names.token() + " --from-file=token=/dev/stdin   # paste the token, then Ctrl-D");
        }
        lines.add("  " + SECRET + names.ssh() + " --from-file=ssh-privatekey=\"$HOME/.ssh/id_ed25519\"");
    }

    private boolean uses(String provider) {
        return released().stream().anyMatch(each -> each.cloud().provider().equals(provider));
    }

    private void secretsOf(Environment environment) {
        if (environment.hasSecret()) {
            String file = environment.envFile().orElse(environment.name() + ".env");
            String keys =
                    environment.variables().isEmpty() ? "" : "   # with " + String.join(", ", environment.variables());
            lines.add("  " + SECRET + names.environment(environment.name()) + " --from-env-file=" + word(file) + keys);
        }
        draft.databases().stream()
                .filter(database -> database.variable().isEmpty())
                .forEach(database -> lines.add("  " + SECRET + names.database(environment.name(), database.name())
                        + " --from-file=url=/dev/stdin   # paste " + database.example() + ", then Ctrl-D"));
        if (environment.cloud().provider().equals("static")) {
            hostKeys(environment);
        }
    }

    private void hostKeys(Environment environment) {
        var addresses = environment.cloud().config().path("hosts");
        var files = new ArrayList<String>();
        addresses.properties().forEach(host -> {
            if (host.getValue().has("hostKeySecretRef")) {
                String file = host.getKey() + ".hostkey";
                lines.add("  ssh-keyscan -t ed25519 "
                        + word(host.getValue().path("address").asText()) + " > " + file
                        + "   # compare it with the host's own");
                files.add(" --from-file=" + host.getKey() + "=" + file);
            }
        });
        lines.add("  " + SECRET + names.hostKeys(environment.name()) + String.join("", files));
    }

    /** As the shell takes it for one word. */
    private static String word(String text) {
        return text.matches("[A-Za-z0-9_./@%+,:-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
