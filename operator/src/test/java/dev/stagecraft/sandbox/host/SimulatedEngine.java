package dev.stagecraft.sandbox.host;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The Docker Engine of a simulated host: images, containers and networks in memory. Safe for use by many threads. */
public final class SimulatedEngine {

    /** Programs that every image has, beside its own. */
    private static final Map<String, SimulatedImage.Behaviour> PROGRAMS = Map.of(
            "true", SimulatedImage.Behaviour.FINISHING,
            "false", SimulatedImage.Behaviour.CRASHING,
            "sleep", SimulatedImage.Behaviour.HANGING);

    private final SimulatedRegistry registry;
    private final Faults faults;
    private final InstantSource clock;
    private final Map<String, SimulatedContainer> containers = new LinkedHashMap<>();
    private final Map<String, SimulatedImage> images = new TreeMap<>();
    private final TreeSet<String> networks = new TreeSet<>();
    private final SimulatedLogs logs;
    private int created;
    private int onceStarted;

    SimulatedEngine(SimulatedRegistry registry, Faults faults, InstantSource clock) {
        this.registry = registry;
        this.faults = faults;
        this.clock = clock;
        this.logs = new SimulatedLogs(clock);
    }

    /** What its containers print. */
    public SimulatedLogs logs() {
        return logs;
    }

    /** All containers in the order of their creation. */
    public synchronized List<SimulatedContainer> containers() {
        return List.copyOf(containers.values());
    }

    /** The environment of the first container of a service, by creation; empty when there is none. */
    public synchronized Map<String, String> environment(String service) {
        return containers.values().stream()
                .filter(container -> container.service().equals(service))
                .findFirst()
                .map(SimulatedContainer::environment)
                .orElse(Map.of());
    }

    /** How many containers of {@code compose run} were ever started, removed ones too. */
    public synchronized int onceStarted() {
        return onceStarted;
    }

    /** Removes containers past the operator, as a person at the host would. */
    public synchronized void removeByHand(Predicate<SimulatedContainer> which) {
        containers.values().removeIf(which);
        notifyAll();
    }

    /** Starts a container of a new service beside one of the project's, as a person at the host would. */
    public synchronized void startByHand(String like, String service) {
        var model = containers.values().stream()
                .filter(container -> container.service().equals(like))
                .findFirst()
                .orElseThrow();
        var added = model.as(ImageShelf.sha256(UUID.randomUUID().toString()), service);
        containers.put(added.id(), added);
    }

    /** Stops containers past the operator. */
    public synchronized void stopByHand(Predicate<SimulatedContainer> which) {
        containers.replaceAll(
                (id, container) -> which.test(container) ? container.stopped(clock.instant()) : container);
        notifyAll();
    }

    /** By id or by name. */
    synchronized Optional<SimulatedContainer> find(String reference) {
        return containers.values().stream()
                .filter(container ->
                        container.id().equals(reference) || container.name().equals(reference))
                .findFirst();
    }

    /** Empty when it is still running after that many milliseconds. */
    synchronized Optional<Integer> await(String reference, long millis) throws InterruptedException {
        var end = System.nanoTime() + millis * 1_000_000;
        for (var left = millis; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            var found = find(reference);
            if (found.filter(container -> container.state().equals("running")).isEmpty()) {
                return Optional.of(found.map(SimulatedContainer::exitCode).orElse(0));
            }
            wait(left);
        }
        return Optional.empty();
    }

    synchronized List<SimulatedContainer> of(String project) {
        return containers.values().stream()
                .filter(container -> container.project().equals(project))
                .sorted(Comparator.comparing(SimulatedContainer::service).thenComparingInt(SimulatedContainer::number))
                .toList();
    }

    synchronized List<String> networks(String project) {
        return networks.contains(project) ? List.of(ImageShelf.sha256("network " + project)) : List.of();
    }

    synchronized void removeNetworks(List<String> ids) {
        networks.removeIf(project -> ids.contains(ImageShelf.sha256("network " + project)));
    }

    /** Empty when done, else what the engine prints. */
    synchronized Optional<String> pull(String reference) {
        return pull(reference, "");
    }

    /** The same, with the text of Docker's config.json. */
    synchronized Optional<String> pull(String reference, String login) {
        if (faults.registryDown()) {
            return Optional.of("Get \"http://registry/v2/\": dial tcp: connect: connection refused");
        }
        if (faults.diskFull()) {
            return Optional.of("failed to register layer: write /layer: no space left on device");
        }
        var refused = registry.objection(reference, login);
        if (refused.isPresent()) {
            return refused;
        }
        var found = registry.find(reference);
        found.ifPresent(image -> images.put(reference, image));
        return found.isPresent()
                ? Optional.empty()
                : Optional.of("manifest for %s not found: manifest unknown".formatted(reference));
    }

