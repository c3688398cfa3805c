package dev.stagecraft.provider.cloud.digitalocean;

/**
 * What one token may do.
 *
 * @param perSecond the pace after a burst
 * @param burst requests that may be made at once after a pause
 * @param reservePercent of the hour's requests, kept for deletes
 */
public record RateLimits(int perHour, int perMinute, int perSecond, int burst, int reservePercent) {
    public RateLimits {
        if (perHour < 1 || perMinute < 1 || perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException("Rate limits are at least 1.");
        }
        if (reservePercent < 0 || reservePercent > 90) {
            throw new IllegalArgumentException("The reserve is 0 to 90 percent: " + reservePercent);
        }
    }

    /** The documented 5000 an hour and 250 a minute, at 4 a second, a tenth of the hour kept for deletes. */
    public static RateLimits documented() {
        return new RateLimits(5000, 250, 4, 50, 10);
    }
}
