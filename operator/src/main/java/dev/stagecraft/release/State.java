package dev.stagecraft.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything the operator remembers of a resource between two looks at it; status is its only home.
 *
 * @param account the cloud's id of the account that the hosts' machines are in, where it is known
 */
public record State(
        Optional<Run> run,
        History history,
        Optional<Hold> hold,
        Requests handled,
        List<HostRecord> hosts,
        Optional<String> account) {

    public State {
        hosts = List.copyOf(hosts);
    }

    /** A resource never looked at. */
    public static State initial() {
        return new State(
                Optional.empty(), History.empty(), Optional.empty(), Requests.NONE, List.of(), Optional.empty());
    }

    /** The host of that name. */
    public Optional<HostRecord> host(String name) {
        return hosts.stream().filter(host -> host.name().equals(name)).findFirst();
    }

    /** The same state with that run. */
    public State with(Optional<Run> newRun) {
        return new State(newRun, history, hold, handled, hosts, account);
    }

    /** The same state with that history. */
    public State with(History newHistory) {
        return new State(run, newHistory, hold, handled, hosts, account);
    }

    /** The same state, holding or not. */
    public State holding(Optional<Hold> newHold) {
        return new State(run, history, newHold, handled, hosts, account);
    }

    /** The same state with those requests handled. */
    public State handled(Requests newHandled) {
        return new State(run, history, hold, newHandled, hosts, account);
    }

    /** The same state with those hosts. */
    public State withHosts(List<HostRecord> newHosts) {
        return new State(run, history, hold, handled, newHosts, account);
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
        return new State(run, history, hold, handled, hosts, Optional.of(newAccount));
    }

    /** The same state without the host of that name. */
    public State withoutHost(String name) {
        return withHosts(
                hosts.stream().filter(host -> !host.name().equals(name)).toList());
    }
}
