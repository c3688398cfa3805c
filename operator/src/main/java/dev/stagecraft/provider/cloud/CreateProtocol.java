package dev.stagecraft.provider.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One machine for each logical host, although a create cannot be repeated safely and lists lag. The caller records the
 * intent, lists, asks here, and on {@code Create} records {@code lastPostAt} durably before it sends the request:
 *
 * <pre>
 * intent recorded -> list -> 0, nothing sent ----> Create -> lastPostAt recorded -> POST
 *                     ^  \-> 0, sent lately -----> WaitUntil --> list again
 *                     |  \-> 1 ------------------> Adopt
 *                     |  \-> more ---------------> Duplicate
 *                     +--- crash, timeout, 5xx anywhere ---+
 * </pre>
 */
public final class CreateProtocol {
    /** Longer than a request may take and a list may lag, together. */
    public static final Duration DEFAULT_VISIBILITY_WINDOW = Duration.ofSeconds(60);

    /** Within the window, so many empty lists are seen before another create. */
    private static final int LISTS_PER_WINDOW = 4;

    private CreateProtocol() {}

    /**
     * What to do now; pure.
     *
     * @param owned the owner's machines, from the listing by tag and the unfiltered one together; repeats are fine
     * @param visibilityWindow time after a begun create in which it may still turn up; must exceed the driver's request
     *     timeout plus the lag of lists
     */
    public static CreateDecision decide(
            List<Machine> owned, CreateIntent intent, Instant now, Duration visibilityWindow) {
        List<Machine> matching = matching(owned, intent);
        if (matching.size() == 1) {
            return new CreateDecision.Adopt(matching.getFirst());
        }
        if (matching.size() > 1) {
            return new CreateDecision.Duplicate(matching);
        }
        return intent.lastPostAt()
                .map(sentAt -> sentAt.plus(visibilityWindow))
                .filter(now::isBefore)
                .<CreateDecision>map(end -> waiting(intent, now, end, visibilityWindow))
                .orElseGet(CreateDecision.Create::new);
    }

    private static List<Machine> matching(List<Machine> owned, CreateIntent intent) {
        Map<MachineId, Machine> byId = new LinkedHashMap<>();
        owned.stream()
                .filter(machine -> machine.host().filter(intent.host()::equals).isPresent()
                        || machine.createId().filter(intent.createId()::equals).isPresent())
                .forEach(machine -> byId.put(machine.id(), machine));
        return List.copyOf(byId.values());
    }

    private static CreateDecision waiting(CreateIntent intent, Instant now, Instant end, Duration window) {
        Instant next = now.plus(window.dividedBy(LISTS_PER_WINDOW));
        return new CreateDecision.WaitUntil(
                next.isBefore(end) ? next : end,
                "A machine for " + intent.host()
                        + " was asked for and may still turn up; none is asked for again before " + end + ".");
    }
}
