package dev.stagecraft.cli.init.earlier;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.cli.init.detect.Drafting;
import dev.stagecraft.cli.init.detect.FoundService;
import dev.stagecraft.cli.init.manifest.Draft;
import dev.stagecraft.cli.init.manifest.ProjectName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The section {@code services}: which role each service of the Compose file has. */
final class EarlierServices {
    private static final String ROLE = "role";
    private static final String APP = "app";

    private final Map<String, Draft.Service> services = new LinkedHashMap<>();
    private final Map<String, FoundService> found;
    private final Section root;

    EarlierServices(Section root, Drafting.Drafted ground, EarlierHosts hosts) {
        this.root = root;
        this.found = ground.compose().byName();
        ground.draft().services().forEach(each -> services.put(each.name(), each));
        root.section("services").ifPresent(section -> section.keys().forEach(name -> read(section, name, ground)));
        fit(root, hosts);
    }

    List<Draft.Service> services() {
        return List.copyOf(services.values());
    }

    Set<String> names() {
        var names = new TreeSet<>(services.keySet());
        names.addAll(found.keySet());
        return names;
    }

    private void read(Section section, String name, Drafting.Drafted ground) {
        if (!found.containsKey(name)) {
            section.drop(
                    name,
                    "%s has no such service; add it there and to spec.services."
                            .formatted(ground.compose().path()));
            return;
        }
        section.section(name).ifPresent(own -> {
            ObjectNode policy = services.containsKey(name)
                    ? services.get(name).policy().deepCopy()
                    : JsonNodeFactory.instance.objectNode();
            own.text(ROLE).ifPresent(role -> role(own, policy, role));
            own.pass("profile");
            own.pass("profiles");
            if (own.text("mode").filter("external"::equals).isPresent()) {
                policy.put("mode", "external");
            }
            lists(own, policy);
            own.finish();
            List<String> comment =
                    services.containsKey(name) ? services.get(name).comment() : List.of();
            services.put(name, new Draft.Service(name, policy, policy.has("ports") ? comment : first(comment)));
        });
    }

    /** An accessory that is not beside those who call it must be reached from outside of its host: the file's ports count. */
    private static void role(Section own, ObjectNode policy, String written) {
        String role = ProjectName.fit(written, ProjectName.LONGEST);
        if (!role.equals(written)) {
            own.lose(ROLE, "The name is not one that a role can have, so it is %s.".formatted(role));
        }
        if (!role.equals(APP)) {
            policy.remove("ports");
        }
        policy.put(ROLE, role);
    }

    private static void lists(Section own, ObjectNode policy) {
        for (String key : List.of("ports", "volumes")) {
            List<String> entries = own.texts(key);
            if (!entries.isEmpty()) {
                entries.forEach(policy.putArray(key)::add);
            }
        }
    }

    private static List<String> first(List<String> comment) {
        return comment.stream().limit(1).toList();
    }

    /** A role that no environment has a host of cannot stay. */
    private void fit(Section root, EarlierHosts hosts) {
        Set<String> roles = hosts.anywhere();
        for (Draft.Service service : List.copyOf(services.values())) {
            String role = service.policy().path(ROLE).asText();
            if (!roles.contains(role)) {
                String instead = instead(roles);
                ObjectNode policy = service.policy().deepCopy().put(ROLE, instead);
                services.put(service.name(), new Draft.Service(service.name(), policy, service.comment()));
                lose(
                        root,
                        service.name(),
                        "No host has the role %s, so the service has the role %s.".formatted(role, instead));
            }
        }
    }

    private static void lose(Section root, String service, String why) {
        root.section("services")
                .flatMap(section -> section.section(service))
                .filter(own -> own.has(ROLE))
                .ifPresent(own -> own.lose(ROLE, why));
    }

    private static String instead(Set<String> roles) {
        return roles.contains(APP) ? APP : roles.iterator().next();
    }

    /** Whether accessories are on hosts of that role, in an environment that has hosts of these roles. */
    boolean holdsData(String role, Set<String> roles) {
        return services.values().stream()
                .filter(each -> each.policy().has("rollout"))
                .map(each -> each.policy().path(ROLE).asText())
                .anyMatch(own -> (roles.contains(own) ? own : instead(roles)).equals(role));
    }

    /** What differs in one environment: where a service runs that has no host of its role there, and what runs elsewhere. */
    Map<String, ObjectNode> overlay(String environment, Map<String, ObjectNode> modes, Set<String> roles) {
        var overlay = new LinkedHashMap<String, ObjectNode>();
        modes.forEach((name, policy) -> overlay.put(name, policy.deepCopy()));
        var moved = new ArrayList<String>();
        services.values().stream()
                .filter(each -> !roles.contains(each.policy().path(ROLE).asText()))
                .forEach(each -> {
                    String instead = instead(roles);
                    overlay.computeIfAbsent(each.name(), any -> JsonNodeFactory.instance.objectNode())
                            .put(ROLE, instead);
                    moved.add(each.name());
                });
        moved.forEach(name -> lose(
                root,
                name,
                "Environment %s has no host of that role, so the service is on role %s there."
                        .formatted(environment, instead(roles))));
        return overlay;
    }
}
