package dev.vitrine.kernel.java.javac;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Types and static members that both the notebook and the kernel import on demand. The notebook's
 * are meant: it has said so, and it may be older than what the kernel imports by now.
 *
 * <p>Java has no such order among imports on demand, so the name gets an import of its own. Where
 * both are types of the JDK, as with {@code List} after {@code import java.awt.*}, the name stays
 * ambiguous as it is everywhere in Java.
 */
final class DisputedNames {

    private final PackageTypes packages;
    private final List<Piece.Import> theKernels = new ArrayList<>();
    private final List<Piece.Import> theNotebooks = new ArrayList<>();

    /**
     * @param isGiven whether an import is the kernel's
     */
    DisputedNames(
            PackageTypes packages,
            Collection<Piece.Import> imports,
            Predicate<Piece.Import> isGiven) {
        this.packages = packages;
        for (Piece.Import each : imports) {
            if (each.onDemand()) {
                (isGiven.test(each) ? theKernels : theNotebooks).add(each);
            }
        }
    }

    /** The imports that settle what a name means, as far as it is disputed and can be settled. */
    List<String> settle(String name) {
        List<String> settled = new ArrayList<>();
        settle(name, false).ifPresent(settled::add);
        settle(name, true).ifPresent(settled::add);
        return settled;
    }

    private Optional<String> settle(String name, boolean isStatic) {
        List<Piece.Import> mine =
                theNotebooks.stream()
                        .filter(each -> each.isStatic() == isStatic && packages.gives(each, name))
                        .toList();
        // The same import may have been written again.
        if (mine.stream().map(Piece.Import::name).distinct().count() != 1) {
            return Optional.empty();
        }
        Piece.Import meant = mine.get(0);
        return theKernels.stream()
                        .filter(each -> each.isStatic() == isStatic && packages.gives(each, name))
                        .anyMatch(each -> !isOfJdk(each) || !isOfJdk(meant))
                ? Optional.of(meant.text().replace("*", name))
                : Optional.empty();
    }

    private static boolean isOfJdk(Piece.Import onDemand) {
        return onDemand.name().startsWith("java.") || onDemand.name().startsWith("javax.");
    }
}
