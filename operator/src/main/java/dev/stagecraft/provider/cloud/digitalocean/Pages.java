package dev.stagecraft.provider.cloud.digitalocean;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.cloud.CloudException;
import dev.stagecraft.provider.cloud.CloudException.Code;
import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads a listing to its last page. A page that is missed makes a machine twice, so a listing that moved while it was
 * read (another total on a later page, as one that is deleted hides one of the next page; or fewer ids than the total) is
 * read once more and then refused.
 */
final class Pages {
    private static final int MAX_PAGES = 1000;

    private final ApiClient api;
    private final String key;

    /** @param key of the array in each page, such as {@code droplets} */
    Pages(ApiClient api, String key) {
        this.api = api;
        this.key = key;
    }

    Collection<JsonNode> all(ApiRequest first) {
        Listing listing = read(first);
        if (!listing.complete()) {
            listing = read(first);
        }
        if (!listing.complete()) {
            throw new CloudException(
                    Code.SERVER_ERROR,
                    "The listing of DigitalOcean's " + key + " changed twice while it was read; this is tried again.");
        }
        return listing.byId().values();
    }

    /** @param totals what the pages said the total is */
    private record Listing(Map<Long, JsonNode> byId, Set<Long> totals) {
        boolean complete() {
            return totals.size() <= 1 && totals.stream().allMatch(total -> byId.size() >= total);
        }
    }

    private Listing read(ApiRequest first) {
        Map<Long, JsonNode> byId = new LinkedHashMap<>();
        Set<Long> totals = new HashSet<>();
        ApiRequest next = first;
        for (int page = 0; page < MAX_PAGES; page++) {
            ApiRequest request = next;
            JsonNode body = api.read(request).orElseThrow(() -> api.faults().protocol(request, "is 404 for a listing"));
            collect(request, body, byId);
            JsonNode total = body.path("meta").path("total");
            if (total.isIntegralNumber()) {
                totals.add(total.longValue());
            }
            JsonNode link = body.path("links").path("pages").path("next");
            if (!link.isTextual()) {
                return new Listing(byId, totals);
            }
            next = new ApiRequest(
                    first.method(), target(request, link.textValue()), first.endpoint(), first.body(), first.use());
        }
        throw api.faults().protocol(first, "has more than " + MAX_PAGES + " pages");
    }

    private void collect(ApiRequest request, JsonNode body, Map<Long, JsonNode> byId) {
        if (!body.path(key).isArray()) {
            throw api.faults().protocol(request, "has no list of " + key);
        }
        for (JsonNode item : body.path(key)) {
            byId.put(item.path("id").asLong(), item);
        }
    }

    /** Path and query of the link, if it leads nowhere else: the token goes with it. */
    private String target(ApiRequest from, String link) {
        URI url;
        try {
            url = api.transport().resolve(link);
        } catch (IllegalArgumentException malformed) {
            throw api.faults().protocol(from, "links to a next page that is no URL");
        }
        if (!api.transport().sameOrigin(url) || !from.endpoint().equals(url.getPath())) {
            throw api.faults().protocol(from, "links to a next page elsewhere, to which the token is not sent");
        }
        return url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    }
}
