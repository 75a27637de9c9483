package dev.vitrine.kernel.protocol;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Dates of messages: ISO 8601 in UTC with six decimals, the most that clients read. By hand, since
 * the formatter that {@link Instant#toString} gets ready for one date costs a noticeable part of a
 * kernel's start.
 */
public final class WireTime {

    private static final int NANOS_PER_MICRO = 1000;

    private WireTime() {}

    public static String text(Instant instant) {
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(
                        instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(27);
        append(text, time.getYear(), 4).append('-');
        append(text, time.getMonthValue(), 2).append('-');
        append(text, time.getDayOfMonth(), 2).append('T');
        append(text, time.getHour(), 2).append(':');
        append(text, time.getMinute(), 2).append(':');
        append(text, time.getSecond(), 2).append('.');
        return append(text, time.getNano() / NANOS_PER_MICRO, 6).append('Z').toString();
    }

    private static StringBuilder append(StringBuilder text, int number, int digits) {
        String plain = Integer.toString(number);
        for (int i = plain.length(); i < digits; i++) {
            text.append('0');
        }
        return text.append(plain);
    }
}
