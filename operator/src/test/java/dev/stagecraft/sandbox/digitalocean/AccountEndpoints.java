package dev.stagecraft.sandbox.digitalocean;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** {@code /v2/account}, {@code /v2/account/keys} and the catalogues: read only. */
final class AccountEndpoints {
    Reply account(Team team) {
        ObjectNode account = JsonNodeFactory.instance
                .objectNode()
                .put("droplet_limit", team.dropletLimit())
                .put("floating_ip_limit", 5)
                .put("email", "ops@" + team.name() + ".example")
                .put("name", team.name())
                .put("uuid", "user-of-" + team.name())
                .put("email_verified", true)
                .put("status", "active")
                .put("status_message", "");
        account.putObject("team").put("uuid", "team-" + team.name()).put("name", team.name());
        return Reply.ok("account", account);
    }

    /** Nobody here has uploaded one: the operator brings its keys through user data. */
    Reply keys(SimRequest request) {
        return Paging.reply(request, "ssh_keys", List.of());
    }

    Reply sizes(SimRequest request) {
        return Paging.reply(
                request,
                "sizes",
                Catalogue.SIZES.stream().map(Catalogue.Size::json).toList());
    }

    Reply regions(SimRequest request) {
        return Paging.reply(
                request,
                "regions",
                Catalogue.REGIONS.stream().map(Catalogue.Region::json).toList());
    }

    Reply images(SimRequest request) {
        return Paging.reply(
                request,
                "images",
                Catalogue.IMAGES.stream().map(Catalogue.Image::json).toList());
    }

    Reply image(String slugOrId) {
        return Catalogue.image(slugOrId)
                .map(image -> Reply.ok("image", image.json()))
                .orElseGet(Reply::notFound);
    }
}
