package dev.stagecraft.release;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything the operator remembers of a resource between two looks at it; status is its only home.
 *
 * @param account the cloud's id of the account that the hosts' machines are in, where it is known
 * @param databases by name
 * @param source the commit that files and images come from, where any do
 */
public record State(
        Optional<Run> run,
        History history,
        Optional<Hold> hold,
        Requests handled,
        List<HostRecord> hosts,
        Optional<String> account,
        SortedMap<String, DatabaseRecord> databases,
        Optional<SourceMark> source) {

    public State {
        hosts = List.copyOf(hosts);
        databases = Collections.unmodifiableSortedMap(new TreeMap<>(databases));
    }

    /** A resource never looked at. */
    public static State initial() {
        return new State(
                Optional.empty(),
                History.empty(),
                Optional.empty(),
                Requests.NONE,
                List.of(),
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty());
    }

    /** The host of that name. */
    public Optional<HostRecord> host(String name) {
        return hosts.stream().filter(host -> host.name().equals(name)).findFirst();
    }

    /** The same state with that run. */
    public State with(Optional<Run> newRun) {
        return new State(newRun, history, hold, handled, hosts, account, databases, source);
    }

    /** The same state with that history. */
    public State with(History newHistory) {
        return new State(run, newHistory, hold, handled, hosts, account, databases, source);
    }

    /** The same state, holding or not. */
    public State holding(Optional<Hold> newHold) {
        return new State(run, history, newHold, handled, hosts, account, databases, source);
    }

    /** The same state with those requests handled. */
    public State handled(Requests newHandled) {
        return new State(run, history, hold, newHandled, hosts, account, databases, source);
    }

    /** The same state with those hosts. */
    public State withHosts(List<HostRecord> newHosts) {
        return new State(run, history, hold, handled, newHosts, account, databases, source);
    }

    /** The same state with that host added, or replaced where its name is known. */
    public State with(HostRecord host) {
        var next = new ArrayList<>(hosts);
        int at = next.indexOf(this.host(host.name()).orElse(host));
        if (at < 0) {
            next.add(host);
        } else {
            next.set(at, host);
        }
        return withHosts(next);
    }

    /** The same state with its machines in that account. */
    public State inAccount(String newAccount) {
        return new State(run, history, hold, handled, hosts, Optional.of(newAccount), databases, source);
    }

    /** The same state, of that commit. */
    public State releasing(Optional<SourceMark> newSource) {
        return new State(run, history, hold, handled, hosts, account, databases, newSource);
    }

    /** The same state with what is known of that database. */
    public State with(String database, DatabaseRecord known) {
        var next = new TreeMap<>(databases);
        next.put(database, known);
        return new State(run, history, hold, handled, hosts, account, next, source);
    }

    /** The same state, remembering no other databases than those. */
    public State withOnly(Collection<String> declared) {
        var next = new TreeMap<>(databases);
        next.keySet().retainAll(declared);
        return new State(run, history, hold, handled, hosts, account, next, source);
    }

    /** The same state without the host of that name. */
    public State withoutHost(String name) {
        return withHosts(
                hosts.stream().filter(host -> !host.name().equals(name)).toList());
    }
}
