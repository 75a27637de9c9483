package dev.vitrine.extension.magic;

import dev.vitrine.api.LineMagic;
import dev.vitrine.learn.Seed;
import java.util.List;

/** {@code %seed}: shows the seed that recipes start from. {@code %seed N}: sets it. */
public final class SeedMagic implements LineMagic {

    public static final String USAGE =
            "[N]: shows or sets the seed of recipes that name none; the same seed gives the same run";

    @Override
    public Object run(List<String> arguments) {
        if (arguments.size() > 1) {
            throw new IllegalArgumentException(
                    "%seed takes one whole number. Usage: %seed " + USAGE);
        }
        if (arguments.size() == 1) {
            Seed.setGlobal(parse(arguments.get(0)));
        }
        return "Seed " + Seed.global().value();
    }

    private static Seed parse(String text) {
        try {
            return new Seed(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%seed takes a whole number, not \"" + text + "\"", e);
        }
    }
}
