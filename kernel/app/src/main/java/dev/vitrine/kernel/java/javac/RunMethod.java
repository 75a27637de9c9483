package dev.vitrine.kernel.java.javac;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.api.BasicJavacTask;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.Type.ArrayType;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCBlock;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import com.sun.tools.javac.tree.JCTree.JCExpressionStatement;
import com.sun.tools.javac.tree.JCTree.JCIdent;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCNewClass;
import com.sun.tools.javac.tree.JCTree.JCReturn;
import com.sun.tools.javac.tree.JCTree.JCStatement;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.tree.TreeMaker;
import com.sun.tools.javac.util.ListBuffer;
import dev.vitrine.kernel.java.CompilationFailure.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/** The statements of a cell after attribution. */
final class RunMethod {

    private final Compiler.Compilation compilation;
    private final JCMethodDecl method;

    private RunMethod(Compiler.Compilation compilation, JCMethodDecl method) {
        this.compilation = compilation;
        this.method = method;
    }

    /** The method that runs the statements. */
    static RunMethod of(Compiler.Compilation compilation) {
        return of(compilation, UnitWriter.RUN);
    }

    /** The method in which the types of variables are inferred. */
    static RunMethod draft(Compiler.Compilation compilation) {
        return of(compilation, UnitWriter.INFER);
    }

    private static RunMethod of(Compiler.Compilation compilation, String name) {
        for (Tree type : compilation.tree().getTypeDecls()) {
            for (Tree member : ((ClassTree) type).getMembers()) {
                if (member instanceof JCMethodDecl method && method.getName().contentEquals(name)) {
                    return new RunMethod(compilation, method);
                }
            }
        }
        throw new IllegalStateException("The unit has no method " + name);
    }

    /** Tells a plan the types that javac has found for the variables of a draft. */
    void inferTypes(UnitPlan plan, List<Declared> variables) {
        Map<String, JCVariableDecl> found = inferred();
        for (Declared each : variables) {
            JCVariableDecl variable = found.get(each.name());
            if (variable == null) {
                plan.infer(each, "java.lang.Object");
            } else if (((Piece.Variable) each.part()).anonymous() != null
                    && variable.init instanceof JCNewClass creation
                    && creation.constructor != null
                    && creation.constructor.type != null) {
                plan.name(each, named(each.name() + "$", creation));
            } else {
                plan.infer(each, TypeText.of(variable.sym.type));
            }
        }
    }

    private Map<String, JCVariableDecl> inferred() {
        Map<String, JCVariableDecl> found = new HashMap<>();
        for (JCStatement statement : method.body.stats) {
            if (statement instanceof JCVariableDecl variable && variable.sym != null) {
                found.put(variable.name.toString(), variable);
            }
        }
        return found;
    }

    /**
     * Gives the fields of the unit the types that were inferred for the variables of its draft.
     *
     * @return whether it could be done for all of them: some types have no name
     */
    boolean giveTypesTo(String variablesClass) {
        Map<String, JCVariableDecl> found = inferred();
        if (!found.values().stream().allMatch(each -> TypeText.isExact(each.sym.type))) {
            return false;
        }
        TreeMaker maker = TreeMaker.instance(((BasicJavacTask) compilation.task()).getContext());
        for (Tree type : compilation.tree().getTypeDecls()) {
            if (!((ClassTree) type).getSimpleName().contentEquals(variablesClass)) {
                continue;
            }
            for (Tree member : ((ClassTree) type).getMembers()) {
                if (member instanceof JCVariableDecl field
                        && found.containsKey(field.name.toString())) {
                    Type inferred = found.get(field.name.toString()).sym.type;
                    field.sym.type = inferred;
                    field.vartype = tree(inferred, maker.at(field.pos));
                }
            }
        }
        return true;
    }

    /**
     * A type as a tree. {@link TreeMaker#Type} would write a nested class as a member of a generic
     * one, which is an error for static classes such as {@code Map.Entry}.
     */
    private static JCExpression tree(Type type, TreeMaker maker) {
        JCExpression tree =
                switch (type.getKind()) {
                    case DECLARED -> maker.Ident(type.tsym);
                    case ARRAY -> maker.TypeArray(tree(((ArrayType) type).elemtype, maker));
                    default -> maker.Type(type);
                };
        return tree.setType(type);
    }

