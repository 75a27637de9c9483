package dev.vitrine.kernel.magic;

import dev.vitrine.api.CellMagic;
import dev.vitrine.api.Kernel;
import dev.vitrine.api.LineMagic;
import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.TimedLoop;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code %timeit} and {@code %%timeit}: measures code by running it many times. In a cell, the line
 * of the magic is done once before each run and not measured.
 *
 * <p>The code becomes the body of a loop in one method of the notebook, where the JIT compiler
 * meets it as it meets the loops of programs: variables of its own are local.
 */
record TimeitMagic(Kernel kernel) implements LineMagic, CellMagic {

    private static final Pattern OPTION =
            Pattern.compile("\\s*-(?<name>[A-Za-z]\\w*)\\s*(?<value>\\d+)?(?=\\s|$)");
    private static final int MAX_RUNS = 1_000;

    /**
     * @param loops how often the code is run in one run, or 0 for as many as take long enough
     */
    private record Options(long loops, int runs, String code) {}

    @Override
    public Object run(List<String> arguments) throws Exception {
        Options options = options(String.join(" ", arguments));
        measure(options, "", options.code());
        return null;
    }

    @Override
    public Object run(List<String> arguments, String body) throws Exception {
        Options options = options(String.join(" ", arguments));
        measure(options, options.code(), body);
        return null;
    }

    private void measure(Options options, String setup, String code) throws Exception {
        if (code.isBlank()) {
            throw new IllegalArgumentException(
                    "what is to be timed? For example: %timeit compute()");
        }
        TimedLoop loop = compile(setup, code.strip());
        try {
            Timing timing = Timing.of(loops -> run(loop, loops), options.loops(), options.runs());
            kernel.display(MimeBundle.text(timing.report()));
        } finally {
            TimedLoop.release();
        }
    }

    private static long run(TimedLoop loop, long loops) throws UserCode.Failure {
        try {
            return loop.run(loops);
        } catch (Throwable thrown) {
            throw UserCode.fail(thrown);
        }
    }

    private static Options options(String line) {
        long loops = 0;
        int runs = 7;
        Matcher option = OPTION.matcher(line);
        int end = 0;
        while (option.region(end, line.length()).lookingAt()) {
            String value = option.group("value");
            switch (option.group("name")) {
                case "n" -> loops = number("-n", value, Long.MAX_VALUE);
                case "r" -> runs = (int) number("-r", value, MAX_RUNS);
                default ->
                        throw new IllegalArgumentException(
                                "unknown option -"
                                        + option.group("name")
                                        + "; there are -n LOOPS and -r RUNS");
            }
            end = option.end();
        }
        return new Options(loops, runs, line.substring(end).strip());
    }

    private static long number(String option, String text, long most) {
        try {
            long number = text == null ? 0 : Long.parseLong(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException tooLarge) {
            // As the others that are out of range.
        }
        throw new IllegalArgumentException(
                option
                        + " takes a number from 1"
                        + (most == Long.MAX_VALUE ? "" : " to " + most)
                        + ", got "
                        + (text == null ? "none" : text));
    }

    /**
     * The value of the last expression is kept, so that it is computed; what has none just runs.
     */
    private TimedLoop compile(String setup, String code) throws UserCode.Failure {
        int last = lastStatement(code);
        String expression = code.substring(last).strip();
        while (expression.endsWith(";")) {
            expression = expression.substring(0, expression.length() - 1).strip();
        }
        String keeping =
                code.substring(0, last) + "dev.vitrine.api.TimedLoop.keep(" + expression + "\n);";
        try {
            return loop(setup, keeping);
        } catch (UserCode.Failure noValue) {
            return loop(setup, code + "\n;");
        }
    }

    private TimedLoop loop(String setup, String code) throws UserCode.Failure {
        return (TimedLoop)
                UserCode.eval(
                        kernel,
                        "(dev.vitrine.api.TimedLoop) vitrineLoops -> {\n"
                                + setup
                                + (setup.isBlank() || setup.endsWith(";") ? "" : ";")
                                + "\nlong vitrineStart = java.lang.System.nanoTime();\n"
                                + "for (long vitrineLoop = 0; vitrineLoop < vitrineLoops; vitrineLoop++) {\n"
                                + code
                                + "\n}\nreturn java.lang.System.nanoTime() - vitrineStart;\n}");
    }

    private static int lastStatement(String code) {
        JavaLexer lexer = new JavaLexer(code);
        int last = 0;
        while (lexer.toNextToken()) {
            if (lexer.isTopLevel() && lexer.place() == JavaLexer.Place.STATEMENT) {
                last = lexer.position();
            }
            lexer.readToken();
        }
        return last;
    }

    @Override
    public List<String> complete(List<String> before, String word) {
        return word.startsWith("-") ? List.of("-n", "-r") : List.of();
    }
}
