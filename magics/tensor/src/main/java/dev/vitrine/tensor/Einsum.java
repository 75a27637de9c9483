package dev.vitrine.tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Einstein summation through permutations and batched matrix products, two arguments at a time. */
final class Einsum {

    private final String equation;
    private final Map<Character, Long> sizes = new HashMap<>();

    private Einsum(String equation) {
        this.equation = equation;
    }

    /** A tensor whose axes have names. */
    private record Named(Tensor tensor, String axes) {

        boolean has(char axis) {
            return axes.indexOf(axis) >= 0;
        }

        Named summedTo(String kept) {
            int[] gone = axes.chars().filter(c -> kept.indexOf(c) < 0).map(axes::indexOf).toArray();
            String rest = keep(axes, kept);
            return gone.length == 0 ? this : new Named(tensor.sum(gone), rest);
        }

        Named arranged(String order) {
            int[] permutation = order.chars().map(axes::indexOf).toArray();
            boolean same = order.equals(axes);
            return same ? this : new Named(tensor.permute(permutation), order);
        }
    }

    static Tensor of(String equation, Tensor... tensors) {
        return new Einsum(equation).run(tensors);
    }

    private Tensor run(Tensor... tensors) {
        String[] sides = equation.replace(" ", "").split("->", -1);
        String[] names = sides[0].split(",", -1);
        if (sides.length != 2 || names.length != tensors.length) {
            throw wrong(
                    "needs one group of letters for each of the "
                            + tensors.length
                            + " tensors and a result");
        }
        List<Named> open = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            requireFit(names[i], tensors[i]);
            open.add(new Named(tensors[i], names[i]));
        }
        requireDistinct(sides[1]);
        if (!sides[1].chars().allMatch(c -> sizes.containsKey((char) c))) {
            throw wrong("has a letter in the result that no argument has");
        }
        Named result = open.get(0);
        for (int i = 1; i < open.size(); i++) {
            String later = open.stream().skip(i + 1).map(Named::axes).collect(Collectors.joining());
            result = product(result, open.get(i), later + sides[1]);
        }
        return result.summedTo(sides[1]).arranged(sides[1]).tensor();
    }

    private Named product(Named left, Named right, String needed) {
        Named a = left.summedTo(needed + right.axes());
        Named b = right.summedTo(needed + a.axes());
        String shared = keep(a.axes(), b.axes());
        String batch = keep(shared, needed);
        String inner = drop(shared, needed);
        String rows = drop(a.axes(), shared);
        String columns = drop(b.axes(), shared);
        Tensor x = a.arranged(batch + rows + inner).tensor();
        Tensor y = b.arranged(batch + inner + columns).tensor();
        Tensor z =
                x.reshape(length(batch), length(rows), length(inner))
                        .matmul(y.reshape(length(batch), length(inner), length(columns)));
        String axes = batch + rows + columns;
        return new Named(
                z.reshape(axes.chars().mapToLong(c -> sizes.get((char) c)).toArray()), axes);
    }

    private long length(String axes) {
        return Shape.length(axes.chars().mapToLong(c -> sizes.get((char) c)).toArray());
    }

    private static String keep(String axes, String from) {
        return filter(axes, from, true);
    }

    private static String drop(String axes, String from) {
        return filter(axes, from, false);
    }

    private static String filter(String axes, String other, boolean in) {
        return axes.chars()
                .filter(c -> other.indexOf(c) >= 0 == in)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private void requireFit(String axes, Tensor tensor) {
        requireDistinct(axes);
        if (axes.length() != tensor.rank()) {
            throw wrong("names " + axes.length() + " axes of shape " + Shape.text(tensor.shape()));
        }
        for (int i = 0; i < axes.length(); i++) {
            Long known = sizes.putIfAbsent(axes.charAt(i), tensor.size(i));
            if (known != null && known != tensor.size(i)) {
                throw wrong(
                        "gives "
                                + axes.charAt(i)
                                + " the sizes "
                                + known
                                + " and "
                                + tensor.size(i));
            }
        }
    }

    private void requireDistinct(String axes) {
        if (axes.chars().distinct().count() != axes.length()
                || !axes.chars().allMatch(Character::isLetter)) {
            throw wrong("needs letters that differ within " + axes);
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("einsum: \"" + equation + "\" " + what);
    }
}
