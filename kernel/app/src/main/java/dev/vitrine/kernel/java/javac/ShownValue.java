package dev.vitrine.kernel.java.javac;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreeScanner;
import dev.vitrine.kernel.java.javac.Piece.Expression;

/** Tells which expressions leave a value to show at the end of a cell. */
final class ShownValue {

    private ShownValue() {}

    static Expression.Value of(ExpressionTree tree) {
        return switch (tree.getKind()) {
            case METHOD_INVOCATION -> Expression.Value.CALL;
            case ASSIGNMENT ->
                    ((AssignmentTree) tree).getVariable() instanceof IdentifierTree
                            ? Expression.Value.NEVER
                            : Expression.Value.STATEMENT;
            case NEW_CLASS,
                    POSTFIX_INCREMENT,
                    POSTFIX_DECREMENT,
                    PREFIX_INCREMENT,
                    PREFIX_DECREMENT,
                    PLUS_ASSIGNMENT,
                    MINUS_ASSIGNMENT,
                    MULTIPLY_ASSIGNMENT,
                    DIVIDE_ASSIGNMENT,
                    REMAINDER_ASSIGNMENT,
                    AND_ASSIGNMENT,
                    OR_ASSIGNMENT,
                    XOR_ASSIGNMENT,
                    LEFT_SHIFT_ASSIGNMENT,
                    RIGHT_SHIFT_ASSIGNMENT,
                    UNSIGNED_RIGHT_SHIFT_ASSIGNMENT ->
                    Expression.Value.STATEMENT;
            default -> Expression.Value.ALWAYS;
        };
    }

    /** Whether one of the cases of a switch gives a value that is no statement. */
    static boolean hasCase(SwitchExpressionTree switchExpression) {
        boolean[] value = new boolean[1];
        TreeScanner<Void, Void> yields =
                new TreeScanner<>() {
                    @Override
                    public Void visitYield(YieldTree node, Void unused) {
                        value[0] = true;
                        return null;
                    }

                    @Override
                    public Void visitSwitchExpression(SwitchExpressionTree node, Void unused) {
                        return null; // Its values are its own.
                    }
                };
        for (CaseTree each : switchExpression.getCases()) {
            if (each.getBody() instanceof ExpressionTree body) {
                value[0] |= of(body) == Expression.Value.ALWAYS;
            } else {
                yields.scan(each.getBody(), null);
                yields.scan(each.getStatements(), null);
            }
        }
        return value[0];
    }
}
