package dev.stagecraft.release;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The releases of a resource, newest first.
 *
 * @param releases in any order; kept sorted by revision, falling
 */
public record History(List<ReleaseRecord> releases) {
    private static final Comparator<ReleaseRecord> NEWEST_FIRST =
            Comparator.comparingInt(ReleaseRecord::revision).reversed();

    public History {
        releases = releases.stream().sorted(NEWEST_FIRST).toList();
    }

    /** No release yet. */
    public static History empty() {
        return new History(List.of());
    }

    /** The release opened last, whatever became of it. */
    public Optional<ReleaseRecord> latest() {
        return releases.stream().findFirst();
    }

    /** The release that the hosts serve: the last one that succeeded. */
    public Optional<ReleaseRecord> serving() {
        return releases.stream()
                .filter(release -> release.state() == ReleaseState.SUCCEEDED)
                .findFirst();
    }

    /** The release of that id. */
    public Optional<ReleaseRecord> find(String id) {
        return releases.stream().filter(release -> release.id().equals(id)).findFirst();
    }

    /** One more than the newest revision; 1 for the first release. */
    public int nextRevision() {
        return latest().map(ReleaseRecord::revision).orElse(0) + 1;
    }

    /** This history with the release added, or replaced where its id is known. */
    public History with(ReleaseRecord release) {
        var next = new ArrayList<>(releases);
        next.removeIf(known -> known.id().equals(release.id()));
        next.add(release);
        return new History(next);
    }

    /** The newest {@code limit} releases, and always the serving one and those named, with what they serve. */
    public History trimmed(int limit, Set<String> keep) {
        var needed = new HashSet<String>();
        Stream.concat(serving().stream(), releases.stream().filter(release -> keep.contains(release.id())))
                .forEach(release -> {
                    needed.add(release.id());
                    needed.add(release.inputsOf());
                });
        var kept = new ArrayList<ReleaseRecord>();
        for (var release : releases) {
            if (kept.size() < limit || needed.contains(release.id())) {
                kept.add(release);
            } else if (!kept.isEmpty()) {
                kept.add(Migrations.inheriting(kept.removeLast(), release));
            }
        }
        return new History(kept);
    }
}
