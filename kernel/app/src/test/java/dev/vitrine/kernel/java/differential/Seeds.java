package dev.vitrine.kernel.java.differential;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Which sequences to generate. */
final class Seeds {

    private Seeds() {}

    /**
     * @param text such as {@code 248,801,1000-1999}
     * @throws IllegalArgumentException if it is nothing such
     */
    static LongStream parse(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).flatMapToLong(Seeds::range);
    }

    private static LongStream range(String text) {
        String[] ends = text.split("-", 2);
        try {
            long first = Long.parseLong(ends[0]);
            return LongStream.rangeClosed(first, Long.parseLong(ends[ends.length - 1]));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Seeds are numbers and ranges such as 248,801,1000-1999, not " + text, e);
        }
    }
}
