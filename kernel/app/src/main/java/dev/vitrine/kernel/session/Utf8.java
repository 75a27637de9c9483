package dev.vitrine.kernel.session;

/** Where characters end in UTF-8 that arrives in pieces. */
final class Utf8 {

    private static final int LONGEST_CHARACTER = 4;

    private Utf8() {}

    /**
     * How many of the first {@code count} bytes are left when an unfinished last character is cut.
     */
    static int completeLength(byte[] bytes, int count) {
        for (int back = 1; back < LONGEST_CHARACTER && back <= count; back++) {
            int b = bytes[count - back] & 0xFF;
            boolean continuation = (b & 0xC0) == 0x80;
            if (!continuation) {
                return length(b) > back ? count - back : count;
            }
        }
        return count;
    }

    private static int length(int leadingByte) {
        if (leadingByte >= 0xF0) {
            return 4;
        }
        if (leadingByte >= 0xE0) {
            return 3;
        }
        return leadingByte >= 0xC0 ? 2 : 1;
    }
}
