package dev.stagecraft.cli.init.earlier;

import dev.stagecraft.cli.init.detect.Answers;
import dev.stagecraft.cli.init.manifest.Environment.Host;
import dev.stagecraft.cli.init.manifest.ProjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The section {@code cloud}. */
final class EarlierCloud {
    private static final String SLUG = "[a-z0-9][a-z0-9._-]{0,99}";

    private final Map<String, List<Host>> hosts = new TreeMap<>();
    private boolean digitalOcean;
    private String region = "";
    private String size = "";

    EarlierCloud(Section root, List<String> environments) {
        root.section("cloud").ifPresent(cloud -> read(cloud, environments));
    }

    boolean isDigitalOcean() {
        return digitalOcean;
    }

    /** Empty where nothing is said; {@code size} likewise. */
    String region() {
        return region;
    }

    String size() {
        return size;
    }

    /** Droplets of an environment; none where they are not listed. */
    List<Host> hosts(String environment) {
        return hosts.getOrDefault(environment, List.of());
    }

    private void read(Section cloud, List<String> environments) {
        String provider = cloud.text("provider").orElse("");
        digitalOcean = provider.equals(Answers.DIGITALOCEAN);
        if (!digitalOcean && !provider.isEmpty() && !provider.equals(Answers.STATIC)) {
            cloud.lose(
                    "provider",
                    "There is no cloud provider %s: machines are droplets of DigitalOcean, or hosts of your own (spec/cloud-static.md)."
                            .formatted(provider));
        }
        cloud.section("providers").ifPresent(providers -> {
            providers.section(Answers.DIGITALOCEAN).ifPresent(section -> digitalOcean(section, environments));
            providers.keys().stream()
                    .filter(key -> !key.equals(Answers.DIGITALOCEAN))
                    .forEach(key -> providers.drop(key, "There is no such cloud provider."));
        });
        cloud.finish();
    }

    private void digitalOcean(Section section, List<String> environments) {
        section.text("token_env")
                .ifPresent(variable -> section.lose(
                        "token_env",
                        "The operator reads the token from a Secret, do-token, and not from the variable %s; put its value there."
                                .formatted(variable)));
        section.drop(
                "ssh_key_name",
                "Keys are not kept at DigitalOcean: put the private half into the Secret of spec.ssh.keySecretRef, and droplets get the public one.");
        section.drop(
                "regions", "There is no list of regions that are allowed; look at changes before they are merged.");
        section.drop("sizes", "There is no list of sizes that are allowed; look at changes before they are merged.");
        region = slug(section, "default_region").orElse("");
        size = slug(section, "default_size").orElse("");
        section.section("hosts")
                .ifPresent(all -> all.keys().forEach(written -> {
                    String name = ProjectName.fit(written, ProjectName.LONGEST_ENVIRONMENT);
                    if (environments.contains(name)) {
                        all.section(written).ifPresent(hosts -> this.hosts.put(name, droplets(hosts)));
                    } else {
                        all.drop(written, "There is no such environment; add it to environments and convert again.");
                    }
                }));
        section.finish();
    }

    private List<Host> droplets(Section section) {
        var droplets = new ArrayList<Host>();
        for (String written : section.keys()) {
            section.section(written).ifPresent(host -> {
                String name = ProjectName.fit(written, ProjectName.LONGEST);
                if (!name.equals(written)) {
                    section.lose(written, "The name is not one that a host can have, so it is %s.".formatted(name));
                }
                String role = host.text("role").orElse("app");
                droplets.add(new Host(
                        name,
                        ProjectName.fit(role, ProjectName.LONGEST),
                        1,
                        slug(host, "size").filter(text -> !text.equals(size)),
                        slug(host, "region").filter(text -> !text.equals(region)),
                        false));
                host.finish();
            });
        }
        return droplets;
    }

    /** A name that DigitalOcean gives; one that it cannot have given is told. */
    static Optional<String> slug(Section section, String key) {
        Optional<String> text = section.text(key);
        if (text.filter(slug -> !slug.matches(SLUG)).isPresent()) {
            section.lose(key, "It is no slug of DigitalOcean.");
            return Optional.empty();
        }
        return text;
    }
}
