package dev.stagecraft.provider.migration.raw;

/** Who runs and for which release, as the ledger keeps it. */
record RunnerName(String release, String holder) {
    private static final int LONGEST = 200;

    RunnerName {
        release = release.substring(0, Math.min(release.length(), LONGEST));
        holder = holder.substring(0, Math.min(holder.length(), LONGEST));
    }
}
