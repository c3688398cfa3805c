package dev.stagecraft;

import dev.stagecraft.metrics.OperatorMetrics;
import dev.stagecraft.provider.cloud.CloudRequest;
import dev.stagecraft.provider.cloud.RequestListener;

/** Counts cloud requests. */
record CloudMeter(OperatorMetrics metrics) implements RequestListener {
    @Override
    public void completed(CloudRequest request) {
        metrics.cloudRequest(request.provider(), request.endpoint(), request.code());
        request.remaining().ifPresent(left -> metrics.rateLimitRemaining(request.provider(), left));
    }
}
