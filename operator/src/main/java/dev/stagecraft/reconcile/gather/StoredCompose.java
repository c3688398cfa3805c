package dev.stagecraft.reconcile.gather;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.compose.ComposeFile;
import dev.stagecraft.compose.ComposeParser;
import dev.stagecraft.compose.ParseResult;
import dev.stagecraft.compose.ServiceDefinition;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The compose file of a stored release, put together again from those of its roles.
 *
 * @param parts by role
 * @param roles by service
 */
record StoredCompose(ComposeFile file, SortedMap<String, ComposeFile> parts, Map<String, String> roles) {
    /** A file for where nothing is released any more. */
    static ComposeFile none() {
        return parse("services: {none: {image: none}}");
    }

    static StoredCompose of(Served served) {
        var parts = new TreeMap<String, ComposeFile>();
        var roles = new TreeMap<String, String>();
        var whole = JsonNodeFactory.instance.objectNode();
        for (var role : served.roles()) {
            var text = served.composeByRole().get(role);
            if (text != null) {
                var part = parse(text);
                parts.put(role, part);
                part.services().stream().map(ServiceDefinition::name).forEach(service -> roles.put(service, role));
                add(whole, part.tree());
            }
        }
        return new StoredCompose(parse(whole.toString()), parts, roles);
    }

    /** Services, volumes and the like are maps by name, and a name is the same thing in every part. */
    private static void add(ObjectNode whole, ObjectNode part) {
        part.properties().forEach(section -> {
            if (section.getValue() instanceof ObjectNode named
                    && whole.get(section.getKey()) instanceof ObjectNode known) {
                known.setAll(named);
            } else {
                whole.set(section.getKey(), section.getValue().deepCopy());
            }
        });
    }

    private static ComposeFile parse(String text) {
        return switch (ComposeParser.parseRendered(text)) {
            case ParseResult.Parsed(var file) -> file;
            // All roles together may be more than a file may be.
            case ParseResult.Rejected(var problems) -> throw ComposeGather.refused(problems, "spec.compose");
        };
    }
}
