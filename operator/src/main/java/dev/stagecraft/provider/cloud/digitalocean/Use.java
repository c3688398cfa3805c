package dev.stagecraft.provider.cloud.digitalocean;

/** What a request is for, as far as the budget cares. */
enum Use {
    ORDINARY,
    /** May take from the reserve: what costs money must go away even when the hour is nearly spent. */
    DELETE
}
