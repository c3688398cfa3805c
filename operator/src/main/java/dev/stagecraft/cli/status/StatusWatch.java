package dev.stagecraft.cli.status;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Session;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Shows a resource again whenever what is shown of it changes: in the place of what was there before on a terminal, below it in a
 * pipe. Ends when the resource is gone, and when a change finds nobody who reads the output any more; Ctrl-C ends the process.
 */
record StatusWatch(Session session, Optional<String> format) {
    /** ECMA-48: to the upper left corner, and away with all that is there. */
    private static final String CLEAR = "\u001b[H\u001b[2J";

    int follow(Stagecraft resource) {
        var changes = new LinkedBlockingQueue<Optional<Stagecraft>>();
        var metadata = resource.getMetadata();
        var resources = session.world().resources();
        try (var _ = resources.watch(metadata.getNamespace(), metadata.getName(), changes::add)) {
            if (resources.find(metadata.getNamespace(), metadata.getName()).isEmpty()) {
                changes.add(Optional.empty()); // before the watch began, which would never tell
            }
            return shown(changes, metadata.getName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        }
    }

    private int shown(BlockingQueue<Optional<Stagecraft>> changes, String name) throws InterruptedException {
        var view = new StatusView(session, format);
        var console = session.console();
        var last = "";
        while (true) {
            var change = changes.take();
            if (change.isEmpty()) {
                console.note(name + " is gone.");
                return ExitCode.OK;
            }
            var digest = view.digest(change.get()).toString();
            if (!digest.equals(last)) {
                var separator = last.isEmpty() ? "" : separator();
                console.print(
                        (console.screen().colour() && format.isEmpty() ? CLEAR : separator) + view.text(change.get()));
                if (console.out().checkError()) {
                    return ExitCode.OK; // whoever reads it has seen enough
                }
                last = digest;
            }
        }
    }

    private String separator() {
        return format.map(wanted -> wanted.equals("yaml") ? "---\n" : "").orElse("\n");
    }
}
