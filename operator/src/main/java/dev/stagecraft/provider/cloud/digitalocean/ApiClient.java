package dev.stagecraft.provider.cloud.digitalocean;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.cloud.CloudException;
import dev.stagecraft.provider.cloud.CloudException.Code;
import dev.stagecraft.provider.cloud.CloudRequest;
import dev.stagecraft.provider.cloud.RequestListener;
import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** The API for one token: counts against the budget, tells the listener, and sorts answers into values and faults. */
final class ApiClient {
    private static final int TOO_MANY_REQUESTS = 429;

    private final Transport transport;
    private final RateBudgets budgets;
    private final RequestListener listener;
    private final Clock clock;
    private final Secret token;
    private final ApiFaults faults;

    ApiClient(DigitalOceanAccess access, Secret token) {
        this.transport = access.transport();
        this.budgets = access.budgets();
        this.listener = access.listener();
        this.clock = access.clock();
        this.token = token;
        this.faults = new ApiFaults(Sanitizer.none().with(token));
    }

    Transport transport() {
        return transport;
    }

    ApiFaults faults() {
        return faults;
    }

    /** Sends a request that changes nothing; repeated once if the connection broke. Empty for 404. */
    Optional<JsonNode> read(ApiRequest request) {
        Exchange exchange = exchange(request);
        if (exchange instanceof Exchange.Lost lost && lost.code() == Code.UNREACHABLE) {
            exchange = exchange(request);
        }
        Exchange.Answer answer = answered(request, exchange);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (answer.status() != 200) {
            throw faults.refused(request, answer);
        }
        if (!answer.body().isObject()) {
            throw faults.protocol(request, "is no JSON object");
        }
        return Optional.of(answer.body());
    }

    /** The answer, whatever its status, or the fault that stands for there being none. */
    Exchange.Answer answered(ApiRequest request, Exchange exchange) {
        return switch (exchange) {
            case Exchange.Answer answer -> answer;
            case Exchange.NotSent failed -> throw faults.notSent(request, failed);
            case Exchange.Lost lost -> throw faults.lost(request, lost);
        };
    }

    /**
     * Sends a request once.
     *
     * @throws CloudException {@code RATE_LIMITED}, by our own count or by the API's word: it then had no effect
     */
    Exchange exchange(ApiRequest request) {
        RateBudget budget = budgets.of(token);
        budget.take(request.use());
        Instant start = clock.instant();
        Exchange exchange = transport.send(request, token);
        listener.completed(described(request, exchange, Duration.between(start, clock.instant())));
        if (exchange instanceof Exchange.Answer answer) {
            if (answer.status() == TOO_MANY_REQUESTS) {
                Instant until = budget.refused(answer.headers());
                throw CloudException.rateLimited(
                        "DigitalOcean answered 429 to " + request.label() + "; nothing was done. It is tried again at "
                                + until + ".",
                        clock.instant(),
                        until);
            }
            budget.heard(answer.headers());
        }
        return exchange;
    }

    private static CloudRequest described(ApiRequest request, Exchange exchange, Duration took) {
        String code = switch (exchange) {
            case Exchange.Answer answer -> Integer.toString(answer.status());
            case Exchange.NotSent failed -> Code.UNREACHABLE.name();
            case Exchange.Lost lost -> lost.code().name();
        };
        OptionalInt remaining = exchange instanceof Exchange.Answer answer && answer.status() != TOO_MANY_REQUESTS
                ? ServerCount.number(answer.headers(), "ratelimit-remaining")
                : OptionalInt.empty();
        return new CloudRequest(DigitalOceanProvider.ID, request.label(), code, took, remaining);
    }
}
