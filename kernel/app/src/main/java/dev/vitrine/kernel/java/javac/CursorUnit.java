package dev.vitrine.kernel.java.javac;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ErroneousTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.vitrine.kernel.java.CellPiece;
import dev.vitrine.kernel.java.CellSource;
import dev.vitrine.kernel.log.KernelLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Attributes a cell that is being written, and finds the name at the cursor in it. */
final class CursorUnit {

    private static final System.Logger LOG = KernelLog.of(CursorUnit.class);

    /** More attempts to make a cell whole are not worth their time. */
    private static final int ATTEMPTS = 4;

    private static final String ID = "assist";

    private final FrontEnd frontEnd;
    private final Compiler compiler;
    private final Declarations session;

    CursorUnit(FrontEnd frontEnd, Compiler compiler, Declarations session) {
        this.frontEnd = frontEnd;
        this.compiler = compiler;
        this.session = session;
    }

    /**
     * Does something at the cursor.
     *
     * @param mentioned names of the session that are wanted although the cell does not mention them
     * @param worker called once if the name at the cursor is found
     */
    <T> Optional<T> examine(
            CursorText text, Set<String> mentioned, Function<CursorPlace, T> worker) {
        List<List<Declared>> variants = new ArrayList<>();
        addIfWhole(text.whole(), mentioned, variants);
        for (String ended : text.ended()) {
            addIfWhole(ended, mentioned, variants);
        }
        String simple = text.ended().iterator().next();
        CellParser.Parsed broken = CellParser.parse(frontEnd, simple);
        if (!broken.problems().isEmpty()) {
            variants.add(Math.min(variants.size(), ATTEMPTS - 1), rest(simple, broken, mentioned));
        }
        return variants.stream()
                .limit(ATTEMPTS)
                .map(pieces -> attempt(pieces, worker))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private void addIfWhole(String code, Set<String> mentioned, List<List<Declared>> variants) {
        CellParser.Parsed parsed = CellParser.parse(frontEnd, code);
        if (parsed.problems().isEmpty() && variants.size() < ATTEMPTS) {
            variants.add(pieces(code, parsed, mentioned));
        }
    }

    /** What can be cut off the beginning of a cell, and the rest as if it were a statement. */
    private static List<Declared> rest(
            String code, CellParser.Parsed parsed, Set<String> mentioned) {
        int from = 0;
        for (Piece piece : parsed.pieces()) {
            from = Math.max(from, piece.end());
        }
        while (from < code.length() && code.charAt(from) == ';') {
            from++;
        }
        List<Piece> pieces = new ArrayList<>(parsed.pieces());
        pieces.add(new Piece.Statement(from, code.length()));
        return pieces(
                code, new CellParser.Parsed(pieces, List.of(), false, parsed.tokens()), mentioned);
    }

    private static List<Declared> pieces(
            String code, CellParser.Parsed parsed, Set<String> mentioned) {
        CellPiece cell = new CellPiece(new CellSource("", code), code, code, 0);
        Map<String, Declared> last = new HashMap<>();
        List<Declared> all = Declared.of(cell, parsed);
        all.forEach(each -> last.put(each.key(), each));
        List<Declared> pieces = new ArrayList<>();
        for (Declared each : all) {
            String key = each.key();
            if (key.isEmpty() || last.get(key) == each) {
                pieces.add(each);
            }
        }
        if (!pieces.isEmpty()) {
            Declared first = pieces.get(0);
            Set<String> names = new HashSet<>(first.names());
            names.addAll(mentioned);
            pieces.set(0, new Declared(first.cell(), first.part(), names));
        }
        return pieces;
    }

    private <T> Optional<T> attempt(List<Declared> pieces, Function<CursorPlace, T> worker) {
        try {
            return examine(pieces, worker);
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            // Javac stumbles over some broken code; another end of the cell may suit it.
            LOG.log(System.Logger.Level.DEBUG, "Cannot examine the code at the cursor", e);
            return Optional.empty();
        }
    }

    private <T> Optional<T> examine(List<Declared> pieces, Function<CursorPlace, T> worker) {
        if (pieces.isEmpty()) {
            return Optional.empty();
        }
        UnitPlan plan = new UnitPlan(ID, pieces);
        inferTypes(plan);
        UnitWriter writer = new UnitWriter(plan, session, compiler.packages());
        return compile(
                plan,
                writer.write(),
                writer,
                compilation ->
                        find(compilation)
                                .map(
                                        path ->
                                                worker.apply(
                                                        CursorPlace.of(compilation, plan, path))));
    }

    private <T> T compile(
            UnitPlan plan, UnitSource unit, UnitWriter writer, Compiler.Worker<T> worker) {
        return compiler.examine(
                UnitPlan.TYPES + ID,
                unit.toString(),
                CellCompilation.withoutReplaced(
                        CellCompilation.visible(plan, session), writer.replaced()),
                worker);
    }

    private void inferTypes(UnitPlan plan) {
        List<Declared> open = new ArrayList<>();
        for (Declared each : plan.variables()) {
            Piece.Variable variable = (Piece.Variable) each.part();
            if (plan.type(each) == null && variable.obvious() != null) {
                plan.infer(each, variable.obvious());
            } else if (plan.type(each) == null && each.names().contains(CursorText.MARK)) {
                // It is being written, and nothing before the cursor can mention it.
                plan.infer(each, "java.lang.Object");
            } else if (plan.type(each) == null) {
                open.add(each);
            }
        }
        if (!open.isEmpty()) {
            UnitWriter writer = new UnitWriter(plan, session, compiler.packages());
            compile(
                    plan,
                    writer.draft(),
                    writer,
                    compilation -> {
                        RunMethod.draft(compilation).inferTypes(plan, open);
                        return null;
                    });
        }
    }

    private static Optional<TreePath> find(Compiler.Compilation compilation) {
        Finder finder = new Finder();
        finder.scan(compilation.tree(), null);
        return Optional.ofNullable(finder.found);
    }

    private static final class Finder extends TreePathScanner<Void, Void> {

        private TreePath found;

        private void check(CharSequence name) {
            if (found == null && name != null && name.toString().equals(CursorText.MARK)) {
                found = getCurrentPath();
            }
        }

        @Override
        public Void scan(Tree tree, Void unused) {
            return found == null ? super.scan(tree, unused) : null;
        }

        @Override
        public Void visitImport(ImportTree node, Void unused) {
            // Declarations of cells are imported by us.
            boolean ours =
                    node.getQualifiedIdentifier().toString().startsWith(CompiledClass.PREFIX);
            return ours ? null : super.visitImport(node, unused);
        }

        @Override
        public Void visitIdentifier(IdentifierTree node, Void unused) {
            check(node.getName());
            return null;
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree node, Void unused) {
            check(node.getIdentifier());
            return super.visitMemberSelect(node, unused);
        }

        @Override
        public Void visitMemberReference(MemberReferenceTree node, Void unused) {
            check(node.getName());
            return super.visitMemberReference(node, unused);
        }

        @Override
        public Void visitVariable(VariableTree node, Void unused) {
            check(node.getName());
            return super.visitVariable(node, unused);
        }

        @Override
        public Void visitMethod(MethodTree node, Void unused) {
            check(node.getName());
            return super.visitMethod(node, unused);
        }

        @Override
        public Void visitClass(ClassTree node, Void unused) {
            check(node.getSimpleName());
            return super.visitClass(node, unused);
        }

        @Override
        public Void visitErroneous(ErroneousTree node, Void unused) {
            return scan(node.getErrorTrees(), null);
        }
    }
}
