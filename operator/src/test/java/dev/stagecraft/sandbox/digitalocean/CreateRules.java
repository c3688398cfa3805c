package dev.stagecraft.sandbox.digitalocean;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a create must say, and how it is refused. */
final class CreateRules {
    private static final int MAX_USER_DATA = 64 * 1024;
    private static final int MAX_NAMES = 10;

    private CreateRules() {}

    static Optional<String> fault(JsonNode body, List<String> names) {
        return Stream.<Supplier<Optional<String>>>of(
                        () -> when(!body.isObject(), "The request body is not valid JSON."),
                        () -> when(names.isEmpty(), "Name is required."),
                        () -> when(names.size() > MAX_NAMES, "You can create up to 10 Droplets at a time."),
                        () -> when(
                                !names.stream().allMatch(CreateRules::hostname),
                                "Only valid hostname characters are allowed. (a-z, A-Z, 0-9, . and -)"),
                        () -> when(
                                Catalogue.size(body.path("size").asText()).isEmpty(),
                                "You specified an invalid size for Droplet creation."),
                        () -> when(
                                Catalogue.image(body.path("image").asText()).isEmpty(),
                                "You specified an invalid image for Droplet creation."),
                        () -> when(
                                Catalogue.region(body.path("region").asText("nyc3"))
                                        .isEmpty(),
                                "You specified an invalid region for Droplet creation."),
                        () -> when(
                                !tags(body.path("tags")),
                                "Tags may contain letters, numbers, colons, dashes, and underscores, up to 255 characters."),
                        () -> when(
                                body.path("user_data").asText("").getBytes(UTF_8).length > MAX_USER_DATA,
                                "User data is too long (maximum is 64 KiB)."))
                .flatMap(rule -> rule.get().stream())
                .findFirst();
    }

    private static Optional<String> when(boolean broken, String message) {
        return broken ? Optional.of(message) : Optional.empty();
    }

    private static boolean hostname(String name) {
        return name.length() <= 255 && name.matches("[a-zA-Z0-9]?[a-z0-9A-Z.\\-]*[a-z0-9A-Z]");
    }

    private static boolean tags(JsonNode tags) {
        return tags.valueStream().allMatch(tag -> tag.asText().matches("[A-Za-z0-9:_-]{1,255}"));
    }
}
