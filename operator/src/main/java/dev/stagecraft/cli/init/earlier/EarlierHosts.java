package dev.stagecraft.cli.init.earlier;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.cli.init.detect.Answers;
import dev.stagecraft.cli.init.detect.Droplets;
import dev.stagecraft.cli.init.detect.StaticHosts;
import dev.stagecraft.cli.init.manifest.Environment;
import dev.stagecraft.cli.init.manifest.Environment.Host;
import dev.stagecraft.cli.init.manifest.ProjectName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/** The sections {@code hosts} and {@code cloud}: which hosts each environment has, and where they come from. */
final class EarlierHosts {
    private static final String APP = "app";

    private final EarlierEnvironments environments;
    private final Answers answers;
    private final EarlierCloud cloud;
    private final HostList common;
    private final List<String> servedRoles;
    private final Map<String, HostList> own = new TreeMap<>();
    private final List<String> remarks = new ArrayList<>();

    EarlierHosts(Section root, EarlierEnvironments environments, Answers answers) {
        this.environments = environments;
        this.answers = answers;
        this.cloud = new EarlierCloud(root, environments.names());
        this.common = HostList.read(root);
        this.servedRoles = roles(root);
        environments
                .names()
                .forEach(name ->
                        environments.section(name).map(HostList::read).ifPresent(hosts -> own.put(name, hosts)));
    }

    private static List<String> roles(Section root) {
        var roles = new LinkedHashSet<String>();
        roles.add(APP);
        root.section("services")
                .ifPresent(services -> services.keys()
                        .forEach(name -> services.section(name)
                                .flatMap(service -> service.text("role"))
                                .ifPresent(role -> roles.add(ProjectName.fit(role, ProjectName.LONGEST)))));
        return List.copyOf(roles);
    }

    /** Every role that is released, each with one host: which hosts there are is said of each environment apart. */
    SequencedMap<String, Integer> roles() {
        var roles = new LinkedHashMap<String, Integer>();
        anywhere().forEach(role -> roles.put(role, 1));
        return roles;
    }

    private List<String> released() {
        List<String> released = environments.names().stream()
                .filter(name -> !environments.local(name))
                .toList();
        return released.isEmpty() ? List.of("") : released;
    }

    /** The roles that a host has in some environment that is released. */
    Set<String> anywhere() {
        var roles = new LinkedHashSet<String>();
        released().forEach(name -> roles.addAll(rolesOf(name)));
        return roles;
    }

    /** The roles that a host has in every environment. */
    Set<String> everywhere() {
        var roles = new LinkedHashSet<>(anywhere());
        environments.names().forEach(name -> roles.retainAll(rolesOf(name)));
        return roles;
    }

    Set<String> rolesOf(String environment) {
        var roles = new LinkedHashSet<String>();
        hosts(environment).forEach(host -> roles.add(host.role()));
        return roles;
    }

    /** Images are built on hosts that every environment has; where there are none it is left to the cluster. */
    Optional<ObjectNode> build() {
        Set<String> roles = everywhere();
        return (roles.contains(APP) ? Optional.of(APP) : roles.stream().findFirst())
                .map(role -> JsonNodeFactory.instance
                        .objectNode()
                        .put("executor", "host")
                        .put("role", role));
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    private List<Host> hosts(String environment) {
        List<Host> droplets = cloud.hosts(environment);
        if (!droplets.isEmpty()) {
            return droplets;
        }
        HostList list = own.getOrDefault(environment, common);
        List<Host> listed = list.hosts().isEmpty() ? common.hosts() : list.hosts();
        return environments.local(environment) || listed.isEmpty()
                ? servedRoles.stream().map(role -> Host.of(role, 1, false)).toList()
                : listed;
    }

    /** An environment with its hosts, and with what its services and databases say of it. */
    Environment environment(Environment ground, EarlierServices services, EarlierDatabases databases) {
        String name = ground.name();
        boolean local = environments.local(name);
        List<Host> hosts = hosts(name).stream()
                .map(host -> new Host(
                        host.name(),
                        host.role(),
                        host.count(),
                        host.size(),
                        host.region(),
                        !local && services.holdsData(host.role(), rolesOf(name))))
                .toList();
        Optional<String> file = environments.envFile(name);
        var variables = new LinkedHashSet<>(ground.variables());
        variables.addAll(databases.variables());
        return new Environment(
                name,
                local,
                ground.version(),
                cloud(name, hosts),
                hosts,
                ground.overrides(),
                ground.localOverrides(),
                services.overlay(name, environments.services(name), rolesOf(name)),
                List.copyOf(variables),
                file.isPresent() ? file : ground.envFile(),
                ground.env(),
                databases.directories(name));
    }

    private Environment.Cloud cloud(String environment, List<Host> hosts) {
        if (droplets(environment)) {
            if (!environments.local(environment)) {
                remarkOnDroplets();
            }
            // A local environment has no droplets, so it says nothing that the others do not say.
            String speaking = environments.local(environment) ? released().getFirst() : environment;
            String region = environments
                    .section(speaking)
                    .flatMap(own -> EarlierCloud.slug(own, "region"))
                    .orElse("");
            String size = environments
                    .section(speaking)
                    .flatMap(own -> EarlierCloud.slug(own, "size"))
                    .orElse("");
            boolean said = hosts.stream()
                    .allMatch(host -> host.region().isPresent() && host.size().isPresent());
            return Droplets.cloud(
                    first(region, cloud.region(), said ? "" : answers.region()),
                    first(size, cloud.size(), said ? "" : answers.size()));
        }
        HostList list = own.getOrDefault(environment, common);
        boolean local = environments.local(environment);
        if (!local) {
            remarks.add(
                    "Hosts are reached at the names they had; names of a tailnet mean nothing outside of it, so put addresses into cloud.providers.static.hosts of the overlays.");
        }
        return StaticHosts.cloud(
                answers.project(),
                environment,
                hosts,
                host -> local
                        ? Optional.empty()
                        : Optional.ofNullable(answers.addresses().get(environment + "/" + host))
                                .or(() ->
                                        Optional.ofNullable(answers.addresses().get(host)))
                                .or(() -> list.address(host))
                                .or(() -> common.address(host)));
    }

    private void remarkOnDroplets() {
        remarks.add(
                "Droplets of the earlier stagecraft are not taken over: new ones are created. To keep machines, describe them as --cloud static.");
    }

    /** Where the environment itself does not say, the cloud of the whole configuration counts; for a local one that of the others. */
    private boolean droplets(String environment) {
        if (environments.local(environment)) {
            return environments.names().stream()
                    .filter(name -> !environments.local(name))
                    .findFirst()
                    .map(this::droplets)
                    .orElse(true);
        }
        Optional<String> driver = environments.driver(environment);
        boolean named =
                driver.filter(Answers.DIGITALOCEAN::equals).isPresent() || (driver.isEmpty() && cloud.isDigitalOcean());
        boolean listed = !common.hosts().isEmpty()
                || !own.getOrDefault(environment, common).hosts().isEmpty();
        boolean existing =
                driver.filter(Set.of(Answers.STATIC, "ssh", "manual")::contains).isPresent();
        return !answers.cloud().equals(Answers.STATIC) && !existing && (named || !listed);
    }

    private static String first(String... texts) {
        for (String text : texts) {
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }
}
