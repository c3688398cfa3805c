package dev.stagecraft.provider.cloud.digitalocean;

import dev.stagecraft.provider.cloud.CloudException;
import dev.stagecraft.provider.cloud.CloudException.Code;
import java.util.Optional;
import java.util.stream.Stream;

/** The noun {@code /v2/account}. */
final class Accounts {
    private static final String ACCOUNT = "/v2/account";

    private final ApiClient api;

    Accounts(ApiClient api) {
        this.api = api;
    }

    /** The team that the token is for, or the user where there is none; empty if the token may not read that. */
    Optional<String> current(Use use) {
        try {
            return api.read(ApiRequest.get(ACCOUNT, ACCOUNT).on(use)).map(body -> body.path("account")).stream()
                    .flatMap(account -> Stream.of(account.path("team").path("uuid"), account.path("uuid")))
                    .map(uuid -> uuid.asText(""))
                    .filter(uuid -> !uuid.isEmpty())
                    .findFirst();
        } catch (CloudException e) {
            if (e.code() == Code.FORBIDDEN) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
