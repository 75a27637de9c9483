package dev.vitrine.bench;

import java.io.IOException;

/** Entry of {@code ./vitrine bench}. */
public final class Main {

    private static final String USAGE =
            """
            usage: bench engine [--rounds N] [--cpu-time] [--only TEXT]
                   bench memory [--only TEXT]
                   bench growth [--steps N]
              engine      tensors beside libtorch: models, layers and single operations
              memory      the most memory that training steps of the models take, beside libtorch
              growth      memory of many training steps of small models
              --rounds N  measurements of each side, alternating, by default 15; figures to quote need 10
              --cpu-time  CPU time instead of wall time, for busy machines; needs VITRINE_THREADS=1
              --only TEXT only rows with this in their names
              --steps N   by default 10000""";

    private int rounds = 15;
    private int steps = 10_000;
    private Clock clock = Clock.WALL;
    private String only = "";

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 3 && arguments[0].equals("peak-of")) {
            MemoryBenchmark.peakOf(arguments[1], arguments[2]);
            System.exit(0);
        }
        if (arguments.length == 2 && arguments[0].equals("growth-of")) {
            System.exit(MemoryBenchmark.growthOf(number(arguments[1])));
        }
        if (arguments.length == 0) {
            refuse("");
        }
        System.exit(new Main().run(arguments));
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        for (int i = 1; i < arguments.length; i++) {
            String next = i + 1 < arguments.length ? arguments[i + 1] : null;
            if (arguments[i].equals("--cpu-time")) {
                clock = Clock.CPU;
                continue;
            }
            if (next == null) {
                refuse("unknown argument \"" + arguments[i] + "\", or one without a value");
            }
            switch (arguments[i++]) {
                case "--rounds" -> rounds = number(next);
                case "--steps" -> steps = number(next);
                case "--only" -> only = next;
                default -> refuse("unknown argument \"" + arguments[i - 1] + "\"");
            }
        }
        return switch (arguments[0]) {
            case "engine" -> EngineBenchmark.run(rounds, clock, only);
            case "memory" -> MemoryBenchmark.peaks(only);
            case "growth" -> MemoryBenchmark.growth(steps);
            default -> {
                refuse("unknown benchmark \"" + arguments[0] + "\"");
                yield 2;
            }
        };
    }

    private static int number(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        refuse("a number from 1 on is needed, not \"" + text + "\"");
        throw new AssertionError("unreachable");
    }

    private static void refuse(String reason) {
        System.err.println((reason.isEmpty() ? "" : reason + "\n") + USAGE);
        System.exit(2);
    }
}
