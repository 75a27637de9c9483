package dev.vitrine.kernel.java.javac;

import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCArrayAccess;
import com.sun.tools.javac.tree.JCTree.JCAssert;
import com.sun.tools.javac.tree.JCTree.JCAssignOp;
import com.sun.tools.javac.tree.JCTree.JCBinary;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.JCTree.JCFieldAccess;
import com.sun.tools.javac.tree.JCTree.JCLambda;
import com.sun.tools.javac.tree.JCTree.JCMethodInvocation;
import com.sun.tools.javac.tree.JCTree.JCNewArray;
import com.sun.tools.javac.tree.JCTree.JCNewClass;
import com.sun.tools.javac.tree.JCTree.JCStatement;
import com.sun.tools.javac.tree.JCTree.JCThrow;
import com.sun.tools.javac.tree.JCTree.JCTypeCast;
import com.sun.tools.javac.tree.TreeInfo;
import com.sun.tools.javac.tree.TreeScanner;
import com.sun.tools.javac.util.Name;
import dev.vitrine.kernel.java.CodeRange;
import dev.vitrine.kernel.java.FailedStep;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the one expression of a line that can have failed as an exception says something did.
 *
 * <p>Stack frames know lines and no columns, so where a line has two such expressions none is
 * found.
 */
final class FailedExpressions {

    /** What makes a compilation unit of a piece; the first that parses is the right one. */
    private static final List<Frame> FRAMES =
            List.of(
                    new Frame("class $ { void $() {", "\n;}}"),
                    new Frame("class $ { Object $ =", "\n;}"),
                    new Frame("class $ {", "\n;}"));

    private final FrontEnd frontEnd;
    private final String code;
    private final int line;
    private final FailedStep step;
    private final Set<CodeRange> found = new LinkedHashSet<>();

    private record Frame(String before, String after) {}

    private FailedExpressions(FrontEnd frontEnd, String code, int line, FailedStep step) {
        this.frontEnd = frontEnd;
        this.code = code;
        this.line = line;
        this.step = step;
    }

    /**
     * @param code of a cell
     * @param line from 1
     */
    static Optional<CodeRange> find(FrontEnd frontEnd, String code, int line, FailedStep step) {
        return new FailedExpressions(frontEnd, code, line, step).only();
    }

    private Optional<CodeRange> only() {
        for (Piece piece : CellParser.parse(frontEnd, code).pieces()) {
            if (covers(piece.start(), piece.end()) && !search(piece)) {
                return Optional.empty();
            }
        }
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }

    private boolean covers(int start, int end) {
        return lineOf(start) <= line && line <= lineOf(end);
    }

    private int lineOf(int offset) {
        int end = Math.max(0, Math.min(offset, code.length()));
        return 1 + (int) code.substring(0, end).chars().filter(c -> c == '\n').count();
    }

    /** Whether the piece could be read. */
    private boolean search(Piece piece) {
        String text = code.substring(piece.start(), piece.end());
        for (Frame frame : FRAMES) {
            Optional<JCCompilationUnit> unit = frontEnd.unit(frame.before() + text + frame.after());
            if (unit.isPresent()) {
                new Search(unit.get(), piece.start() - frame.before().length()).scan(unit.get());
                return true;
            }
        }
        return false;
    }

    /** Looks at the trees of one piece. */
    private final class Search extends TreeScanner {

        private final JCCompilationUnit unit;
        private final int shift;

        /** The tree around the one that is being visited. */
        private JCTree parent;

        private JCTree current;

        /** The statement or the head of a statement that is being looked at. */
        private JCTree scope;

        Search(JCCompilationUnit unit, int shift) {
            this.unit = unit;
            this.shift = shift;
            scope = unit;
            current = unit;
        }

        private boolean isBody(JCTree tree) {
            return current instanceof JCLambda lambda && lambda.body == tree;
        }

        @Override
        public void scan(JCTree tree) {
            if (tree == null) {
                return;
            }
            JCTree outerScope = scope;
            JCTree outerParent = parent;
            if (tree instanceof JCStatement || isBranch(current) || isBody(tree)) {
                scope = tree;
            }
            parent = current;
            current = tree;
            super.scan(tree);
            current = parent;
            parent = outerParent;
            scope = outerScope;
        }

