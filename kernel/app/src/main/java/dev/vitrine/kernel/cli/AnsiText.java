package dev.vitrine.kernel.cli;

import java.util.regex.Pattern;

/** Text with the escape sequences of terminals. */
final class AnsiText {

    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[[0-9;?]*[ -/]*[@-~]");

    private AnsiText() {}

    static String strip(String text) {
        return SEQUENCE.matcher(text).replaceAll("");
    }
}