    /** Empty when the registry took it, else what the engine prints. */
    Optional<String> push(String reference, Map<String, String> facts, String login) {
        return faults.registryDown()
                ? Optional.of("Get \"http://registry/v2/\": dial tcp: connect: connection refused")
                : registry.push(reference, facts, login);
    }

    /** Whether nothing of an image that was pulled can be run. */
    synchronized boolean crashes(String reference) {
        return Optional.ofNullable(images.get(reference))
                .filter(image -> image.behaviour() == SimulatedImage.Behaviour.CRASHING)
                .isPresent();
    }

    synchronized boolean has(String reference) {
        return images.containsKey(reference);
    }

    /** Runs a container past the operator, as {@code docker compose} at the host would: the image must have been pulled. */
    public synchronized SimulatedContainer runByHand(String project, String service, String reference) {
        var spec = new ServiceSpec(
                service, reference, Map.of(), Map.of(), false, 1, "no", Optional.empty(), "by hand " + service);
        pull(reference);
        return run(project, spec, 1, "-");
    }

    /** Creates and starts; the image must have been pulled. */
    synchronized SimulatedContainer run(String project, ServiceSpec service, int number, String separator) {
        created++;
        networks.add(project);
        var labels = new TreeMap<>(service.labels());
        labels.put("com.docker.compose.project", project);
        labels.put("com.docker.compose.service", service.name());
        labels.put("com.docker.compose.container-number", Integer.toString(number));
        labels.put("com.docker.compose.oneoff", "False");
        labels.put("com.docker.compose.config-hash", service.hash());
        return add(
                project,
                service,
                number,
                String.join(separator, project, service.name(), Integer.toString(number)),
                labels);
    }

    /** Makes a container and does not start it. */
    synchronized SimulatedContainer make(String project, String name, String reference, Map<String, String> labels) {
        var spec = new ServiceSpec("", reference, Map.of(), Map.of(), false, 1, "no", Optional.empty(), "made");
        var made = add(project, spec, 1, name, labels).started(SimulatedContainer.NEVER);
        containers.put(made.id(), made);
        return made;
    }

    /** A container of {@code compose run}; its service's restart policy is left out. */
    synchronized SimulatedContainer runOnce(
            String project,
            ServiceSpec service,
            String name,
            Map<String, String> asked,
            Map<String, String> variables,
            List<String> command) {
        created++;
        onceStarted++;
        networks.add(project);
        var labels = new TreeMap<>(asked);
        labels.put("com.docker.compose.project", project);
        labels.put("com.docker.compose.service", service.name());
        labels.put("com.docker.compose.oneoff", "True");
        var environment = new TreeMap<>(service.environment());
        environment.putAll(variables);
        var once = new ServiceSpec(
                service.name(),
                service.image(),
                environment,
                service.labels(),
                false,
                1,
                "no",
                service.stopGrace(),
                service.hash());
        var made = add(project, once, 1, name, labels);
        var runs = PROGRAMS.getOrDefault(command.getFirst(), made.image().behaviour());
        containers.put(made.id(), made.running(runs));
        return made;
    }

    private SimulatedContainer add(
            String project, ServiceSpec service, int number, String name, Map<String, String> labels) {
        var image = images.get(service.image());
        var container = new SimulatedContainer(
                ImageShelf.sha256(UUID.randomUUID().toString()),
                name,
                project,
                service.name(),
                number,
                service.image(),
                requireNonNull(image, "image was not pulled"),
                service.hash(),
                service.environment(),
                labels,
                "172.18.%d.%d".formatted(created / 250, created % 250 + 2),
                service.checked(),
                service.restart(),
                service.stopGrace(),
                clock.instant(),
                clock.instant(),
                Optional.empty(),
                true);
        containers.put(container.id(), container);
        notifyAll();
        return container;
    }

    synchronized void start(SimulatedContainer container) {
        containers.replace(container.id(), container.started(clock.instant()));
    }

    /** The ids that exist. */
    synchronized List<String> stop(List<String> ids) {
        notifyAll();
        return known(ids, container -> containers.replace(container.id(), container.stopped(clock.instant())));
    }

    synchronized List<String> remove(List<String> ids) {
        return known(ids, container -> containers.remove(container.id()));
    }

    private List<String> known(List<String> ids, Consumer<SimulatedContainer> action) {
        var found = new ArrayList<String>();
        for (var id : ids) {
            find(id).ifPresent(container -> {
                action.accept(container);
                found.add(id);
            });
        }
        return found;
    }
}
