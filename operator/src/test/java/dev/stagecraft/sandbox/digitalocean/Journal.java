package dev.stagecraft.sandbox.digitalocean;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every request, in the order in which they were answered. */
public final class Journal {
    private final List<JournalEntry> entries = new CopyOnWriteArrayList<>();

    void add(JournalEntry entry) {
        entries.add(entry);
    }

    public List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    /** Requests by method and path, which is a regular expression. */
    public List<JournalEntry> of(String method, String path) {
        return entries.stream()
                .filter(entry -> entry.method().equals(method) && entry.path().matches(path))
                .toList();
    }

    public long count(String method, String path) {
        return of(method, path).size();
    }

    /** Everything but GET. */
    public List<JournalEntry> mutations() {
        return entries.stream().filter(entry -> !entry.method().equals("GET")).toList();
    }

    public void clear() {
        entries.clear();
    }
}
