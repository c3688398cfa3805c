package dev.stagecraft.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** What a golden file asks of the planner, and how a plan is written into one. */
record PlanCase(Desired desired, Observed observed, String what) {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    static PlanCase read(String yaml) throws IOException {
        var root = YAML.readTree(yaml);
        var release = root.has("release") ? Optional.of(release(root.get("release"))) : Optional.<ReleaseTarget>empty();
        var desired = new Desired(
                "uid-1",
                root.path("owns").asBoolean(true),
                list(root.path("hosts"), PlanCase::host),
                defaults(root.path("defaults")),
                "sha256:spec",
                release,
                root.path("batch").asInt(1),
                list(root.path("notes"), JsonNode::asText),
                list(root.path("databases"), PlanCase::database),
                list(root.path("builds"), PlanCase::build),
                list(root.path("hooks"), PlanCase::hook));
        var observed = new Observed(
                list(root.path("observed"), PlanCase::observed),
                text(root, "serving"),
                list(root.path("serves"), PlanCase::service),
                list(
                        root.path("rollbackChoices"),
                        node -> new RollbackChoice(
                                node.path("release").asText(),
                                node.path("version").asText())),
                list(root.path("appliedSince"), PlanCase::since));
        return new PlanCase(desired, observed, what(root));
    }

    private static BuildTarget build(JsonNode node) {
        return new BuildTarget(
                list(node.path("services"), JsonNode::asText),
                node.path("image").asText(),
                node.path("tag").asText(),
                text(node, "digest"),
                node.path("tagged").asBoolean(false),
                list(node.path("builders"), JsonNode::asText),
                node.path("executor").asText("job"),
                "from commit 0123456789ab");
    }

    Plan plan() {
        return switch (what) {
            case "removal" -> Planner.removal(desired, observed);
            case "migrations" -> Planner.migrations(desired, observed);
            default -> Planner.plan(desired, observed);
        };
    }

    private static String what(JsonNode root) {
        if (root.path("removal").asBoolean(false)) {
            return "removal";
        }
        return root.path("migrations").asBoolean(false) ? "migrations" : "plan";
    }

    /** The plan without its id. */
    static String render(Plan plan) throws IOException {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("risk", plan.risk().label());
        shown.put(
                "summary",
                "create " + plan.summary().create() + ", change "
                        + plan.summary().change() + ", destroy "
                        + plan.summary().destroy());
        shown.put("opensRelease", plan.opensRelease());
        shown.put("steps", plan.steps().stream().map(PlanCase::step).toList());
        shown.put(
                "skipped",
                plan.skipped().stream()
                        .map(skipped -> skipped.phase().label() + ": " + skipped.reason())
                        .toList());
        shown.put("notes", plan.notes());
        shown.put(
                "refusals",
                plan.refusals().stream()
                        .map(why -> Map.of("reason", why.reason(), "path", why.path(), "message", why.message()))
                        .map(java.util.TreeMap::new)
                        .toList());
        shown.put(
                "migrations",
                plan.migrations().stream()
                        .map(file -> file.database() + "/" + file.id() + " in "
                                + file.stage().label() + ": " + file.type().label()
                                + (file.reason().isEmpty() ? "" : ", " + file.reason()))
                        .toList());
        shown.values().removeIf(value -> value instanceof List<?> list && list.isEmpty());
        return YAML.writeValueAsString(shown);
    }

