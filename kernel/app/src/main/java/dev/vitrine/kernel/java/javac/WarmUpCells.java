package dev.vitrine.kernel.java.javac;

import java.util.List;

/**
 * What first cells do, each in its own way through the compiler: running these loads what javac
 * needs, lets it read the JDK's commonest classes, and gets its code compiled. They print nothing
 * and leave nothing.
 */
final class WarmUpCells {

    static final List<String> CELLS =
            List.of(
                    "1 + 1",
                    "int answer = 6 * 7;\nString text = \"answer \" + answer;\ntext",
                    """
                    var words = List.of("alpha", "beta", "gamma");
                    var lengths = new HashMap<String, Integer>();
                    for (String word : words) {
                        lengths.put(word, word.length());
                    }
                    lengths""",
                    """
                    int sum = 0;
                    for (int i = 0; i < 10; i++) {
                        if (i % 2 == 0) {
                            sum += i;
                        }
                    }
                    sum""",
                    """
                    import java.util.stream.Collectors;
                    List<Integer> squares = IntStream.range(0, 5).map(i -> i * i).boxed().toList();
                    String joined = squares.stream().map(String::valueOf).collect(Collectors.joining(","));
                    joined.length()""",
                    """
                    int twice(int x) {
                        return 2 * x;
                    }
                    double half(double x) {
                        return x / 2;
                    }
                    twice(4) + half(3)""",
                    """
                    record Point(int x, int y) {
                        double length() {
                            return Math.sqrt(x * x + y * y);
                        }
                    }
                    new Point(3, 4).length()""",
                    """
                    class Counter {
                        private final String name;
                        private int count;

                        Counter(String name) {
                            this.name = name;
                        }

                        void increment() {
                            count++;
                        }

                        @Override
                        public String toString() {
                            return name + ": " + count;
                        }
                    }
                    var counter = new Counter("cells");
                    counter.increment();
                    counter.toString()""",
                    """
                    enum Kind { ONE, TWO }
                    interface Shape { double area(); }
                    Shape unit = () -> 1.0;
                    String named = switch (Kind.ONE) {
                        case ONE -> "one";
                        case TWO -> "two";
                    };
                    named + unit.area()""",
                    """
                    var out = new PrintStream(OutputStream.nullOutputStream());
                    try {
                        out.println(Integer.parseInt("x"));
                    } catch (NumberFormatException e) {
                        out.printf("%s %d%n", e.getMessage(), 3);
                    }""",
                    """
                    double[] values = new double[8];
                    Arrays.fill(values, 0.5);
                    var total = Arrays.stream(values).sum();
                    Map<Boolean, List<String>> parts = Stream.of("a", "bb")
                            .collect(Collectors.partitioningBy(s -> s.length() > 1));
                    parts.get(true)""",
                    """
                    int twice(int x) {
                        return x + x;
                    }
                    twice(answer)""");

    private WarmUpCells() {}
}
