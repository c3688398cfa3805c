package dev.stagecraft.cli.host;

import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.LogRange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What is printed from now on, of all hosts as it arrives, until the thread is interrupted or nobody reads it any more. */
final class FollowedLogs {
    private final Reach reach;
    private final LogRange range;
    private final Console console;
    private final LogPrinter printer;

    FollowedLogs(Reach reach, LogRange range, Console console) {
        this.reach = reach;
        this.range = range;
        this.console = console;
        this.printer = new LogPrinter(
                console, reach.hosts().stream().map(HostAddress::host).toList());
    }

    /** Writes it. Ends by itself only when no host is left that can be read. */
    int follow() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ended = new ExecutorCompletionService<Boolean>(threads);
            var hosts = new ArrayList<Future<Boolean>>();
            for (var host : reach.hosts()) {
                hosts.add(ended.submit(() -> new FollowedHost(reach, range, host, printer).follow()));
            }
            return await(ended, hosts);
        }
    }

    /** The host that writes is the only one to notice that nobody reads; the quiet ones would wait for a line of theirs. */
    private int await(CompletionService<Boolean> ended, List<Future<Boolean>> hosts) {
        boolean well = true;
        try {
            for (int left = hosts.size(); left > 0 && !printer.closed(); left--) {
                well = ended.take().get() && well;
            }
            return well ? ExitCode.OK : ExitCode.FAILED;
        } catch (InterruptedException stopped) {
            return ExitCode.INTERRUPTED;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        } finally {
            hosts.forEach(host -> host.cancel(true));
            console.out().flush();
        }
    }
}
