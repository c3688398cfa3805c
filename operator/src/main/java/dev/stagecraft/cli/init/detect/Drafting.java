package dev.stagecraft.cli.init.detect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.cli.init.manifest.Draft;
import dev.stagecraft.cli.init.manifest.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Makes a draft of what was found and what was answered. For one draft. */
public final class Drafting {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String FIRST_VERSION = "v0.1.0";

    private final Findings findings;
    private final Answers answers;
    private final Optional<NewCompose> written;
    private final FoundCompose compose;
    private final AccessoryPorts accessoryPorts;
    private final ImageDrafting images;
    private final List<String> remarks = new ArrayList<>();

    private Drafting(Findings findings, Answers answers) {
        this.findings = findings;
        this.answers = answers;
        this.written =
                findings.compose().isPresent() ? Optional.empty() : Optional.of(NewCompose.of(findings, answers));
        this.compose =
                findings.compose().or(() -> written.map(NewCompose::found)).orElseThrow();
        this.accessoryPorts = new AccessoryPorts(compose.services());
        this.images = new ImageDrafting(compose);
    }

    /** What came out, and what a person should know about it. */
    public record Drafted(Draft draft, FoundCompose compose, List<String> remarks) {
        public Drafted {
            remarks = List.copyOf(remarks);
        }
    }

    /** The same findings and answers make the same draft. */
    public static Drafted draft(Findings findings, Answers answers) {
        return new Drafting(findings, answers).drafted();
    }

    private Drafted drafted() {
        remarks.addAll(findings.remarks());
        var apps = new AppDrafting(findings, compose);
        var databases = new DatabaseDrafting(findings, compose, answers, accessoryPorts);
        List<Draft.Database> drafted = databases.databases();
        var variables = new TreeSet<>(compose.variables());
        variables.addAll(apps.variables());
        apps.backend().ifPresent(app -> remarkOnBuilds(app.provider()));
        var draft = new Draft(
                answers.project(),
                answers.registry(),
                Answers.source(findings),
                new Draft.Compose(path(), compose.path(), compose.profiles()),
                compose.services().stream()
                        .map(each -> service(each, drafted, accessoryPorts))
                        .toList(),
                apps.backend(),
                apps.frontend(),
                apps.backend().filter(any -> findings.git().isPresent()).map(any -> onHosts()),
                drafted,
                Optional.empty(),
                Draft.Ssh.DEFAULT,
                answers.environments().stream()
                        .map(name -> environment(name, variables, drafted))
                        .toList(),
                copies(drafted),
                written.map(file -> List.of(new Draft.NewFile(compose.path(), file.text())))
                        .orElse(List.of()));
        remarks.addAll(apps.remarks());
        remarks.addAll(databases.remarks());
        remarks.addAll(images.remarks());
        remarkOnNames();
        return new Drafted(draft, compose, remarks);
    }

    private List<Draft.ConfigMap> copies(List<Draft.Database> databases) {
        return findings.git().isPresent()
                ? List.of()
                : new Copying(findings, compose, written.map(NewCompose::text))
                        .configMaps(answers.project(), databases);
    }

    private String path() {
        String path = findings.inRepository(compose.path());
        if (!path.matches("[A-Za-z0-9._][A-Za-z0-9._/-]{0,511}")) {
            throw new UnreadableProject(
                    "The path %s cannot be in a resource: name the directories with letters, digits, dots and dashes."
                            .formatted(path));
        }
        return path;
    }

    private void remarkOnBuilds(String provider) {
        if (answers.registry().isEmpty()) {
            remarks.add(
                    "No registry is known for the images that are built: put one into spec.project.registry, or run init with --registry.");
        }
        if (provider.equals("encore-ts")) {
            remarks.add(
                    "Encore's command line builds the images: install it on the hosts that build, or name another executor in spec.build (spec/backend-encore.md).");
        }
    }

    private void remarkOnNames() {
        compose.accessories().stream()
                .filter(each -> compose.calledByName(each.name()))
                .filter(each -> !answers.accessoryRole().equals(answers.applicationRole()))
                .forEach(each -> remarks.add(
                        "Services call %1$s by its name, which leads nowhere from another host: give them its host's address through the Secret, or keep both on one host with --hosts %2$s=1."
                                .formatted(each.name(), answers.applicationRole())));
        if (answers.cloud().equals(Answers.STATIC)) {
            answers.environments().stream()
                    .flatMap(environment -> hosts().stream()
                            .flatMap(host -> host.names().stream())
                            .filter(host -> address(environment, host).isEmpty()))
                    .findFirst()
                    .ifPresent(
                            host -> remarks.add(
                                    "Addresses of hosts are not known: replace those that end in example.com, or run init with --address HOST=ADDRESS."));
        }
    }

