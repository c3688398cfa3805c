package dev.stagecraft.cli.init.detect;

import dev.stagecraft.cli.init.manifest.Draft;
import dev.stagecraft.cli.init.manifest.ProjectName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What a person decides, or is taken to.
 *
 * @param hosts number of hosts by role, in every environment
 * @param cloud {@code digitalocean} or {@code static}
 * @param size of droplets, {@code region} likewise
 * @param addresses of hosts that exist already, by name or by environment, a slash and the name
 */
public record Answers(
        String project,
        Optional<String> registry,
        List<String> environments,
        SequencedMap<String, Integer> hosts,
        String cloud,
        String region,
        String size,
        Map<String, String> addresses) {
    /** Droplets. */
    public static final String DIGITALOCEAN = "digitalocean";

    /** Hosts that exist already. */
    public static final String STATIC = "static";

    private static final String APP = "app";
    private static final String DB = "db";

    public Answers {
        environments = List.copyOf(environments);
        hosts = new LinkedHashMap<>(hosts);
        addresses = Map.copyOf(addresses);
    }

    /** What is taken where nobody says otherwise. */
    public static Answers suggested(Findings findings) {
        return new Answers(
                project(findings),
                registry(findings),
                environments(findings),
                hosts(findings),
                DIGITALOCEAN,
                "nyc3",
                "s-2vcpu-4gb",
                Map.of());
    }

    /** The role of accessories: their own where there are hosts of it. */
    String accessoryRole() {
        return hosts.containsKey(DB) ? DB : applicationRole();
    }

    /** The role of everything else. */
    String applicationRole() {
        return hosts.containsKey(APP) ? APP : hosts.firstEntry().getKey();
    }

    private static String project(Findings findings) {
        String name = findings.compose()
                .flatMap(FoundCompose::name)
                .filter(text -> !text.contains("$"))
                .or(() -> findings.git()
                        .filter(any -> findings.prefix().isEmpty())
                        .map(GitRemote::repository))
                .orElse(findings.directory());
        return ProjectName.fit(name, ProjectName.LONGEST);
    }

    /** Where the file says itself where images that it builds go, that; else where the forge keeps them. */
    private static Optional<String> registry(Findings findings) {
        return findings.compose().stream()
                .flatMap(found -> found.built().stream())
                .map(FoundService::image)
                .filter(image -> image.matches("[a-z0-9.-]+\\.[a-z]+(:\\d+)?/[a-z0-9._/-]+(:.*)?"))
                .map(ProjectFiles::parent)
                .findFirst()
                .or(() -> findings.git().flatMap(GitRemote::registry))
                .map(text -> text.toLowerCase(Locale.ROOT));
    }

    private static List<String> environments(Findings findings) {
        var named = new ArrayList<String>();
        findings.compose().ifPresent(found -> named.addAll(found.overrides().keySet()));
        return named.isEmpty() ? List.of("prod") : named;
    }

    /**
     * An accessory gets a host of its own only where nobody calls it by its name in the file: names lead nowhere from one host to
     * another.
     */
    private static SequencedMap<String, Integer> hosts(Findings findings) {
        var hosts = new LinkedHashMap<String, Integer>();
        hosts.put(APP, 1);
        boolean apart = findings.compose().stream()
                .flatMap(found -> found.accessories().stream().filter(each -> !found.calledByName(each.name())))
                .findAny()
                .isPresent();
        boolean together = findings.compose().stream()
                .flatMap(found -> found.accessories().stream())
                .anyMatch(each -> findings.compose().orElseThrow().calledByName(each.name()));
        if (apart && !together) {
            hosts.put(DB, 1);
        }
        return hosts;
    }

    /** Where the source of the findings is, for a draft. */
    static Optional<Draft.Source> source(Findings findings) {
        return findings.git().map(git -> new Draft.Source(git.url(), git.branch()));
    }
}
