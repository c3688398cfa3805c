package dev.stagecraft.provider.cloud.digitalocean;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.ConfigCheck;
import dev.stagecraft.provider.SecretReference;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.cloud.MachineRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * {@code spec.cloud.providers.digitalocean}, as far as it could be read.
 *
 * @param region like {@code size} and {@code image} may be left out if every host has its own
 * @param vpc UUID of the network the droplets join; the region's default one otherwise
 * @param tags put on each droplet besides our own
 */
record DigitalOceanConfig(
        Optional<SecretReference> token,
        Optional<String> region,
        Optional<String> size,
        Optional<String> image,
        Optional<String> vpc,
        List<String> tags) {
    static final String TOKEN = "tokenSecretRef";
    static final String REGION = "region";
    static final String SIZE = "size";
    static final String IMAGE = "image";
    private static final String VPC = "vpc";
    private static final String TAGS = "tags";
    private static final List<String> KEYS = List.of(TOKEN, REGION, SIZE, IMAGE, VPC, TAGS);
    private static final int MAX_TAGS = 20;

    /** Droplets of these sizes are left out of listings, so one that was lost sight of would be made twice. */
    private static final String UNLISTED = "gpu-";

    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** What was read, and every fault of it for these hosts. */
    record Reading(DigitalOceanConfig config, List<Violation> violations) {}

    static Reading read(JsonNode json, List<MachineRequest> hosts) {
        var check = new ConfigCheck();
        DigitalOceanConfig config = check.object(json, "", KEYS)
                .map(object -> fields(check, object, hosts))
                .orElseGet(() -> new DigitalOceanConfig(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
        config.size()
                .filter(DigitalOceanConfig::isUnlisted)
                .ifPresent(size -> check.note(unlisted(SIZE, "The size " + size)));
        checkOverrides(check, hosts);
        return new Reading(config, check.violations());
    }

    private static DigitalOceanConfig fields(ConfigCheck check, JsonNode json, List<MachineRequest> hosts) {
        return new DigitalOceanConfig(
                check.secret(json, "", TOKEN, true),
                slug(check, json, REGION, "the slug of a region, such as nyc3", lacking(hosts, MachineRequest::region)),
                slug(
                        check,
                        json,
                        SIZE,
                        "the slug of a size, such as s-2vcpu-4gb",
                        lacking(hosts, MachineRequest::size)),
                slug(
                        check,
                        json,
                        IMAGE,
                        "the slug or number of an image, such as ubuntu-24-04-x64",
                        lacking(hosts, MachineRequest::image)),
                check.text(
                        json, "", new ConfigCheck.Text(VPC, UUID, "the UUID of a VPC network, in lower case", false)),
                tags(check, json.path(TAGS)));
    }

    private static boolean lacking(List<MachineRequest> hosts, Function<MachineRequest, Optional<String>> field) {
        return hosts.stream().anyMatch(host -> field.apply(host).isEmpty());
    }

    private static Optional<String> slug(ConfigCheck check, JsonNode json, String key, String shape, boolean required) {
        return check.text(json, "", new ConfigCheck.Text(key, SLUG, shape, required));
    }

    private static List<String> tags(ConfigCheck check, JsonNode json) {
        if (json.isMissingNode() || json.isNull()) {
            return List.of();
        }
        var tags = new ArrayList<String>();
        for (JsonNode tag : json) {
            if (!tag.isTextual() || !Tags.FREE.matcher(tag.textValue()).matches()) {
                check.note(Violation.invalid(
                        ConfigCheck.at(TAGS, Integer.toString(tags.size())),
                        "A tag is 1 to 255 letters, digits, ':', '-' or '_', and does not begin with 'stagecraft'."));
            }
            tags.add(tag.asText());
        }
        if (!json.isArray() || tags.size() > MAX_TAGS) {
            check.note(Violation.invalid(TAGS, "This must be a list of at most " + MAX_TAGS + " tags."));
        }
        return List.copyOf(tags);
    }

    private static void checkOverrides(ConfigCheck check, List<MachineRequest> hosts) {
        for (MachineRequest host : hosts) {
            override(check, host, REGION, host.region());
            override(check, host, SIZE, host.size());
            override(check, host, IMAGE, host.image());
            host.size()
                    .filter(DigitalOceanConfig::isUnlisted)
                    .ifPresent(size -> check.note(
                            unlisted("", "The size " + size + " of host " + host.host() + " in spec.hosts")));
        }
    }

    private static boolean isUnlisted(String size) {
        return size.startsWith(UNLISTED);
    }

    private static Violation unlisted(String path, String what) {
        return new Violation(
                path,
                what + " is not implemented yet: DigitalOcean leaves GPU droplets out of its listings. Choose another.",
                Violation.Code.NOT_IMPLEMENTED);
    }

    private static void override(ConfigCheck check, MachineRequest host, String key, Optional<String> value) {
        value.filter(slug -> !SLUG.matcher(slug).matches())
                .ifPresent(slug -> check.note(Violation.invalid(
                        "", "The " + key + " of host " + host.host() + " is no slug that DigitalOcean could know.")));
    }
}
