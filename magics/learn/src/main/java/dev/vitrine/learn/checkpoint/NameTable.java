package dev.vitrine.learn.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one library calls the parameters of a model, and how it lays them out: a list of rules, of
 * which the first that matches an array's whole name applies.
 *
 * <pre>{@code
 * NameTable.named("timm")
 *         .take("cls_token", "cls")
 *         .norm("blocks.{i}.norm1", "Transformer/encoderblock_{i}/LayerNorm_0")
 *         .split("blocks.{i}.attn.qkv.bias", WeightLayout.SAME, ".../query/bias", ".../key/bias", ".../value/bias")
 *         .linear("head", "head")
 * }</pre>
 *
 * <p>In names, {@code {i}} and {@code {j}} stand for numbers, {@code {path}} for anything, and any
 * other word in braces for a part without dots and slashes. Where a library counts from one, or
 * writes numbers with zeros, its name says so: {@code block{i+1}/unit{j+1:02}}. A table does not
 * change; every method gives a new one.
 */
public final class NameTable {

    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{(\\w+)(?:\\+([0-9]))?(?::0([1-9]))?}");

    private static final Set<String> NUMBERS = Set.of("i", "j");

    /**
     * A part of a name that stands for something.
     *
     * @param added to the number
     * @param digits at least so many
     */
    private record Placeholder(String word, int added, int digits) {

        static Placeholder of(MatchResult found) {
            return new Placeholder(
                    found.group(1),
                    found.group(2) == null ? 0 : Integer.parseInt(found.group(2)),
                    found.group(3) == null ? 1 : Integer.parseInt(found.group(3)));
        }

        String regex() {
            return NUMBERS.contains(word)
                    ? "([0-9]{%d,6})".formatted(digits)
                    : word.equals("path") ? "(.+)" : "([^./]+)";
        }

        String value(String text) {
            return NUMBERS.contains(word) ? Integer.toString(Integer.parseInt(text) - added) : text;
        }

        String text(String value) {
            return NUMBERS.contains(word)
                    ? ("%0" + digits + "d").formatted(Integer.parseInt(value) + added)
                    : value;
        }
    }

    /** A name with placeholders. */
    private record Template(String text, Pattern pattern, List<Placeholder> placeholders) {

        static Template of(String text) {
            List<Placeholder> placeholders = new ArrayList<>();
            StringBuilder regex = new StringBuilder();
            Matcher matcher = PLACEHOLDER.matcher(text);
            int end = 0;
            while (matcher.find()) {
                regex.append(Pattern.quote(text.substring(end, matcher.start())));
                Placeholder placeholder = Placeholder.of(matcher);
                placeholders.add(placeholder);
                regex.append(placeholder.regex());
                end = matcher.end();
            }
            regex.append(Pattern.quote(text.substring(end)));
            return new Template(text, Pattern.compile(regex.toString()), placeholders);
        }

        /** What the placeholders stand for; null if the name does not match. */
        Map<String, String> match(String name) {
            Matcher matcher = pattern.matcher(name);
            if (!matcher.matches()) {
                return null;
            }
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < placeholders.size(); i++) {
                Placeholder placeholder = placeholders.get(i);
                String value = placeholder.value(matcher.group(i + 1));
                if (NUMBERS.contains(placeholder.word()) && value.startsWith("-")) {
                    return null; // what counts from one has no zero
                }
                values.put(placeholder.word(), value);
            }
            return values;
        }

        String fill(Map<String, String> values) {
            return PLACEHOLDER
                    .matcher(text)
                    .replaceAll(
                            found -> {
                                Placeholder placeholder = Placeholder.of(found);
                                String value = values.get(placeholder.word());
                                return Matcher.quoteReplacement(
                                        value == null ? found.group() : placeholder.text(value));
                            });
        }