        /** Whether a statement has statements in it, so that its head is a scope of its own. */
        private boolean isBranch(JCTree statement) {
            return switch (statement.getKind()) {
                case IF, WHILE_LOOP, DO_WHILE_LOOP, FOR_LOOP, ENHANCED_FOR_LOOP -> true;
                case SWITCH, SYNCHRONIZED, TRY, CASE -> true;
                default -> false;
            };
        }

        private int start(JCTree tree) {
            return TreeInfo.getStartPos(tree) + shift;
        }

        private int end(JCTree tree) {
            int end = TreeInfo.getEndPos(tree, unit.endPositions);
            // The declaration around an expression that is a cell by itself has none.
            return end < 0 ? code.length() : end + shift;
        }

        private void add(FailedStep.Kind kind, JCTree tree) {
            if (step.kind() == kind && covers(start(scope), end(scope))) {
                found.add(new CodeRange(start(tree), end(tree)));
            }
        }

        private boolean isNamed(Name name) {
            return step.name().isEmpty() || name != null && name.contentEquals(step.name());
        }

        @Override
        public void visitApply(JCMethodInvocation tree) {
            super.visitApply(tree);
            // A call has a line of its own, that of its name and parenthesis.
            Name name = TreeInfo.name(tree.meth);
            boolean here = lineOf(tree.pos + shift) == line;
            if (step.kind() == FailedStep.Kind.CALL && here && isNamed(name)) {
                int nameStart =
                        tree.meth instanceof JCFieldAccess
                                ? end(tree.meth) - name.length()
                                : start(tree.meth);
                found.add(new CodeRange(nameStart, end(tree)));
            }
        }

        @Override
        public void visitNewClass(JCNewClass tree) {
            super.visitNewClass(tree);
            boolean here = lineOf(tree.pos + shift) == line;
            boolean made =
                    step.kind() == FailedStep.Kind.CONSTRUCTION
                            || step.kind() == FailedStep.Kind.THROW
                                    && !(parent instanceof JCThrow)
                                    && !step.name().isEmpty();
            if (made && here && isNamed(TreeInfo.name(tree.clazz))) {
                found.add(new CodeRange(start(tree), end(tree)));
            }
        }

        @Override
        public void visitThrow(JCThrow tree) {
            super.visitThrow(tree);
            boolean thrown = tree.expr instanceof JCNewClass made && isThrown(made);
            if (step.name().isEmpty() || thrown) {
                add(FailedStep.Kind.THROW, tree);
            }
        }

        private boolean isThrown(JCNewClass made) {
            return made.def != null || isNamed(TreeInfo.name(made.clazz));
        }

        @Override
        public void visitBinary(JCBinary tree) {
            super.visitBinary(tree);
            if (tree.hasTag(JCTree.Tag.DIV) || tree.hasTag(JCTree.Tag.MOD)) {
                add(FailedStep.Kind.DIVISION, tree);
            }
        }

        @Override
        public void visitAssignop(JCAssignOp tree) {
            super.visitAssignop(tree);
            if (tree.hasTag(JCTree.Tag.DIV_ASG) || tree.hasTag(JCTree.Tag.MOD_ASG)) {
                add(FailedStep.Kind.DIVISION, tree);
            }
        }

        @Override
        public void visitIndexed(JCArrayAccess tree) {
            super.visitIndexed(tree);
            add(FailedStep.Kind.ARRAY_ACCESS, tree);
        }

        @Override
        public void visitNewArray(JCNewArray tree) {
            super.visitNewArray(tree);
            if (!tree.dims.isEmpty()) {
                add(FailedStep.Kind.NEW_ARRAY, tree);
            }
        }

        @Override
        public void visitTypeCast(JCTypeCast tree) {
            super.visitTypeCast(tree);
            if (isNamed(TreeInfo.name(tree.clazz))) {
                add(FailedStep.Kind.CAST, tree);
            }
        }

        @Override
        public void visitSelect(JCFieldAccess tree) {
            super.visitSelect(tree);
            boolean called = parent instanceof JCMethodInvocation call && call.meth == tree;
            if (!called && isNamed(tree.name)) {
                add(FailedStep.Kind.FIELD, tree);
            }
        }

        @Override
        public void visitAssert(JCAssert tree) {
            super.visitAssert(tree);
            add(FailedStep.Kind.ASSERTION, tree);
        }
    }
}
