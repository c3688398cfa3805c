package dev.stagecraft.provider.cloud.digitalocean;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.cloud.CloudException;
import dev.stagecraft.provider.cloud.CloudException.Code;
import dev.stagecraft.provider.cloud.Machine;
import dev.stagecraft.provider.cloud.MachineId;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;

/** The noun {@code /v2/droplets}. */
final class Droplets {
    private static final String ALL = "/v2/droplets";
    private static final String ONE = "/v2/droplets/{id}";
    private static final String LARGEST_PAGE = "per_page=200";

    private final ApiClient api;

    Droplets(ApiClient api) {
        this.api = api;
    }

    List<Machine> tagged(String tag, Use use) {
        return list(ALL + "?tag_name=" + URLEncoder.encode(tag, UTF_8) + "&" + LARGEST_PAGE, use);
    }

    List<Machine> all(Use use) {
        return list(ALL + "?" + LARGEST_PAGE, use);
    }

    Optional<Machine> get(MachineId id, Use use) {
        ApiRequest request = ApiRequest.get(path(id), ONE).on(use);
        return api.read(request).map(body -> machine(request, body.path("droplet")));
    }

    /** The one request that must not be repeated; see {@link dev.stagecraft.provider.cloud.CloudDriver#create}. */
    Machine create(JsonNode body) {
        ApiRequest request = ApiRequest.post(ALL, body);
        return switch (api.exchange(request)) {
            case Exchange.NotSent failed -> throw api.faults().notSent(request, failed);
            case Exchange.Lost lost ->
                throw api.faults().ambiguous(request, api.faults().lost(request, lost));
            case Exchange.Answer answer -> created(request, answer);
        };
    }

    private Machine created(ApiRequest request, Exchange.Answer answer) {
        if (answer.status() == 202) {
            try {
                return machine(request, answer.body().path("droplet"));
            } catch (CloudException unreadable) {
                throw api.faults().ambiguous(request, unreadable);
            }
        }
        CloudException refused = api.faults().refused(request, answer);
        boolean certainlyNone = answer.status() >= 300 && answer.status() < 500 && answer.status() != 408;
        throw certainlyNone ? refused : api.faults().ambiguous(request, refused);
    }

    /** Done for 204 and 404; 422 has no other reason than a droplet that is busy, as a delete carries nothing to be invalid. */
    void delete(MachineId id) {
        ApiRequest request = ApiRequest.delete(path(id), ONE);
        Exchange.Answer answer = api.answered(request, api.exchange(request));
        switch (answer.status()) {
            case 204, 404 -> {}
            case 422 -> throw api.faults().refused(Code.CONFLICT, request, answer);
            default -> throw api.faults().refused(request, answer);
        }
    }

    private List<Machine> list(String target, Use use) {
        ApiRequest first = ApiRequest.get(target, ALL).on(use);
        return new Pages(api, "droplets")
                .all(first).stream().map(droplet -> machine(first, droplet)).toList();
    }

    private Machine machine(ApiRequest request, JsonNode droplet) {
        return DropletJson.machine(droplet)
                .orElseThrow(
                        () -> api.faults()
                                .protocol(
                                        request,
                                        "holds a droplet without id, name, date or tags; does the token have the scope tag:read?"));
    }

    private String path(MachineId id) {
        if (!id.value().matches("[0-9]{1,18}")) {
            throw new CloudException(
                    Code.INVALID_REQUEST,
                    "A droplet's id is a number, which what status holds is not; nothing was done.");
        }
        return ALL + "/" + id.value();
    }
}
