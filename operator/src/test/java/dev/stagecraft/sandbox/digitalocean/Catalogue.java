package dev.stagecraft.sandbox.digitalocean;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The sizes, regions and images on offer. */
final class Catalogue {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static final List<Region> REGIONS = List.of(
            new Region("nyc3", "New York 3"),
            new Region("ams3", "Amsterdam 3"),
            new Region("fra1", "Frankfurt 1"),
            new Region("sfo3", "San Francisco 3"));

    static final List<Size> SIZES = List.of(
            new Size("s-1vcpu-1gb", 1024, 1, 25, 6),
            new Size("s-1vcpu-2gb", 2048, 1, 50, 12),
            new Size("s-2vcpu-4gb", 4096, 2, 80, 24),
            new Size("s-4vcpu-8gb", 8192, 4, 160, 48));

    static final List<Image> IMAGES = List.of(
            new Image(155133621, "ubuntu-24-04-x64", "24.04 (LTS) x64", "Ubuntu"),
            new Image(129211873, "ubuntu-22-04-x64", "22.04 (LTS) x64", "Ubuntu"),
            new Image(201402437, "debian-13-x64", "13 x64", "Debian"));

    private Catalogue() {}

    record Region(String slug, String name) {
        ObjectNode json() {
            ObjectNode json =
                    JSON.objectNode().put("name", name).put("slug", slug).put("available", true);
            strings(json.putArray("features"), List.of("backups", "ipv6", "metadata", "install_agent", "storage"));
            strings(json.putArray("sizes"), SIZES.stream().map(Size::slug).toList());
            return json;
        }
    }

    record Size(String slug, int memory, int vcpus, int disk, int monthly) {
        ObjectNode json() {
            ObjectNode json = JSON.objectNode()
                    .put("slug", slug)
                    .put("memory", memory)
                    .put("vcpus", vcpus)
                    .put("disk", disk)
                    .put("transfer", 4.0)
                    .put("price_monthly", monthly)
                    .put("price_hourly", monthly / 672.0)
                    .put("available", true)
                    .put("description", "Basic");
            strings(json.putArray("regions"), REGIONS.stream().map(Region::slug).toList());
            return json;
        }
    }

    record Image(long id, String slug, String name, String distribution) {
        ObjectNode json() {
            ObjectNode json = JSON.objectNode()
                    .put("id", id)
                    .put("name", name)
                    .put("type", "base")
                    .put("distribution", distribution)
                    .put("slug", slug)
                    .put("public", true)
                    .put("created_at", "2026-04-01T00:00:00Z")
                    .put("min_disk_size", 10)
                    .put("size_gigabytes", 2.4)
                    .put("description", distribution + " " + name)
                    .put("status", "available");
            strings(json.putArray("regions"), REGIONS.stream().map(Region::slug).toList());
            json.putArray("tags");
            return json;
        }
    }

    static Optional<Region> region(String slug) {
        return REGIONS.stream().filter(region -> region.slug().equals(slug)).findFirst();
    }

    static Optional<Size> size(String slug) {
        return SIZES.stream().filter(size -> size.slug().equals(slug)).findFirst();
    }

    static Optional<Image> image(String slugOrId) {
        return IMAGES.stream()
                .filter(image -> image.slug().equals(slugOrId)
                        || Long.toString(image.id()).equals(slugOrId))
                .findFirst();
    }

    private static void strings(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }
}
