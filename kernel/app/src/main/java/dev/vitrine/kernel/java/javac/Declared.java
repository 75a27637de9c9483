package dev.vitrine.kernel.java.javac;

import dev.vitrine.kernel.java.CellPiece;
import java.util.Set;

/**
 * A piece with the cell that it is part of.
 *
 * @param cell as a whole: offsets of the part count in its code
 * @param part what stands there
 * @param names the identifiers in it
 */
record Declared(CellPiece cell, Piece part, Set<String> names) {

    String code() {
        return cell.code();
    }

    String label() {
        return cell.cell().label();
    }

    String text() {
        return code().substring(part.start(), part.end());
    }

    /** What it declares, or the empty string. */
    String name() {
        if (part instanceof Piece.Method method) {
            return method.name();
        }
        if (part instanceof Piece.Type type) {
            return type.name();
        }
        return part instanceof Piece.Variable variable ? variable.name(code()) : "";
    }

    /** {@code Method f(int)}, {@code Class Net}, {@code Variable x}. */
    String describe() {
        if (part instanceof Piece.Method method) {
            return "Method " + method.name() + "(" + method.parameters() + ")";
        }
        if (part instanceof Piece.Type type) {
            String kind = type.keyword().equals("@interface") ? "annotation" : type.keyword();
            return Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + " " + type.name();
        }
        return part instanceof Piece.Variable ? "Variable " + name() : "This code";
    }
}
