package dev.vitrine.kernel.java.javac;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The parts of a cell that are compiled and run one after the other. */
final class CellStages {

    private final Declarations session;
    private final boolean bodiesCount;
    private final List<List<Declared>> stages = new ArrayList<>();
    private final Set<String> declared = new HashSet<>();
    private final Set<String> used = new HashSet<>();
    private final Set<String> replacedTypes = new HashSet<>();

    private CellStages(Declarations session, boolean bodiesCount) {
        this.session = session;
        this.bodiesCount = bodiesCount;
    }

    /**
     * Cuts a cell where it declares something for the second time, and where it declares anew what
     * its statements have used so far: up to there the earlier one counts.
     */
    static List<List<Declared>> of(List<Declared> pieces, Declarations session) {
        return new CellStages(session, false).cut(pieces);
    }

    /**
     * The same where methods and types, too, mean the earlier declaration of what they use: for a
     * cell in which they do not compile with the later one.
     */
    static List<List<Declared>> inOrder(List<Declared> pieces, Declarations session) {
        return new CellStages(session, true).cut(pieces);
    }

    private List<List<Declared>> cut(List<Declared> pieces) {
        List<Declared> stage = new ArrayList<>();
        for (Declared piece : pieces) {
            String key = piece.key();
            boolean replaces = used.contains(piece.name()) && isReplacement(piece);
            if (!key.isEmpty() && (replaces || declared.contains(key))) {
                stages.add(stage);
                stage = new ArrayList<>();
                declared.clear();
                used.clear();
                replacedTypes.clear();
            }
            declared.add(key);
            if (piece.part() instanceof Piece.Type && isReplacement(piece)) {
                replacedTypes.add(piece.name());
            }
            boolean body =
                    piece.part() instanceof Piece.Method || piece.part() instanceof Piece.Type;
            if (bodiesCount || !body) {
                used.addAll(piece.names());
            }
            stage.add(piece);
        }
        if (!stage.isEmpty()) {
            stages.add(stage);
        }
        return stages;
    }

    /** Whether code that uses the earlier declaration of a name means another one than this. */
    private boolean isReplacement(Declared piece) {
        String name = piece.name();
        if (piece.part() instanceof Piece.Variable variable) {
            Declarations.Variable old = session.variables().get(name);
            String type = variable.type().of(piece.code()) + variable.dimensions();
            return old != null
                    && (!old.type().equals(type)
                            || !Collections.disjoint(Dependents.words(type), replacedTypes));
        }
        if (piece.part() instanceof Piece.Method) {
            return session.methods(name).stream()
                    .anyMatch(old -> UnitWriter.isSameOverload(old.declared(), piece));
        }
        return piece.part() instanceof Piece.Type && session.types().containsKey(name);
    }
}