        Template below(String prefix) {
            return of(prefix + text);
        }
    }

    /**
     * @param targets none for an array that is not used
     * @param refusal why it cannot be used, or null
     */
    private record Rule(
            Template source, WeightLayout layout, List<Template> targets, String refusal) {}

    /**
     * An array's place.
     *
     * @param targets in the order of its parts; empty if it is not used
     * @param refusal why it cannot be, or null
     */
    record Place(WeightLayout layout, List<String> targets, String refusal) {}

    private final String name;
    private final List<Rule> rules;
    private final List<Rule> stacks;
    private final List<String> prefixes;

    private NameTable(String name, List<Rule> rules, List<Rule> stacks, List<String> prefixes) {
        this.name = name;
        this.rules = rules;
        this.stacks = stacks;
        this.prefixes = prefixes;
    }

    /** A table without rules. */
    public static NameTable named(String library) {
        return new NameTable(library, List.of(), List.of(), List.of());
    }

    /** Whose names these are. */
    public String name() {
        return name;
    }

    /** An array in our layout. */
    public NameTable take(String source, String target) {
        return take(source, WeightLayout.SAME, target);
    }

    /** An array in another layout. */
    public NameTable take(String source, WeightLayout layout, String target) {
        return split(source, layout, target);
    }

    /**
     * An array that holds several parameters one after another along its first axis, in equal
     * parts, each in the given layout.
     */
    public NameTable split(String source, WeightLayout layout, String... targets) {
        return with(
                new Rule(
                        Template.of(source),
                        layout,
                        List.of(targets).stream().map(Template::of).toList(),
                        null));
    }

    /** PyTorch's norm: {@code weight} and {@code bias} become {@code scale} and {@code bias}. */
    public NameTable norm(String source, String target) {
        return take(source + ".weight", target + "/scale").take(source + ".bias", target + "/bias");
    }

    /** PyTorch's linear layer: {@code weight} becomes {@code kernel}, transposed. */
    public NameTable linear(String source, String target) {
        return weight(source, WeightLayout.LINEAR, target);
    }

    /** PyTorch's convolution: {@code weight} becomes {@code kernel}, channels last. */
    public NameTable convolution(String source, String target) {
        return weight(source, WeightLayout.CONVOLUTION, target);
    }

    private NameTable weight(String source, WeightLayout layout, String target) {
        return take(source + ".weight", layout, target + "/kernel")
                .take(source + ".bias", target + "/bias");
    }

    /**
     * An array that holds those of several layers along a first axis more. It becomes one array for
     * each index, under a name in which {@code {i}} is the index; the other rules then apply.
     */
    public NameTable unstack(String source, String target) {
        List<Rule> more = new ArrayList<>(stacks);
        more.add(
                new Rule(
                        Template.of(source),
                        WeightLayout.SAME,
                        List.of(Template.of(target)),
                        null));
        return new NameTable(name, rules, List.copyOf(more), prefixes);
    }

    /** An array that may be there and is not needed. */
    public NameTable ignore(String source) {
        return with(new Rule(Template.of(source), WeightLayout.SAME, List.of(), null));
    }

    /** An array without which the model would compute something else, and that we cannot use. */
    public NameTable refuse(String source, String why) {
        return with(new Rule(Template.of(source), WeightLayout.SAME, List.of(), why));
    }

    /** Paths below which the names may stand; the first that is there is taken. */
    public NameTable below(String... paths) {
        return new NameTable(name, rules, stacks, List.of(paths));
    }

    /** The same for a model that is a part of another one: all names get something in front. */
    public NameTable inside(String sourcePrefix, String targetPrefix) {
        return new NameTable(
                name,
                moved(rules, sourcePrefix, targetPrefix),
                // What a stack becomes is still a name of the file.
                moved(stacks, sourcePrefix, sourcePrefix),
                prefixes);
    }

    private static List<Rule> moved(List<Rule> rules, String source, String target) {
        return rules.stream()
                .map(
                        rule ->
                                new Rule(
                                        rule.source().below(source),
                                        rule.layout(),
                                        rule.targets().stream()
                                                .map(each -> each.below(target))
                                                .toList(),
                                        rule.refusal()))
                .toList();
    }

    /** These rules, then those of another table, such as the one of a model's second part. */
    public NameTable and(NameTable other) {
        List<Rule> moreRules = new ArrayList<>(rules);
        moreRules.addAll(other.rules);
        List<Rule> moreStacks = new ArrayList<>(stacks);
        moreStacks.addAll(other.stacks);
        return new NameTable(name, List.copyOf(moreRules), List.copyOf(moreStacks), prefixes);
    }

    private NameTable with(Rule rule) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(rule);
        return new NameTable(name, List.copyOf(more), stacks, prefixes);
    }

    /** The path below which the names stand in a file, or null. */
    String prefixIn(Iterable<String> names) {
        for (String prefix : prefixes) {
            for (String each : names) {
                if (each.startsWith(prefix + "/")) {
                    return prefix;
                }
            }
        }
        return null;
    }

    /** The name of one layer's part of a stack, with {@code {i}} in it; null if it is none. */
    String unstacked(String source) {
        for (Rule rule : stacks) {
            Map<String, String> values = rule.source().match(source);
            if (values != null) {
                return rule.targets().get(0).fill(values);
            }
        }
        return null;
    }

    /** Where an array belongs; null if no rule knows it. */
    Place place(String source) {
        for (Rule rule : rules) {
            Map<String, String> values = rule.source().match(source);
            if (values != null) {
                return new Place(
                        rule.layout(),
                        rule.targets().stream().map(target -> target.fill(values)).toList(),
                        rule.refusal());
            }
        }
        return null;
    }

    /** What a file would call a parameter; null if no rule knows it. */
    String source(String parameter) {
        for (Rule rule : rules) {
            for (Template target : rule.targets()) {
                Map<String, String> values = target.match(parameter);
                if (values != null) {
                    return rule.source().fill(values);
                }
            }
        }
        return null;
    }
}
