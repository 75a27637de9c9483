package dev.vitrine.bench;

import java.util.List;

/** Entry of {@code ./vitrine bench}. */
public final class Main {

    private static final String USAGE =
            """
            usage: bench engine [--rounds N]
              engine      tensors beside libtorch: one training step of a ViT encoder, and its parts
              --rounds N  measurements of each side, alternating; at least 10, by default 15""";

    private Main() {}

    public static void main(String[] arguments) {
        List<String> given = List.of(arguments);
        if (given.isEmpty() || !given.get(0).equals("engine")) {
            System.err.println(USAGE);
            System.exit(2);
        }
        System.exit(EngineBenchmark.run(rounds(given)));
    }

    private static int rounds(List<String> given) {
        if (given.size() == 1) {
            return 15;
        }
        if (given.size() == 3 && given.get(1).equals("--rounds")) {
            try {
                return Math.max(10, Integer.parseInt(given.get(2)));
            } catch (NumberFormatException e) {
                System.err.println("--rounds takes a number, not \"" + given.get(2) + "\"");
                System.exit(2);
            }
        }
        System.err.println(USAGE);
        System.exit(2);
        throw new AssertionError("unreachable");
    }
}
