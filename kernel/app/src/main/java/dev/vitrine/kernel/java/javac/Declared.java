package dev.vitrine.kernel.java.javac;

import com.sun.tools.javac.parser.Tokens.TokenKind;
import dev.vitrine.kernel.java.CellPiece;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * A piece with the cell that it is part of.
 *
 * @param cell as a whole: offsets of the part count in its code
 * @param part what stands there
 * @param names the identifiers in it
 */
record Declared(CellPiece cell, Piece part, Set<String> names) {

    /** The pieces of a cell, with the names in them. */
    static List<Declared> of(CellPiece cell, CellParser.Parsed parsed) {
        List<Declared> declared = new ArrayList<>();
        Iterator<FrontEnd.Token> tokens = parsed.tokens().iterator();
        FrontEnd.Token token = tokens.next();
        for (Piece piece : parsed.pieces()) {
            Set<String> names = new HashSet<>();
            while (token.start() < piece.start()) {
                token = tokens.next();
            }
            while (token.end() <= piece.end() && tokens.hasNext()) {
                if (token.is(TokenKind.IDENTIFIER)) {
                    names.add(token.name());
                }
                token = tokens.next();
            }
            if (piece instanceof Piece.Variable variable) {
                // A declaration's type stands before its first variable only.
                names.addAll(Dependents.words(variable.type().of(cell.code())));
            }
            declared.add(new Declared(cell, piece, names));
        }
        return declared;
    }

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

    /** The same for two pieces of which the second takes the place of the first. */
    String key() {
        if (part instanceof Piece.Method method) {
            return method.name() + "(" + method.parameters() + ")";
        }
        String name = name();
        return name.isEmpty() ? "" : part.getClass().getSimpleName() + " " + name;
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
