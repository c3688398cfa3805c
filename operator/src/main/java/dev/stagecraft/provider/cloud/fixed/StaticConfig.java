package dev.stagecraft.provider.cloud.fixed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.ConfigCheck;
import dev.stagecraft.provider.SecretReference;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.cloud.AddressPolicy;
import dev.stagecraft.provider.cloud.MachineRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@code spec.cloud.providers.static}, as far as it could be read: hosts by logical name, in the order of names. */
record StaticConfig(Map<String, FixedHost> hosts) {
    private static final String HOSTS = "hosts";
    private static final String ADDRESS = "address";
    private static final String PORT = "port";
    private static final String HOST_KEY = "hostKey";
    private static final String HOST_KEY_SECRET = "hostKeySecretRef";
    private static final List<String> KEYS = List.of(ADDRESS, PORT, HOST_KEY, HOST_KEY_SECRET);
    private static final Pattern ONE_LINE = Pattern.compile("[\\x20-\\x7e\\t]{1,4096}");
    private static final int MAX_PORT = 65_535;

    /** What was read, and every fault of it. */
    record Reading(StaticConfig config, List<Violation> violations) {}

    /** Reads without knowing which hosts there should be. */
    static Reading read(JsonNode json, AddressPolicy policy) {
        var check = new ConfigCheck();
        return new Reading(read(check, json, policy), check.violations());
    }

    /**
     * As {@link #read}, and each of {@code requested} must have an entry. One may stand there for a host that is no longer
     * declared: it tells where what runs on it is to be cleared.
     */
    static List<Violation> check(JsonNode json, List<MachineRequest> requested, AddressPolicy policy) {
        var check = new ConfigCheck();
        read(check, json, policy);
        JsonNode hosts = json.path(HOSTS);
        for (MachineRequest request : requested) {
            String name = request.host();
            if (hosts.isObject() && !hosts.has(name)) {
                check.note(Violation.missing(
                        ConfigCheck.at(HOSTS, name),
                        "Host " + name + " needs an entry with its address and host key."));
            }
        }
        return check.violations();
    }

    private static StaticConfig read(ConfigCheck check, JsonNode json, AddressPolicy policy) {
        var hosts = new TreeMap<String, FixedHost>();
        if (check.object(json, "", List.of(HOSTS)).isPresent()) {
            JsonNode entries = json.path(HOSTS);
            if (entries.isObject()) {
                entries.properties()
                        .forEach(entry -> host(check, entry.getKey(), entry.getValue(), policy)
                                .ifPresent(host -> hosts.put(host.name(), host)));
            } else {
                check.note(Violation.missing(
                        HOSTS, "This is needed: an object with an entry for each host of spec.hosts."));
            }
        }
        return new StaticConfig(new LinkedHashMap<>(hosts));
    }

    private static Optional<FixedHost> host(ConfigCheck check, String name, JsonNode json, AddressPolicy policy) {
        String path = ConfigCheck.at(HOSTS, name);
        return check.object(json, path, KEYS).flatMap(object -> {
            Optional<String> address = address(check, object, path, policy);
            Optional<Integer> port = port(check, object, path);
            Optional<String> key = hostKey(check, object, path);
            Optional<SecretReference> secret = check.secret(object, path, HOST_KEY_SECRET, false);
            if (object.hasNonNull(HOST_KEY) == object.hasNonNull(HOST_KEY_SECRET)) {
                check.note(
                        Violation.invalid(
                                path,
                                "Give exactly one of hostKey and hostKeySecretRef: a host whose key is not known is not connected to."));
            }
            return address.map(known -> new FixedHost(name, known, port, key, secret));
        });
    }

    private static Optional<String> address(ConfigCheck check, JsonNode json, String path, AddressPolicy policy) {
        var text = new ConfigCheck.Text(ADDRESS, ONE_LINE, "a hostname or an IP address", true);
        return check.text(json, path, text)
                .filter(address -> policy.refusal(address)
                        .map(why -> {
                            check.note(Violation.invalid(
                                    ConfigCheck.at(path, ADDRESS), "This address is refused: it " + why + "."));
                            return false;
                        })
                        .orElse(true));
    }

    private static Optional<Integer> port(ConfigCheck check, JsonNode json, String path) {
        JsonNode port = json.path(PORT);
        if (port.isMissingNode() || port.isNull()) {
            return Optional.empty();
        }
        if (!port.isIntegralNumber() || !port.canConvertToInt() || port.intValue() < 1 || port.intValue() > MAX_PORT) {
            check.note(Violation.invalid(ConfigCheck.at(path, PORT), "This must be a port, 1 to 65535."));
            return Optional.empty();
        }
        return Optional.of(port.intValue());
    }

    private static Optional<String> hostKey(ConfigCheck check, JsonNode json, String path) {
        var text = new ConfigCheck.Text(HOST_KEY, ONE_LINE, HostKey.SHAPE, false);
        Optional<String> written = check.text(json, path, text);
        Optional<String> parsed = written.flatMap(HostKey::parse);
        if (written.isPresent() && parsed.isEmpty()) {
            check.note(Violation.invalid(ConfigCheck.at(path, HOST_KEY), "This must be " + HostKey.SHAPE + "."));
        }
        return parsed;
    }
}
