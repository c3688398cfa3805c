package dev.stagecraft.sandbox.digitalocean;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** One account: its tokens and what they reach. Safe for any thread. */
public final class Team {
    private final String name;
    private final World world;
    private final Set<String> readOnlyTokens = ConcurrentHashMap.newKeySet();
    private final Map<Long, SimDroplet> droplets = new LinkedHashMap<>();
    private final Map<Long, SimAction> actions = new LinkedHashMap<>();
    private final Map<Long, CompletableFuture<Void>> boots = new LinkedHashMap<>();
    private int dropletLimit = 10_000;

    Team(String name, World world) {
        this.name = name;
        this.world = world;
    }

    public String name() {
        return name;
    }

    /** How many droplets the team may have; the next create over it is refused. */
    public synchronized void dropletLimit(int limit) {
        dropletLimit = limit;
    }

    /** Takes the scopes to create and delete from a token. */
    public void makeReadOnly(String token) {
        readOnlyTokens.add(token);
    }

    boolean mayWrite(String token) {
        return !readOnlyTokens.contains(token);
    }

    /** All droplets that exist now, also those that no listing shows yet. */
    public synchronized List<SimDroplet> droplets() {
        progress();
        return droplets.values().stream().filter(SimDroplet::live).toList();
    }

    /** Puts a droplet there past the API, as its owner would in the console. */
    public SimDroplet seed(String dropletName, Set<String> tags) {
        return create(dropletName, new SimDroplet.Placement("nyc3", "s-1vcpu-1gb", "ubuntu-24-04-x64"), tags, "");
    }

    /** Destroys a droplet past the API. */
    public synchronized void destroy(long id) {
        SimDroplet droplet = droplets.get(id);
        if (droplet == null || !droplet.live()) {
            return;
        }
        droplets.put(id, droplet.deleted(world.clock().instant()));
        CompletableFuture<Void> boot = boots.getOrDefault(id, CompletableFuture.completedFuture(null));
        boots.put(
                id,
                boot.exceptionally(failed -> null)
                        .thenRunAsync(() -> world.listener().deleted(id), world.threads()));
    }

    /** Locks or unlocks a droplet, as a backup or a migration on their side does. */
    public synchronized void lock(long id, boolean locked) {
        droplets.computeIfPresent(id, (key, droplet) -> droplet.with(droplet.status(), locked));
    }

    /** Turns a droplet off past the API. */
    public synchronized void powerOff(long id) {
        droplets.computeIfPresent(id, (key, droplet) -> droplet.with("off", droplet.locked()));
    }

    synchronized boolean full(int more) {
        return droplets.values().stream().filter(SimDroplet::live).count() + more > dropletLimit;
    }

    synchronized int dropletLimit() {
        return dropletLimit;
    }

    synchronized SimDroplet create(
            String dropletName, SimDroplet.Placement placement, Set<String> tags, String userData) {
        long id = world.ids().incrementAndGet();
        Instant now = world.clock().instant();
        String address = world.addresses().addressFor(id, dropletName);
        var droplet = new SimDroplet(
                id,
                dropletName,
                placement,
                Set.copyOf(tags),
                userData,
                now,
                "new",
                false,
                0,
                address,
                Optional.empty());
        droplets.put(id, droplet);
        begin(droplet, "create");
        var boot = new DropletListener.Boot(id, dropletName, address, userData);
        boots.put(id, CompletableFuture.runAsync(() -> world.listener().created(boot), world.threads()));
        return droplet;
    }

    synchronized SimAction begin(SimDroplet droplet, String type) {
        Instant now = world.clock().instant();
        var action = new SimAction(
                world.ids().incrementAndGet(),
                droplet.id(),
                type,
                "in-progress",
                now,
                Optional.empty(),
                droplet.placement().region());
        actions.put(action.id(), action);
        return action;
    }

    synchronized void replace(SimDroplet droplet) {
        droplets.put(droplet.id(), droplet);
    }

    synchronized void replace(SimAction action) {
        actions.put(action.id(), action);
    }

    /** By id; a deleted one is still there for the weather's lag. */
    synchronized Optional<SimDroplet> find(long id) {
        progress();
        Optional<SimDroplet> found = Optional.ofNullable(droplets.get(id)).filter(this::stillShown);
        found.ifPresent(droplet -> droplets.put(id, droplet.read()));
        return found;
    }

    /** What a listing shows, given how far it is behind. */
    synchronized List<SimDroplet> listed(Duration lag) {
        progress();
        Instant now = world.clock().instant();
        var shown = droplets.values().stream()
                .filter(this::stillShown)
                .filter(droplet -> !droplet.createdAt().plus(lag).isAfter(now))
                .toList();
        shown.forEach(droplet -> droplets.put(droplet.id(), droplet.read()));
        return shown;
    }

    synchronized List<SimAction> actions() {
        progress();
        return new ArrayList<>(actions.values()).reversed();
    }

    private boolean stillShown(SimDroplet droplet) {
        Instant now = world.clock().instant();
        return droplet.deletedAt()
                .map(at -> at.plus(world.weather().deleteLag()).isAfter(now))
                .orElse(true);
    }

    /** Nothing ticks: what should have happened by now happens when somebody looks. */
    private void progress() {
        Instant now = world.clock().instant();
        for (SimAction action : List.copyOf(actions.values())) {
            SimDroplet droplet = droplets.get(action.dropletId());
            if (action.running() && action.type().equals("create") && droplet != null) {
                boot(action, droplet, now);
            }
        }
    }

    private void boot(SimAction action, SimDroplet droplet, Instant now) {
        Weather weather = world.weather();
        CompletableFuture<Void> boot = boots.getOrDefault(droplet.id(), CompletableFuture.completedFuture(null));
        if (boot.isCompletedExceptionally() || weather.creationFails().test(droplet.name())) {
            actions.put(action.id(), action.ended("errored", now));
            return;
        }
        boolean due = !droplet.createdAt().plus(weather.activeAfter()).isAfter(now);
        if (due && boot.isDone() && droplet.reads() >= weather.activeAfterReads()) {
            droplets.put(droplet.id(), droplet.with("active", droplet.locked()));
            actions.put(action.id(), action.ended("completed", now));
        }
    }
}
