package dev.stagecraft.status;

import dev.stagecraft.api.v1alpha1.HostStatus;
import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.release.HostState;
import dev.stagecraft.status.Announcements.Words;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What people are told beside plans and releases: machines that come and go, holds, drift, and trouble that is waited out. */
final class Standing {
    /** Why a resource is at work where nothing is the matter. */
    private static final Set<String> WORK = Set.of("Releasing", "Converging", "Deleting");

    private Standing() {}

    static List<Words> between(StagecraftStatus before, StagecraftStatus after) {
        var words = new ArrayList<Words>();
        hosts(before, after, words);
        hold(before, after).ifPresent(words::add);
        drift(before, after).ifPresent(words::add);
        trouble(before, after).ifPresent(words::add);
        return words;
    }

    /** A machine that was asked for has an id from then on; what is adopted was there before. */
    private static void hosts(StagecraftStatus before, StagecraftStatus after, List<Words> words) {
        for (var host : before.hosts()) {
            var now = after.hosts().stream()
                    .filter(found -> found.name().equals(host.name()))
                    .findFirst();
            var machine = now.map(HostStatus::id).orElse("");
            if (host.id().isEmpty() && host.createRequestedAt() != null && !machine.isEmpty()) {
                words.add(new Words(false, "HostCreated", "machine " + machine + " was made for host " + host.name()));
            } else if (now.isEmpty() && host.state().equals(HostState.DELETING.label())) {
                words.add(new Words(false, "HostRemoved", "host " + host.name() + " was removed" + of(host)));
            } else if (now.isPresent() && machine.isEmpty() && !host.id().isEmpty()) {
                words.add(new Words(true, "HostLost", "host " + host.name() + " has no machine any more" + of(host)));
            }
        }
    }

    private static String of(HostStatus host) {
        return host.id().isEmpty() ? "" : "; it was machine " + host.id();
    }

    private static Optional<Words> hold(StagecraftStatus before, StagecraftStatus after) {
        var held = before.hold();
        var holds = after.hold();
        if (held == null && holds != null) {
            return Optional.of(new Words(
                    false, "HoldBegan", "release " + holds.serving() + " holds against this spec: " + holds.reason()));
        }
        return held != null && holds == null
                ? Optional.of(
                        new Words(false, "HoldEnded", "release " + held.serving() + " no longer holds against a spec"))
                : Optional.empty();
    }

    private static Optional<Words> drift(StagecraftStatus before, StagecraftStatus after) {
        var was = condition(before, "Drifted").filter(Standing::isTrue);
        var is = condition(after, "Drifted").filter(Standing::isTrue);
        if (is.isPresent()) {
            return is.filter(now -> !was.map(Condition::getMessage).equals(Optional.of(now.getMessage())))
                    .map(now -> new Words(true, now.getReason(), now.getMessage()));
        }
        return was.map(gone -> new Words(false, "InSync", "what runs on the hosts is the release again"));
    }

    private static Optional<Words> trouble(StagecraftStatus before, StagecraftStatus after) {
        var was = condition(before, "Reconciling").map(Condition::getReason);
        return condition(after, "Reconciling")
                .filter(now -> !WORK.contains(now.getReason()))
                .filter(now -> !was.equals(Optional.of(now.getReason())))
                .map(now -> new Words(true, now.getReason(), now.getMessage()));
    }

    private static boolean isTrue(Condition condition) {
        return condition.getStatus().equals("True");
    }

    private static Optional<Condition> condition(StagecraftStatus status, String type) {
        return Announcements.condition(status, type);
    }
}