    private static UnitPlan.NamedClass named(String name, JCNewClass creation) {
        TypeElement anonymous = creation.def.sym;
        return new UnitPlan.NamedClass(
                name,
                TypeText.of(anonymous.asType()),
                !anonymous.getInterfaces().isEmpty(),
                texts(creation.constructor.type.getParameterTypes()),
                texts(creation.constructor.type.getThrownTypes()));
    }

    private static List<String> texts(List<? extends TypeMirror> types) {
        return types.stream().map(TypeText::of).toList();
    }

    /**
     * Lets the last call give its value, unless it is void; only now its type is known.
     *
     * @return what is wrong with the statements although it compiles
     */
    List<Problem> finish(UnitPlan plan, UnitSource unit, Declarations session) {
        List<Problem> problems = strayReturns(unit);
        problems.addAll(earlyUses(plan, unit, session));
        List<Declared> pieces = plan.pieces();
        boolean call =
                !pieces.isEmpty()
                        && pieces.get(pieces.size() - 1).part() instanceof Piece.Expression last
                        && last.value() == Piece.Expression.Value.CALL;
        if (problems.isEmpty() && call) {
            returnLastCall();
        }
        return problems;
    }

    private void returnLastCall() {
        JCBlock body = method.body;
        int callAt = body.stats.size() - 2;
        if (!(body.stats.get(callAt) instanceof JCExpressionStatement statement)
                || statement.expr.type.hasTag(TypeTag.VOID)) {
            return;
        }
        TreeMaker maker = TreeMaker.instance(((BasicJavacTask) compilation.task()).getContext());
        ListBuffer<JCStatement> statements = new ListBuffer<>();
        for (int i = 0; i < callAt; i++) {
            statements.append(body.stats.get(i));
        }
        statements.append(maker.at(statement.pos).Return(statement.expr));
        body.stats = statements.toList();
    }

    /** Uses of new variables above their declarations, where the fields would hold zeros. */
    private List<Problem> earlyUses(UnitPlan plan, UnitSource unit, Declarations session) {
        List<Declared> pieces = plan.pieces();
        Map<String, Integer> declaredAt = new HashMap<>();
        for (Declared variable : plan.variables()) {
            if (!session.variables().containsKey(variable.name())) {
                declaredAt.put(variable.name(), pieces.indexOf(variable));
            }
        }
        List<Problem> problems = new ArrayList<>();
        TreeScanner<Void, Void> finder =
                new TreeScanner<>() {
                    @Override
                    public Void visitIdentifier(IdentifierTree node, Void unused) {
                        JCIdent use = (JCIdent) node;
                        String name = use.name.toString();
                        boolean isOurs =
                                declaredAt.containsKey(name)
                                        && use.sym != null
                                        && use.sym.owner.name.contentEquals(plan.variablesClass());
                        if (isOurs) {
                            unit.place(use.pos)
                                    .filter(at -> pieces.indexOf(at.owner()) < declaredAt.get(name))
                                    .ifPresent(at -> problems.add(earlyUse(name, at.offset())));
                        }
                        return null;
                    }
                };
        if (!declaredAt.isEmpty()) {
            finder.scan(method.body, null);
        }
        return problems;
    }

    private static Problem earlyUse(String name, int offset) {
        return new Problem(
                "compiler.err.illegal.forward.ref",
                "variable " + name + " is used above its declaration",
                offset,
                offset + name.length());
    }

    /** A cell is no method, although it is compiled to one. */
    private List<Problem> strayReturns(UnitSource unit) {
        List<Problem> problems = new ArrayList<>();
        TreeScanner<Void, Void> finder =
                new TreeScanner<>() {
                    @Override
                    public Void visitReturn(ReturnTree node, Void unused) {
                        int at = ((JCReturn) node).pos;
                        unit.place(at)
                                .ifPresent(
                                        place ->
                                                problems.add(
                                                        new Problem(
                                                                "compiler.err.ret.outside.meth",
                                                                "return outside method",
                                                                place.offset(),
                                                                place.offset() + 6)));
                        return null;
                    }

                    @Override
                    public Void visitLambdaExpression(LambdaExpressionTree node, Void unused) {
                        return null;
                    }

                    @Override
                    public Void visitClass(ClassTree node, Void unused) {
                        return null;
                    }
                };
        for (JCTree statement : method.body.stats) {
            if (!(statement instanceof JCReturn)) {
                finder.scan(statement, null);
            }
        }
        return problems;
    }
}
