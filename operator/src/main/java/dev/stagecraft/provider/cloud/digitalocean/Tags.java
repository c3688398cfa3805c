package dev.stagecraft.provider.cloud.digitalocean;

import dev.stagecraft.provider.cloud.CreateMachine;
import dev.stagecraft.provider.cloud.Owner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The words by which a droplet says whose it is; the only memory that survives the loss of everything else. */
final class Tags {
    /** A tag of the user's own: what the API allows, but nothing that could be taken for one of ours. */
    static final Pattern FREE = Pattern.compile("(?!(?i:stagecraft))[A-Za-z0-9:_-]{1,255}");

    private static final String MARK = "stagecraft";
    private static final String UID = MARK + "-uid:";
    private static final String HOST = MARK + "-host:";
    private static final String CREATE = MARK + "-create:";
    private static final String ROLE = MARK + "-role:";

    private Tags() {}

    static List<String> of(CreateMachine request, List<String> free) {
        var tags = new ArrayList<>(List.of(
                MARK,
                uid(request.owner()),
                HOST + request.machine().host(),
                CREATE + request.createId(),
                ROLE + request.machine().role()));
        tags.addAll(free);
        return tags;
    }

    static String uid(Owner owner) {
        return UID + owner.uid();
    }

    static boolean ownedBy(Owner owner, Set<String> tags) {
        return tags.contains(uid(owner));
    }

    static Optional<String> host(Collection<String> tags) {
        return valueOf(HOST, tags);
    }

    static Optional<String> createId(Collection<String> tags) {
        return valueOf(CREATE, tags);
    }

    private static Optional<String> valueOf(String prefix, Collection<String> tags) {
        return tags.stream()
                .filter(tag -> tag.startsWith(prefix))
                .map(tag -> tag.substring(prefix.length()))
                .filter(value -> !value.isEmpty())
                .sorted()
                .findFirst();
    }
}
