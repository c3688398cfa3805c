package dev.stagecraft.cli.init.earlier;

import dev.stagecraft.cli.init.manifest.Environment.Host;
import dev.stagecraft.cli.init.manifest.ProjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The section {@code hosts}: names by role, or a list of entries with name, role and address.
 *
 * @param addresses by name
 */
record HostList(List<Host> hosts, Map<String, String> addresses) {
    private static final String HOSTS = "hosts";

    HostList {
        hosts = List.copyOf(hosts);
        addresses = Map.copyOf(addresses);
    }

    Optional<String> address(String host) {
        return Optional.ofNullable(addresses.get(host));
    }

    /** From a section that may have it. */
    static HostList read(Section parent) {
        var reading = new Reading();
        if (parent.isList(HOSTS)) {
            parent.pass(HOSTS);
            parent.sections(HOSTS)
                    .forEach(entry -> reading.add(entry, entry.text("role").orElse("app")));
        } else if (parent.has(HOSTS)) {
            parent.section(HOSTS)
                    .ifPresent(roles -> roles.keys().forEach(role -> {
                        List<Section> entries = roles.sections(role);
                        if (entries.isEmpty()) {
                            roles.texts(role).forEach(name -> reading.add(name, role, name));
                        } else {
                            roles.pass(role);
                            entries.forEach(entry -> reading.add(entry, role));
                        }
                    }));
        }
        return new HostList(reading.hosts, reading.addresses);
    }

    private static final class Reading {
        private final List<Host> hosts = new ArrayList<>();
        private final Map<String, String> addresses = new TreeMap<>();

        void add(Section entry, String role) {
            Optional<String> address =
                    entry.text("address").or(() -> entry.text("host")).or(() -> entry.text("ip"));
            String name = entry.text("name").or(() -> address).orElse(role);
            add(name, role, address.orElse(name));
            for (String other : List.of("address", "host", "ip")) {
                entry.pass(other);
            }
            entry.drop("user", "All hosts have one user: spec.ssh.user.");
            entry.drop("port", "The port of a single host is cloud.providers.static.hosts.NAME.port in the overlay.");
            entry.finish();
        }

        /** A name is an address as well, and what of it cannot be the name of a host is only that. */
        void add(String written, String role, String address) {
            String first = written.matches("[0-9.]+") ? role : written.replaceAll("\\..*", "");
            String fitted = ProjectName.fit(first, ProjectName.LONGEST);
            String name = fitted;
            for (int number = 2; addresses.containsKey(name); number++) {
                name = fitted + "-" + number;
            }
            addresses.put(name, address);
            hosts.add(new Host(
                    name, ProjectName.fit(role, ProjectName.LONGEST), 1, Optional.empty(), Optional.empty(), false));
        }
    }
}
