package dev.vitrine.learn.optim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which parameters learn, how fast, and which decay, by regular expressions on their paths, as in
 * big_vision: an expression must match the whole path, and the first one that does decides.
 *
 * <pre>{@code
 * Masks.standard()
 *         .decay("head/kernel", 100)
 *         .decay(".+/kernel", 1)
 *         .rate("img/.*", 0.1)
 *         .frozen("txt/embedding")
 * }</pre>
 */
public final class Masks {

    private static final List<Rule> KERNELS = List.of(new Rule("(.*/)?kernel", 1));

    private static final Masks STANDARD = new Masks(List.of(), List.of(), List.of());

    private final List<Rule> decays;
    private final List<Rule> rates;
    private final List<Rule> frozen;

    private record Rule(Pattern pattern, double multiplier) {

        Rule(String regex, double multiplier) {
            this(Pattern.compile(regex), multiplier);
        }

        boolean matches(String name) {
            return pattern.matcher(name).matches();
        }
    }

    private Masks(List<Rule> decays, List<Rule> rates, List<Rule> frozen) {
        this.decays = decays;
        this.rates = rates;
        this.frozen = frozen;
    }

    /**
     * Every parameter learns at the optimizer's rate, and those named {@code kernel} decay; biases,
     * norms, tokens and position embeddings do not.
     */
    public static Masks standard() {
        return STANDARD;
    }

    /**
     * Parameters that decay, and by how many times the optimizer's weight decay. Once there is such
     * a rule, what matches none does not decay, kernels included.
     *
     * @param multiplier 0 or more
     */
    public Masks decay(String regex, double multiplier) {
        if (!(multiplier >= 0 && multiplier < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "decay of \"%s\" times %s: must not be negative".formatted(regex, multiplier));
        }
        return new Masks(with(decays, regex, multiplier), rates, frozen);
    }

    /**
     * Parameters that learn at another rate, and how many times the optimizer's it is; all others
     * learn at that.
     *
     * @param multiplier above 0
     */
    public Masks rate(String regex, double multiplier) {
        if (!(multiplier > 0 && multiplier < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "learning rate of \"%s\" times %s: must be above 0; frozen(...) is for parameters that stay"
                            .formatted(regex, multiplier));
        }
        return new Masks(decays, with(rates, regex, multiplier), frozen);
    }

    /**
     * Parameters that stay as they are: no step, no decay, no optimizer state, no part in the
     * gradients' norm.
     */
    public Masks frozen(String regex) {
        return new Masks(decays, rates, with(frozen, regex, 0));
    }

    private static List<Rule> with(List<Rule> rules, String regex, double multiplier) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(new Rule(regex, multiplier));
        return List.copyOf(more);
    }

    boolean isFrozen(String name) {
        return frozen.stream().anyMatch(rule -> rule.matches(name));
    }

    double rate(String name) {
        return first(rates, name, 1);
    }

    double decay(String name) {
        return first(decays.isEmpty() ? KERNELS : decays, name, 0);
    }

    private static double first(List<Rule> rules, String name, double otherwise) {
        return rules.stream()
                .filter(rule -> rule.matches(name))
                .findFirst()
                .map(Rule::multiplier)
                .orElse(otherwise);
    }

    /**
     * @throws IllegalArgumentException if an expression matches no parameter; a misspelt one must
     *     not silently do nothing
     */
    void requireUsed(Collection<String> names) {
        Stream.of(decays, rates, frozen)
                .flatMap(List::stream)
                .filter(rule -> names.stream().noneMatch(rule::matches))
                .findFirst()
                .ifPresent(
                        rule -> {
                            throw new IllegalArgumentException(
                                    "masks: \"%s\" matches none of the model's parameters, such as %s"
                                            .formatted(
                                                    rule.pattern(),
                                                    names.stream().limit(5).toList()));
                        });
    }

    /** All rules, for comparing runs. */
    @Override
    public String toString() {
        return "decay %s, rate %s, frozen %s".formatted(decays, rates, frozen);
    }
}
