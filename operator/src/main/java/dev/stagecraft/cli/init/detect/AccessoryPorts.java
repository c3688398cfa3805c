package dev.stagecraft.cli.init.detect;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The port of the host that each accessory is reached at: the one that the file publishes, else its usual one or the next that is
 * free, as a port of a host belongs to one service.
 */
final class AccessoryPorts {
    private final Map<String, Integer> byName = new HashMap<>();

    AccessoryPorts(List<FoundService> services) {
        List<FoundService> accessories =
                services.stream().filter(each -> each.accessory().isPresent()).toList();
        Set<Integer> chosen = new HashSet<>();
        for (FoundService service : accessories) {
            published(service).filter(chosen::add).ifPresent(port -> byName.put(service.name(), port));
        }
        services.stream()
                .flatMap(service -> service.ports().stream())
                .map(HostPort::host)
                .forEach(chosen::add);
        for (FoundService service : accessories) {
            byName.computeIfAbsent(service.name(), any -> free(usual(service), chosen));
        }
    }

    int of(FoundService accessory) {
        return Optional.ofNullable(byName.get(accessory.name())).orElseGet(() -> usual(accessory));
    }

    private static Optional<Integer> published(FoundService service) {
        int usual = usual(service);
        return service.ports().stream()
                .filter(port -> port.container() == usual)
                .map(HostPort::host)
                .findFirst();
    }

    private static int free(int from, Set<Integer> chosen) {
        int free = from;
        while (!chosen.add(free)) {
            free++;
        }
        return free;
    }

    private static int usual(FoundService service) {
        return service.accessory().orElseThrow().port();
    }
}
