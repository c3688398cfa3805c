package dev.stagecraft.sandbox.digitalocean;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which endpoint answers which path. */
final class Routes {
    /** Answers one kind of request. */
    private interface Endpoint {
        Reply answer(Team team, SimRequest request, Matcher path);
    }

    private record Route(String method, Pattern path, Endpoint endpoint) {}

    private final List<Route> routes;

    Routes(World world) {
        var droplets = new DropletEndpoints(world);
        var actions = new ActionEndpoints(world);
        var account = new AccountEndpoints();
        routes = List.of(
                route("GET", "/v2/droplets", (team, request, path) -> droplets.list(team, request)),
                route("POST", "/v2/droplets", (team, request, path) -> droplets.create(team, request)),
                route("GET", "/v2/droplets/(\\d+)", (team, request, path) -> droplets.get(team, id(path, 1))),
                route("DELETE", "/v2/droplets/(\\d+)", (team, request, path) -> droplets.delete(team, id(path, 1))),
                route(
                        "GET",
                        "/v2/droplets/(\\d+)/actions",
                        (team, request, path) -> actions.listOf(team, request, id(path, 1))),
                route(
                        "POST",
                        "/v2/droplets/(\\d+)/actions",
                        (team, request, path) -> actions.begin(team, request, id(path, 1))),
                route(
                        "GET",
                        "/v2/droplets/(\\d+)/actions/(\\d+)",
                        (team, request, path) -> actions.getOf(team, id(path, 1), id(path, 2))),
                route("GET", "/v2/actions", (team, request, path) -> actions.list(team, request)),
                route("GET", "/v2/actions/(\\d+)", (team, request, path) -> actions.get(team, id(path, 1))),
                route("GET", "/v2/account", (team, request, path) -> account.account(team)),
                route("GET", "/v2/account/keys", (team, request, path) -> account.keys(request)),
                route("GET", "/v2/sizes", (team, request, path) -> account.sizes(request)),
                route("GET", "/v2/regions", (team, request, path) -> account.regions(request)),
                route("GET", "/v2/images", (team, request, path) -> account.images(request)),
                route("GET", "/v2/images/([^/]+)", (team, request, path) -> account.image(path.group(1))));
    }

    Reply answer(Team team, SimRequest request) {
        for (Route route : routes) {
            Matcher path = route.path().matcher(request.path());
            if (route.method().equals(request.method()) && path.matches()) {
                return route.endpoint().answer(team, request, path);
            }
        }
        return Reply.notFound();
    }

    private static Route route(String method, String path, Endpoint endpoint) {
        return new Route(method, Pattern.compile(path), endpoint);
    }

    private static long id(Matcher path, int group) {
        return Long.parseLong(path.group(group));
    }
}
