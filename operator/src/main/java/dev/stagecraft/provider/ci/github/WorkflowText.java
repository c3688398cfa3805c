package dev.stagecraft.provider.ci.github;

import dev.stagecraft.provider.ci.WorkflowFile;
import dev.stagecraft.provider.ci.WorkflowRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes the workflow file: the same configuration gives the same bytes. Everything that is filled in was checked to hold nothing that
 * YAML, a shell or GitHub's expressions would read.
 */
final class WorkflowText {
    private static final Pattern BLANK = Pattern.compile("(?m)^<<([a-z]+)>>\\n|<<([a-z]+)>>");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/@-]*");
    private static final String OWN_REGISTRY = "ghcr.io";

    private final GitHubConfig config;
    private final WorkflowRequest request;

    private WorkflowText(GitHubConfig config, WorkflowRequest request) {
        this.config = config;
        this.request = request;
    }

    static WorkflowFile of(GitHubConfig config, WorkflowRequest request) {
        for (var value : List.of(request.namespace(), request.name(), request.registry())) {
            if (!PLAIN.matcher(value).matches()) {
                throw new IllegalArgumentException("The workflow file cannot hold '" + value + "'.");
            }
        }
        return new WorkflowFile(".github/workflows/" + config.workflow(), new WorkflowText(config, request).text());
    }

    private String text() {
        var text = new StringBuilder(filled(WorkflowSteps.HEAD, names()));
        config.push().ifPresent(push -> text.append(trigger(push).indent(2)));
        text.append(filled(WorkflowSteps.ONE_AT_A_TIME, names()));
        text.append(jobs().stream().map(job -> job.indent(2)).collect(Collectors.joining("\n")));
        return text.toString();
    }

    private List<String> jobs() {
        var jobs = new ArrayList<String>();
        jobs.add(filled(WorkflowSteps.BUILD, names()));
        config.push().ifPresent(push -> {
            if (!push.images().isEmpty()) {
                jobs.add(filled(WorkflowSteps.IMAGES, names()));
            }
            jobs.add(filled(
                    switch (push.deliver()) {
                        case PushConfig.Delivery.Git git -> WorkflowSteps.BY_GIT;
                        case PushConfig.Delivery.Kubectl kubectl -> WorkflowSteps.BY_KUBECTL;
                    },
                    names()));
        });
        return jobs;
    }

    /** The file that a commit of the workflow's changes is left out: it would start itself again. */
    private static String trigger(PushConfig push) {
        return "push:\n  branches: ['%s']\n".formatted(push.branch())
                + switch (push.deliver()) {
                    case PushConfig.Delivery.Git(var file) -> "  paths-ignore: ['%s']\n".formatted(file);
                    case PushConfig.Delivery.Kubectl kubectl -> "";
                };
    }

    private Map<String, String> names() {
        var login = login();
        var push = config.push();
        return Map.ofEntries(
                Map.entry("namespace", request.namespace()),
                Map.entry("name", request.name()),
                Map.entry("registry", request.registry()),
                Map.entry("runner", config.runner()),
                Map.entry("bare", WorkflowSteps.BARE.stripTrailing()),
                Map.entry("packages", login.isPresent() ? "" : "    packages: write"),
                Map.entry(
                        "login",
                        login.map(names -> filled(
                                        WorkflowSteps.LOGIN,
                                        Map.of(
                                                "host", host(),
                                                "username", names.username(),
                                                "password", names.password())))
                                .orElseGet(() -> filled(WorkflowSteps.OWN_LOGIN, Map.of("host", host())))
                                .stripTrailing()),
                Map.entry(
                        "secrets",
                        numbered((number, id, name) ->
                                "        BUILD_SECRET_%d: ${{ contains(fromJSON(inputs.options).secrets, '%s') && secrets.%s || '' }}\n"
                                        .formatted(number, id, name))),
                Map.entry(
                        "cases",
                        numbered((number, id, name) ->
                                "            %s) variable=BUILD_SECRET_%d ;;\n".formatted(id, number))),
                Map.entry("images", push.map(WorkflowText::matrix).orElse("")),
                Map.entry(
                        "needs",
                        push.filter(given -> !given.images().isEmpty()).isPresent() ? "  needs: [images]" : ""),
                Map.entry("branch", push.map(PushConfig::branch).orElse("")),
                Map.entry(
                        "file",
                        push.map(PushConfig::deliver).map(WorkflowText::file).orElse("")),
                Map.entry(
                        "kubeconfig",
                        push.map(PushConfig::deliver)
                                .map(WorkflowText::kubeconfig)
                                .orElse("")));
    }

    private static String file(PushConfig.Delivery delivery) {
        return delivery instanceof PushConfig.Delivery.Git(var file) ? file : "";
    }

    private static String kubeconfig(PushConfig.Delivery delivery) {
        return delivery instanceof PushConfig.Delivery.Kubectl(var kubeconfig) ? kubeconfig : "";
    }

    private static String matrix(PushConfig push) {
        return push.images().stream()
                .map(image -> "        - {service: '%s', context: '%s', dockerfile: '%s', target: '%s'}"
                        .formatted(image.service(), image.context(), image.dockerfile(), image.target()))
                .collect(Collectors.joining("\n"));
    }

    /** Writes something of each secret of the repository that builds may read. */
    private interface OfSecret {
        String text(int number, String id, String name);
    }

    private String numbered(OfSecret lines) {
        var text = new StringBuilder();
        var number = 0;
        for (var secret : config.secrets().entrySet()) {
            number++;
            text.append(lines.text(number, secret.getKey(), secret.getValue()));
        }
        return text.toString().stripTrailing();
    }

    /** Empty where the run's own token will do. */
    private Optional<GitHubConfig.Login> login() {
        return host().equals(OWN_REGISTRY)
                ? config.login()
                : Optional.of(config.login().orElse(GitHubConfig.Login.USUAL));
    }

    /** As Docker tells them apart: what has a dot or a port is a host, and Docker Hub's where there is none. */
    private String host() {
        var first = request.registry().split("/", 2)[0];
        return first.contains(".") || first.contains(":") || first.equals("localhost") ? first : "docker.io";
    }

    /** A line that holds nothing but an empty word goes. */
    private static String filled(String text, Map<String, String> words) {
        return BLANK.matcher(text).replaceAll(found -> {
            var line = found.group(1) != null;
            var value = words.getOrDefault(line ? found.group(1) : found.group(2), "");
            return Matcher.quoteReplacement(line && !value.isEmpty() ? value + "\n" : value);
        });
    }
}