    private static Map<String, Object> step(Step step) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", step.id());
        shown.put("does", step.kind().label() + " in " + step.phase().label() + " on " + step.target());
        shown.put("description", step.description());
        if (!step.dependsOn().isEmpty()) {
            shown.put("after", String.join(" ", step.dependsOn()));
        }
        if (!step.inputs().isEmpty()) {
            shown.put("inputs", step.inputs());
        }
        step.riskReason().ifPresent(why -> shown.put("risk", step.risk().label() + ": " + why));
        return shown;
    }

    private static HostDefaults defaults(JsonNode node) {
        return new HostDefaults(
                node.path("path").asText("spec.cloud.providers.digitalocean"),
                text(node, "size"),
                text(node, "region"),
                text(node, "image"));
    }

    private static HostTarget host(JsonNode node) {
        return new HostTarget(
                node.path("name").asText(),
                node.path("role").asText(),
                node.path("index").asInt(0),
                node.path("path").asText("spec.hosts[0]"),
                text(node, "size"),
                text(node, "region"),
                text(node, "image"),
                node.path("protect").asBoolean(false));
    }

    private static ObservedHost observed(JsonNode node) {
        return new ObservedHost(
                node.path("name").asText(),
                node.path("role").asText(),
                text(node, "formerRole"),
                text(node, "machine"),
                text(node, "size"),
                text(node, "region"),
                text(node, "image"),
                node.path("protect").asBoolean(false),
                node.path("ready").asBoolean(false),
                text(node, "release"));
    }

    private static DatabaseTarget database(JsonNode node) {
        var name = node.path("name").asText();
        return new DatabaseTarget(
                name,
                "spec.databases." + name + ".migrations",
                MigrationStrategy.of(node.path("strategy").asText("pre_deploy")),
                node.path("fresh").asBoolean(false),
                text(node, "connection"),
                text(node, "source"),
                text(node, "unseen").map(PlanCase::file),
                text(node, "toRecord").map(PlanCase::file),
                list(node.path("pending"), PlanCase::pending),
                list(node.path("notes"), JsonNode::asText),
                list(
                        node.path("refusals"),
                        reason -> new Refusal(
                                reason.asText(),
                                "spec.databases." + name + ".migrations",
                                "a sentence of the engine")));
    }

    private static HookTarget hook(JsonNode node) {
        return new HookTarget(
                node.path("name").asText(),
                HookTarget.When.of(node.path("when").asText()).orElseThrow(),
                text(node, "phase").flatMap(Phase::of),
                node.path("service").asText("web"),
                Duration.ofSeconds(node.path("seconds").asInt(300)),
                node.path("mayFail").asBoolean(false),
                List.of("bin/" + node.path("name").asText()));
    }

    private static PendingMigration file(String id) {
        return pending(JsonNodeFactory.instance.objectNode().put("id", id));
    }

    private static PendingMigration pending(JsonNode node) {
        var id = node.path("id").asText();
        return new PendingMigration(
                id,
                Integer.parseInt(id.substring(0, 3)) - 1,
                "sum-" + id,
                "sha256:up-to-" + id,
                MigrationClass.of(node.path("class").asText("Expand")),
                list(node.path("reasons"), JsonNode::asText),
                list(node.path("neededBy"), JsonNode::asText));
    }

    private static AppliedSince since(JsonNode node) {
        return new AppliedSince(
                node.path("database").asText(),
                node.path("at").asText(),
                node.path("known").asText(""),
                list(
                        node.path("files"),
                        file -> new AppliedSince.Applied(
                                file.path("id").asText(),
                                MigrationClass.of(file.path("class").asText()))),
                new AppliedSince.Earlier(
                        node.path("earlier").asInt(0),
                        MigrationClass.of(node.path("worst").asText("Expand"))));
    }

    private static ReleaseTarget release(JsonNode node) {
        return new ReleaseTarget(
                ReleaseTarget.Kind.valueOf(node.path("kind").asText("DEPLOY")),
                text(node, "release"),
                node.path("version").asText(),
                node.path("inputs").asText("sha256:inputs"),
                list(node.path("services"), PlanCase::service),
                list(node.path("allAtOnce"), JsonNode::asText));
    }

    private static ServiceTarget service(JsonNode node) {
        return new ServiceTarget(
                node.path("name").asText(),
                node.path("role").asText(),
                node.path("image").asText(),
                node.path("hash").asText("sha256:definition"),
                node.path("manual").asBoolean(false),
                node.path("keepsData").asBoolean(false),
                text(node, "stopFirst"));
    }

    private static <T> List<T> list(JsonNode node, Function<JsonNode, T> read) {
        return new ArrayList<>(
                StreamSupport.stream(node.spliterator(), false).map(read).toList());
    }

    private static Optional<String> text(JsonNode node, String field) {
        return node.has(field) ? Optional.of(node.get(field).asText()) : Optional.empty();
    }
}
