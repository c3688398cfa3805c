package dev.stagecraft.sandbox.digitalocean;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Cuts listings into pages: 20 items unless asked otherwise, never more than 200. */
final class Paging {
    private static final int DEFAULT = 20;
    private static final int LARGEST = 200;

    private Paging() {}

    static Reply reply(SimRequest request, String key, List<? extends JsonNode> items) {
        int size = Math.clamp(request.number("per_page", DEFAULT), 1, LARGEST);
        int last = Math.max(1, (items.size() + size - 1) / size);
        int page = Math.max(1, request.number("page", 1));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode shown = body.putArray(key);
        items.stream().skip((page - 1L) * size).limit(size).forEach(shown::add);
        ObjectNode links = body.putObject("links");
        if (last > 1) {
            links.set("pages", pages(request, page, last));
        }
        body.putObject("meta").put("total", items.size());
        return Reply.of(200, body);
    }

    private static ObjectNode pages(SimRequest request, int page, int last) {
        ObjectNode pages = JsonNodeFactory.instance.objectNode();
        if (page > 1) {
            pages.put("first", link(request, 1)).put("prev", link(request, page - 1));
        }
        if (page < last) {
            pages.put("next", link(request, page + 1)).put("last", link(request, last));
        }
        return pages;
    }

    private static String link(SimRequest request, int page) {
        Map<String, String> query = new LinkedHashMap<>(request.query());
        query.put("page", Integer.toString(page));
        String joined = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return request.base() + request.path() + "?" + joined;
    }
}
