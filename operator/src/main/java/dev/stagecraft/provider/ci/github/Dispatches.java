package dev.stagecraft.provider.ci.github;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What this process knows of the runs that it asked for and GitHub may not list yet. It decides when one may be asked for, so that two
 * threads never both do. Everything in here can be lost: then runs are looked for a while before one is asked for. Safe for any thread.
 */
final class Dispatches {
    /** How long an accepted run may take to show up. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Longer than whoever asks may be busy otherwise: else nothing would ever be asked for. */
    private static final Duration LEFT_ALONE = Duration.ofMinutes(5);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int MANY = 1000;

    private final Duration settle;
    private final Duration visibility;
    private final Map<Key, Known> known = new HashMap<>();

    /** Where runs are asked for. */
    record Place(URI api, String repository, String workflow) {}

    /** A build of one image for one release. */
    record Key(Place place, Correlation correlation) {}

    /** What is to be done about a run that is not listed. */
    sealed interface Next {
        /** It is to be looked for again after that time. */
        record Look(Duration after) implements Next {}

        /** It is to be asked for now, by the caller and nobody else. */
        record Send() implements Next {}

        /** It was accepted and should long be there. */
        record NeverShown() implements Next {}
    }

    /**
     * What is known of one build.
     *
     * @param since from when on it was looked for without a pause
     * @param sent when a run was last asked for; empty where that certainly had no effect
     * @param accepted whether GitHub said yes to that
     * @param told ended runs that the caller heard of; they say nothing any more
     */
    private record Known(
            Instant since,
            Instant last,
            Optional<Instant> sent,
            boolean accepted,
            OptionalLong run,
            Set<Run.Try> told) {
        static Known at(Instant now) {
            return new Known(now, now, Optional.empty(), false, OptionalLong.empty(), Set.of());
        }

        Known sent(Instant now) {
            return new Known(since, now, Optional.of(now), false, OptionalLong.empty(), told);
        }

        Known having(Set<Run.Try> others) {
            return new Known(since, last, sent, accepted, run, Set.copyOf(others));
        }

        Known looked(Instant now) {
            return new Known(since, now, sent, accepted, run, told);
        }
    }

    Dispatches(GitHubSettings settings) {
        this.settle = settings.settle();
        this.visibility = settings.visibility();
    }

    /** The run to follow, once it is known. */
    synchronized OptionalLong run(Key key) {
        var found = known.get(key);
        return found == null ? OptionalLong.empty() : found.run();
    }

    synchronized boolean wasTold(Key key, Run run) {
        var found = known.get(key);
        return found != null && found.told().contains(run.asTry());
    }

    /** Whether a run that was accepted may still be on its way. */
    synchronized boolean mayComeYet(Key key, Instant now) {
        var found = known.get(key);
        return found != null
                && found.sent().map(sent -> now.isBefore(sent.plus(PATIENCE))).orElse(false);
    }

    /** What to do after a look at {@code now} that did not find a run. */
    synchronized Next notListed(Key key, Instant now) {
        forgetOld(now);
        var before = known.get(key);
        if (before == null || (before.sent().isEmpty() && wasLeftAlone(before, now))) {
            known.put(key, Known.at(now).having(before == null ? Set.of() : before.told()));
            return new Next.Look(settle);
        }
        var next = before.sent()
                .map(sent -> afterSending(before, sent, now))
                .orElseGet(() -> beforeSending(key, before, now));
        known.put(key, next instanceof Next.Send ? before.sent(now) : before.looked(now));
        return next;
    }

    /** Another process may have asked meanwhile. */
    private boolean wasLeftAlone(Known before, Instant now) {
        return Duration.between(before.last(), now).compareTo(LEFT_ALONE) > 0;
    }

    private Next beforeSending(Key key, Known before, Instant now) {
        var from = before.since().plus(settle);
        if (now.isBefore(from)) {
            return new Next.Look(Duration.between(now, from));
        }
        return sentForAnother(key, now) ? new Next.Look(LOOK_AGAIN) : new Next.Send();
    }

    /** Two releases may want the same image: the run of the one will do for the other, once it is listed. */
    private boolean sentForAnother(Key key, Instant now) {
        return known.entrySet().stream()
                .filter(other -> other.getKey().place().equals(key.place())
                        && other.getKey()
                                .correlation()
                                .image()
                                .equals(key.correlation().image()))
                .flatMap(other -> other.getValue().sent().stream())
                .anyMatch(sent -> now.isBefore(sent.plus(PATIENCE)));
    }

    private Next afterSending(Known before, Instant sent, Instant now) {
        if (before.accepted()) {
            return now.isBefore(sent.plus(PATIENCE)) ? new Next.Look(LOOK_AGAIN) : new Next.NeverShown();
        }
        return now.isBefore(sent.plus(visibility)) ? new Next.Look(LOOK_AGAIN) : new Next.Send();
    }

    /** GitHub accepted what was sent, and may have told the run's id. */
    synchronized void accepted(Key key, OptionalLong run) {
        known.computeIfPresent(
                key,
                (same, before) -> new Known(before.since(), before.last(), before.sent(), true, run, before.told()));
    }

    /** What was to be sent certainly had no effect, or counts no more. */
    synchronized void unsent(Key key) {
        known.computeIfPresent(
                key,
                (same, before) -> new Known(
                        before.since(), before.last(), Optional.empty(), false, OptionalLong.empty(), before.told()));
    }

    /** A run was found and is to be followed. */
    synchronized void found(Key key, long run, Instant now) {
        var last = known.getOrDefault(key, Known.at(now));
        known.put(key, new Known(last.since(), now, last.sent(), last.accepted(), OptionalLong.of(run), last.told()));
    }

    /** The caller heard how the run ended: asked once more, another is wanted. */
    synchronized void told(Key key, Run run, Instant now) {
        var told = new HashSet<>(known.getOrDefault(key, Known.at(now)).told());
        told.add(run.asTry());
        known.put(key, Known.at(now).having(told));
    }

    /** Nobody wants the image any more: what was sent for it counts no more. The runs that are known of it. */
    synchronized Set<Long> abandoned(Place place, String image) {
        var runs = new HashSet<Long>();
        for (var key : List.copyOf(known.keySet())) {
            if (key.place().equals(place) && key.correlation().image().equals(image)) {
                run(key).ifPresent(runs::add);
                unsent(key);
            }
        }
        return runs;
    }

    private void forgetOld(Instant now) {
        if (known.size() >= MANY) {
            known.values().removeIf(old -> old.last().plus(KEPT).isBefore(now));
        }
    }
}
