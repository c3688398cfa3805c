package dev.stagecraft.provider.app;

import dev.stagecraft.source.SourceTree;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks for what a build needs in a source; where it is not there, the answer is a sentence that says what is. */
public record SourceLook(SourceTree tree) {
    private static final int SHOWN = 12;
    private static final int COMMIT_DIGITS = 12;

    /** Empty if {@code path} is a directory, else why it is none. */
    public Optional<String> noDirectory(String path) {
        return path.isEmpty()
                ? Optional.empty()
                : missing(path, SourceTree.Kind.DIRECTORY).map(SourceLook::printable);
    }

    /** Empty if {@code path} is a file, else why it is none. */
    public Optional<String> noFile(String path) {
        return missing(path, SourceTree.Kind.FILE).map(SourceLook::printable);
    }

    private Optional<String> missing(String path, SourceTree.Kind wanted) {
        String parent = "";
        String[] segments = path.split("/");
        for (int i = 0; i < segments.length; i++) {
            var entries = tree.list(parent);
            SourceTree.Kind kind = entries.get(segments[i]);
            SourceTree.Kind needed = i < segments.length - 1 ? SourceTree.Kind.DIRECTORY : wanted;
            if (kind == null) {
                return Optional.of("There is no %s '%s' in the source at commit %s: %s holds %s."
                        .formatted(noun(wanted), path, commit(), place(parent), names(entries)));
            }
            String here = parent.isEmpty() ? segments[i] : parent + "/" + segments[i];
            if (kind != needed) {
                return Optional.of("'%s' must be a %s, but in the source at commit %s it is a %s."
                        .formatted(here, noun(needed), commit(), noun(kind)));
            }
            parent = here;
        }
        return Optional.empty();
    }

    /** Names in a repository may hold anything. */
    private static String printable(String sentence) {
        return sentence.replaceAll("\\p{Cntrl}", "?");
    }

    private String commit() {
        return tree.commit().substring(0, Math.min(COMMIT_DIGITS, tree.commit().length()));
    }

    private static String place(String directory) {
        return directory.isEmpty() ? "the root" : "'" + directory + "'";
    }

    private static String noun(SourceTree.Kind kind) {
        return switch (kind) {
            case FILE -> "file";
            case DIRECTORY -> "directory";
            case LINK -> "link";
            case SUBMODULE -> "submodule";
        };
    }

    private static String names(Map<String, SourceTree.Kind> entries) {
        if (entries.isEmpty()) {
            return "nothing";
        }
        String shown = entries.entrySet().stream()
                .limit(SHOWN)
                .map(entry -> entry.getValue() == SourceTree.Kind.DIRECTORY ? entry.getKey() + "/" : entry.getKey())
                .collect(Collectors.joining(", "));
        return entries.size() > SHOWN ? shown + " and " + (entries.size() - SHOWN) + " more" : shown;
    }
}