    private ObjectNode onHosts() {
        return JSON.objectNode().put("executor", "host").put("role", answers.applicationRole());
    }

    private Draft.Service service(FoundService service, List<Draft.Database> databases, AccessoryPorts chosen) {
        ObjectNode policy = JSON.objectNode();
        var comment = new ArrayList<String>();
        boolean accessory = service.accessory().isPresent();
        policy.put("role", accessory ? answers.accessoryRole() : answers.applicationRole());
        service.health()
                .ifPresent(health ->
                        policy.putObject("health").put("path", health.path()).put("port", health.port()));
        if (accessory) {
            policy.putObject("rollout").put("strategy", "Manual");
            comment.add("holds data: a release starts it where it is missing, and never replaces it");
            ports(service, policy, comment, databases, chosen);
        }
        return new Draft.Service(service.name(), policy, comment);
    }

    /**
     * Beside those who call it, what a file publishes for a person's own machine would only be open to the Internet. On a host of
     * its own it must stay as it is.
     */
    private void ports(
            FoundService service,
            ObjectNode policy,
            List<String> comment,
            List<Draft.Database> databases,
            AccessoryPorts chosen) {
        boolean migrated = service.accessory().filter(Accessory::isRelational).isPresent()
                && databases.stream()
                        .flatMap(each -> each.migrations().stream())
                        .anyMatch(each -> each.has("via"));
        boolean shared = answers.accessoryRole().equals(answers.applicationRole());
        if ((service.publishes() && shared) || (migrated && !service.publishes())) {
            int port = service.accessory().orElseThrow().port();
            policy.putArray("ports").add("127.0.0.1:%d:%d".formatted(chosen.of(service), port));
            comment.add("ports: " + (service.publishes() ? "instead of those of the file, " : "")
                    + "reached from its host alone" + (migrated ? ", which is how migrations get to it" : ""));
        }
    }

    private List<Environment.Host> hosts() {
        return hosts(!compose.accessories().isEmpty());
    }

    private List<Environment.Host> hosts(boolean data) {
        return answers.hosts().entrySet().stream()
                .map(entry -> Environment.Host.of(
                        entry.getKey(), entry.getValue(), data && entry.getKey().equals(answers.accessoryRole())))
                .toList();
    }

    private Environment environment(String name, Set<String> variables, List<Draft.Database> databases) {
        Optional<FoundOverride> override =
                Optional.ofNullable(compose.overrides().get(name));
        var needed = new TreeSet<>(variables);
        override.ifPresent(found -> needed.addAll(found.variables()));
        Optional<String> path = override.map(FoundOverride::path);
        boolean secret = findings.envFile().isPresent();
        SortedMap<String, String> none = new TreeMap<>();
        return new Environment(
                name,
                false,
                FIRST_VERSION,
                cloud(name),
                hosts(!compose.accessories().isEmpty()
                        || override.filter(FoundOverride::holdsData).isPresent()),
                path.map(findings::inRepository).stream().toList(),
                path.stream().toList(),
                override.map(found -> added(found, databases)).orElse(Map.of()),
                List.copyOf(needed),
                secret ? Optional.of(name + ".env") : Optional.empty(),
                images.env(FIRST_VERSION),
                none);
    }

    /** The policies of what only this environment has, by service. */
    private Map<String, ObjectNode> added(FoundOverride override, List<Draft.Database> databases) {
        var ports = new AccessoryPorts(Stream.concat(compose.services().stream(), override.added().stream())
                .toList());
        var policies = new TreeMap<String, ObjectNode>();
        override.added()
                .forEach(each -> policies.put(
                        each.name(), service(each, databases, ports).policy()));
        return policies;
    }

    private Environment.Cloud cloud(String environment) {
        return answers.cloud().equals(Answers.STATIC)
                ? StaticHosts.cloud(answers.project(), environment, hosts(), host -> address(environment, host))
                : Droplets.cloud(answers.region(), answers.size());
    }

    private Optional<String> address(String environment, String host) {
        return Optional.ofNullable(answers.addresses().get(environment + "/" + host))
                .or(() -> Optional.ofNullable(answers.addresses().get(host)));
    }
}
