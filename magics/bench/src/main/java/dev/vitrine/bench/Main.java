package dev.vitrine.bench;

/** Entry of {@code ./vitrine bench}. */
public final class Main {

    private static final String USAGE =
            """
            usage: bench engine [--rounds N] [--cpu-time] [--only TEXT]
              engine      tensors beside libtorch: models, layers and single operations
              --rounds N  measurements of each side, alternating, by default 15; figures to quote need 10
              --only TEXT only rows with this in their names
              --cpu-time  CPU time instead of wall time, for busy machines; needs VITRINE_THREADS=1""";

    private Main() {}

    public static void main(String[] arguments) {
        int rounds = 15;
        Clock clock = Clock.WALL;
        String only = "";
        if (arguments.length == 0 || !arguments[0].equals("engine")) {
            refuse("");
        }
        for (int i = 1; i < arguments.length; i++) {
            if (arguments[i].equals("--cpu-time")) {
                clock = Clock.CPU;
            } else if (arguments[i].equals("--rounds") && i + 1 < arguments.length) {
                rounds = rounds(arguments[++i]);
            } else if (arguments[i].equals("--only") && i + 1 < arguments.length) {
                only = arguments[++i];
            } else {
                refuse("unknown argument \"" + arguments[i] + "\"");
            }
        }
        System.exit(EngineBenchmark.run(rounds, clock, only));
    }

    private static int rounds(String text) {
        try {
            int rounds = Integer.parseInt(text);
            if (rounds > 0) {
                return rounds;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        refuse("--rounds takes a number from 1 on, not \"" + text + "\"");
        throw new AssertionError("unreachable");
    }

    private static void refuse(String reason) {
        System.err.println((reason.isEmpty() ? "" : reason + "\n") + USAGE);
        System.exit(2);
    }
}
