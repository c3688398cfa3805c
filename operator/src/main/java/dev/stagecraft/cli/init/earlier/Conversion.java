package dev.stagecraft.cli.init.earlier;

import dev.stagecraft.cli.init.detect.Answers;
import dev.stagecraft.cli.init.detect.Copying;
import dev.stagecraft.cli.init.detect.Drafting;
import dev.stagecraft.cli.init.detect.Findings;
import dev.stagecraft.cli.init.detect.UnreadableProject;
import dev.stagecraft.cli.init.manifest.Draft;
import dev.stagecraft.cli.init.manifest.Environment;
import dev.stagecraft.cli.init.manifest.ProjectName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** From a configuration to a draft: what the directory says is the ground, what the configuration says is put over it. */
public final class Conversion {
    private final List<Lost> lost = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final Section root;
    private final Findings findings;
    private final Answers suggested;
    private final Chosen chosen;

    private Conversion(String file, String text, Findings findings, Answers suggested, Chosen chosen) {
        this.root = EarlierFile.read(file, text, lost);
        this.findings = findings;
        this.suggested = suggested;
        this.chosen = chosen;
    }

    /** What a person said on the command line, which counts for more than the configuration. */
    public record Chosen(boolean project, boolean registry) {}

    /** What came out: everything that was not carried over is in {@code lost}, in the order of the file. */
    public record Converted(Draft draft, List<String> remarks, List<Lost> lost) {
        public Converted {
            remarks = List.copyOf(remarks);
            lost = List.copyOf(lost);
        }
    }

    /**
     * Reads the text of a configuration.
     *
     * @param file its name, for messages
     * @throws UnreadableProject when it is not YAML, or there is nothing in it
     */
    public static Converted of(String file, String text, Findings findings, Answers suggested, Chosen chosen) {
        return new Conversion(file, text, findings, suggested, chosen).converted();
    }

    /**
     * The services that the earlier stagecraft released, also where only a profile starts them.
     *
     * @throws UnreadableProject when the configuration cannot be read
     */
    public static Set<String> released(String file, String text) {
        var released = new TreeSet<String>();
        Section root = EarlierFile.read(file, text, new ArrayList<>());
        root.section("services").ifPresent(section -> released.addAll(section.keys()));
        root.section("backend").ifPresent(backend -> released.add(EarlierApps.image(backend)));
        return released;
    }

    /**
     * Whether the configuration says which environments there are.
     *
     * @throws UnreadableProject when it cannot be read
     */
    public static boolean namesEnvironments(String file, String text) {
        Section root = EarlierFile.read(file, text, new ArrayList<>());
        return root.section("environments")
                .map(EarlierEnvironments::new)
                .filter(own -> !own.names().isEmpty())
                .isPresent();
    }

    private Converted converted() {
        Answers answers = project();
        var environments = new EarlierEnvironments(root.section("environments").orElse(Section.empty(lost)));
        var hosts = new EarlierHosts(root, environments, answers);
        List<String> names = environments.names().isEmpty() ? suggested.environments() : environments.names();
        Answers all = new Answers(
                answers.project(),
                answers.registry(),
                names,
                hosts.roles(),
                answers.cloud(),
                answers.region(),
                answers.size(),
                answers.addresses());
        var ground = Drafting.draft(findings, all);
        remarks.addAll(ground.remarks());
        var services = new EarlierServices(root, ground, hosts);
        environments.readServices(services.names());
        var apps = new EarlierApps(root, findings, ground);
        var databases = new EarlierDatabases(root, findings, ground.draft(), names);
        var asides = new EarlierAsides(root, apps.secretTypes());
        List<Environment> drafted = ground.draft().environments().stream()
                .map(each -> hosts.environment(each, services, databases))
                .toList();
        Draft base = ground.draft();
        var draft = new Draft(
                base.project(),
                base.registry(),
                base.source(),
                new Draft.Compose(
                        base.compose().path(),
                        base.compose().local(),
                        base.compose().profiles()),
                services.services(),
                apps.backend(),
                apps.frontend(),
                base.build()
                        .filter(any -> apps.backend().or(apps::frontend).isPresent())
                        .flatMap(any -> hosts.build()),
                databases.databases(hosts.everywhere()),
                asides.secrets(),
                asides.ssh(),
                drafted,
                copies(base, databases.databases(hosts.everywhere())),
                base.files());
        remarks.addAll(hosts.remarks());
        databases.remark(ground.compose()).ifPresent(remarks::add);
        environments.finish();
        root.finish();
        lost.sort(Comparator.comparingInt(Lost::line));
        return new Converted(
                draft,
                remarks.stream().distinct().toList(),
                lost.stream().distinct().toList());
    }

    /** The Compose file as the ground has it, and migrations of the databases that came out. */
    private List<Draft.ConfigMap> copies(Draft base, List<Draft.Database> databases) {
        var maps = new ArrayList<Draft.ConfigMap>();
        base.configMaps().stream().limit(1).forEach(maps::add);
        if (findings.git().isEmpty()) {
            maps.addAll(Copying.migrations(base.project(), findings.files(), databases));
        }
        return maps;
    }

    private Answers project() {
        Section project = root.section("project").orElse(Section.empty(lost));
        Optional<String> name = project.text("name").filter(any -> !chosen.project());
        Optional<String> registry = project.text("registry").filter(any -> !chosen.registry());
        name.filter(text -> !ProjectName.is(text, ProjectName.LONGEST))
                .ifPresent(text -> project.lose(
                        "name",
                        "The name \"%s\" is not one that can be used, so it is %s."
                                .formatted(text, ProjectName.fit(text, ProjectName.LONGEST))));
        Optional<String> plain = registry.map(text ->
                text.replaceFirst("^https?://", "").replaceAll("/+$", "").toLowerCase(Locale.ROOT));
        boolean usable = plain.stream()
                .allMatch(text ->
                        text.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*"));
        if (!usable) {
            project.lose(
                    "registry", "It is no registry: write host and path in lower case into spec.project.registry.");
        }
        project.finish();
        return new Answers(
                name.map(text -> ProjectName.fit(text, ProjectName.LONGEST)).orElse(suggested.project()),
                Stream.of(plain.filter(any -> usable), suggested.registry())
                        .flatMap(Optional::stream)
                        .findFirst(),
                suggested.environments(),
                suggested.hosts(),
                suggested.cloud(),
                suggested.region(),
                suggested.size(),
                suggested.addresses());
    }
}
