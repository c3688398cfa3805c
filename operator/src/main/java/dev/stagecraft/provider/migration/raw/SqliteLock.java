package dev.stagecraft.provider.migration.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A lock of the operating system on a file beside the database, as SQLite knows no advisory locks; it ends with the process.
 * The file stays: taking it away would let in two.
 */
final class SqliteLock implements RunnerLock {
    static final String SUFFIX = ".stagecraft-lock";
    private static final int LONGEST_HOLDER = 200;
    /** Beyond the text, so that the holder can be read while the lock is held. */
    private static final long POSITION = 1L << 30;

    /**
     * What this process holds. The operating system gives a process's locks on a file back when the process closes any
     * descriptor of it, so a file that is locked here must not even be opened a second time.
     */
    private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

    private final Path file;
    private final String holder;
    private @Nullable FileChannel channel;

    SqliteLock(Path file, String holder) {
        this.file = file.toAbsolutePath().normalize();
        this.holder = holder;
    }

    @Override
    public boolean tryAcquire() throws SQLException {
        if (HELD.putIfAbsent(file, holder) != null) {
            return false;
        }
        FileChannel opened = null;
        try {
            opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (opened.tryLock(POSITION, 1, false) != null) {
                opened.truncate(0);
                opened.write(ByteBuffer.wrap(holder.getBytes(UTF_8)));
                channel = opened;
                return true;
            }
        } catch (IOException e) {
            giveBack(opened);
            throw new SQLException("The lock file beside the database cannot be written.", "58030");
        }
        giveBack(opened);
        return false;
    }

    @Override
    public Optional<String> holder() {
        String here = HELD.get(file);
        if (here != null) {
            return Optional.of(here);
        }
        try {
            String text = Files.readString(file);
            return Optional.of(text.substring(0, Math.min(text.length(), LONGEST_HOLDER)))
                    .filter(name -> !name.isBlank());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public void release() {
        if (channel != null) {
            giveBack(channel);
            channel = null;
        }
    }

    private void giveBack(@Nullable FileChannel opened) {
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (IOException closed) {
            // The lock is gone with the descriptor, which is closed even so.
        } finally {
            HELD.remove(file);
        }
    }
}
