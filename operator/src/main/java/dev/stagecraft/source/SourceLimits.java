package dev.stagecraft.source;

import java.time.Duration;

/**
 * What reading one directory may cost, wherever it comes from. Migrations and compose files are far below; what is above
 * is a mistake or an attack, and the operator's memory is shared by all resources.
 *
 * @param transfer bytes that may come over the network, all requests together
 * @param unpacked bytes that they may become; for Git, of one object
 * @param file bytes of one file of the directory
 * @param directory bytes of all files of the directory
 * @param files how many files the directory may have
 * @param time for all of it
 */
public record SourceLimits(long transfer, long unpacked, int file, int directory, int files, Duration time) {
    private static final long MIB = 1L << 20;

    public SourceLimits {
        if (transfer < 1 || unpacked < 1 || file < 1 || directory < 1 || files < 1 || !time.isPositive()) {
            throw new IllegalArgumentException("Every limit of a source must be above zero.");
        }
    }

    /** For images, whose layers pass through and are not kept: 2 GiB over the network within 5 minutes. */
    public static SourceLimits forImages() {
        return new SourceLimits(2048 * MIB, 8192 * MIB, (int) MIB, (int) (16 * MIB), 2000, Duration.ofMinutes(5));
    }

    /** For Git, whose one pack is held in memory: 32 MiB over the network within 2 minutes. */
    public static SourceLimits forGit() {
        return new SourceLimits(32 * MIB, 32 * MIB, (int) MIB, (int) (16 * MIB), 2000, Duration.ofMinutes(2));
    }

    /**
     * For whole commits, which are kept on a disk: 512 MiB over the network within 5 minutes. The directory is what goes to a
     * builder in one archive; one object is held in memory while the pack is unpacked, together with what it is a delta of.
     */
    public static SourceLimits forTrees() {
        return new SourceLimits(512 * MIB, 64 * MIB, (int) MIB, (int) (1024 * MIB), 50_000, Duration.ofMinutes(5));
    }
}
