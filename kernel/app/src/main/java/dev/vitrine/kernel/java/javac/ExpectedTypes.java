package dev.vitrine.kernel.java.javac;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** The types that an expression at the cursor had better have. */
final class ExpectedTypes {

    private final CursorPlace place;
    private final List<TypeMirror> expected;

    private ExpectedTypes(CursorPlace place, List<TypeMirror> expected) {
        this.place = place;
        this.expected = expected;
    }

    static ExpectedTypes at(CursorPlace place) {
        return new ExpectedTypes(
                place,
                new Finder(place)
                        .at(place.path()).stream()
                                .filter(Objects::nonNull)
                                .filter(type -> isOfValues(type.getKind()))
                                .toList());
    }

    /** The same when nothing is expected. */
    static ExpectedTypes none(CursorPlace place) {
        return new ExpectedTypes(place, List.of());
    }

    List<TypeMirror> all() {
        return expected;
    }

    /** Whether a value of a type is wanted; false if nothing is known of what is. */
    boolean fits(TypeMirror type) {
        if (type == null) {
            return false;
        }
        return isOfValues(type.getKind())
                && expected.stream().anyMatch(wanted -> isAssignable(type, wanted));
    }

    /** Whether a variable can have such a type; javac may not come back from other questions. */
    private static boolean isOfValues(TypeKind kind) {
        return switch (kind) {
            case DECLARED, ARRAY, TYPEVAR -> true;
            default -> kind.isPrimitive();
        };
    }

    private boolean isAssignable(TypeMirror type, TypeMirror wanted) {
        return place.types()
                .isAssignable(place.types().erasure(type), place.types().erasure(wanted));
    }

    /** Walks up from the cursor to what decides. */
    private record Finder(CursorPlace place) {

        List<TypeMirror> at(TreePath path) {
            TreePath parent = path.getParentPath();
            if (parent == null) {
                return List.of();
            }
            Tree self = path.getLeaf();
            Tree tree = parent.getLeaf();
            if (tree instanceof VariableTree variable) {
                return variable.getInitializer() == self
                        ? one(type(new TreePath(parent, variable.getType())))
                        : List.of();
            }
            if (tree instanceof AssignmentTree assignment) {
                return assignment.getExpression() == self
                        ? one(type(new TreePath(parent, assignment.getVariable())))
                        : List.of();
            }
            if (tree instanceof CompoundAssignmentTree assignment) {
                return assignment.getExpression() == self
                        ? one(type(new TreePath(parent, assignment.getVariable())))
                        : List.of();
            }
            if (tree instanceof BinaryTree binary) {
                Tree other =
                        binary.getLeftOperand() == self
                                ? binary.getRightOperand()
                                : binary.getLeftOperand();
                return switch (binary.getKind()) {
                    case CONDITIONAL_AND, CONDITIONAL_OR -> truth();
                    case PLUS -> at(parent);
                    default -> one(type(new TreePath(parent, other)));
                };
            }
            if (tree instanceof ConditionalExpressionTree conditional) {
                return conditional.getCondition() == self ? truth() : at(parent);
            }
            if (tree instanceof MethodInvocationTree call) {
                int argument = call.getArguments().indexOf(self);
                return argument < 0 ? List.of() : parameters(parent, call, argument);
            }
            if (tree instanceof NewClassTree creation) {
                int argument = creation.getArguments().indexOf(self);
                if (argument < 0) {
                    return creation.getIdentifier() == self ? at(parent) : List.of();
                }
                TypeMirror made = type(new TreePath(parent, creation.getIdentifier()));
                return parameters(made, "<init>", argument);
            }
            return byKind(parent, tree, self);
        }

        private List<TypeMirror> byKind(TreePath parent, Tree tree, Tree self) {
            return switch (tree.getKind()) {
                case PARENTHESIZED -> {
                    Tree outer = parent.getParentPath().getLeaf();
                    boolean condition =
                            outer instanceof IfTree
                                    || outer instanceof WhileLoopTree
                                    || outer instanceof DoWhileLoopTree;
                    yield condition ? truth() : at(parent);
                }
                case LOGICAL_COMPLEMENT -> truth();
                case FOR_LOOP -> ((ForLoopTree) tree).getCondition() == self ? truth() : List.of();
                case ERRONEOUS, PARAMETERIZED_TYPE, ANNOTATED_TYPE -> at(parent);
                case THROW -> one(place.elements().getTypeElement("java.lang.Throwable").asType());
                case ARRAY_ACCESS -> one(place.types().getPrimitiveType(TypeKind.INT));
                case RETURN -> returned(parent);
                case NEW_ARRAY ->
                        type(parent) instanceof ArrayType array
                                ? one(array.getComponentType())
                                : List.of();
                case CASE -> selector(parent);
                default ->
                        tree.getKind().name().equals("CONSTANT_CASE_LABEL")
                                ? selector(parent.getParentPath())
                                : List.of();
            };
        }

        /** What a switch looks at, from one of its cases. */
        private List<TypeMirror> selector(TreePath caseOf) {
            if (!(caseOf.getLeaf() instanceof CaseTree)) {
                return List.of();
            }
            TreePath around = caseOf.getParentPath();
            Tree selector =
                    around.getLeaf() instanceof SwitchTree statement
                            ? statement.getExpression()
                            : around.getLeaf() instanceof SwitchExpressionTree expression
                                    ? expression.getExpression()
                                    : null;
            return selector == null ? List.of() : one(type(new TreePath(around, selector)));
        }

        private List<TypeMirror> returned(TreePath from) {
            for (TreePath at = from; at != null; at = at.getParentPath()) {
                switch (at.getLeaf().getKind()) {
                    case LAMBDA_EXPRESSION, CLASS, RECORD, ENUM, INTERFACE -> {
                        return List.of();
                    }
                    case METHOD -> {
                        Tree result = ((MethodTree) at.getLeaf()).getReturnType();
                        return result == null ? List.of() : one(type(new TreePath(at, result)));
                    }
                    default -> {}
                }
            }
            return List.of();
        }

        private List<TypeMirror> parameters(
                TreePath path, MethodInvocationTree call, int argument) {
            TreePath selected = new TreePath(path, call.getMethodSelect());
            if (call.getMethodSelect() instanceof MemberSelectTree select) {
                TypeMirror site = type(new TreePath(selected, select.getExpression()));
                return parameters(site, select.getIdentifier().toString(), argument);
            }
            Element method = place.trees().getElement(selected);
            return method instanceof ExecutableElement && method.getEnclosingElement() != null
                    ? parameters(
                            method.getEnclosingElement().asType(),
                            method.getSimpleName().toString(),
                            argument)
                    : List.of();
        }

        private List<TypeMirror> parameters(TypeMirror site, String method, int argument) {
            if (!(site instanceof DeclaredType declared)) {
                return List.of();
            }
            List<TypeMirror> found = new ArrayList<>();
            for (Element member :
                    place.elements().getAllMembers((TypeElement) declared.asElement())) {
                if (member instanceof ExecutableElement
                        && member.getSimpleName().contentEquals(method)) {
                    ExecutableType type =
                            (ExecutableType) place.types().asMemberOf(declared, member);
                    if (argument < type.getParameterTypes().size()) {
                        found.add(type.getParameterTypes().get(argument));
                    }
                }
            }
            return found;
        }

        private List<TypeMirror> truth() {
            return one(place.types().getPrimitiveType(TypeKind.BOOLEAN));
        }

        private TypeMirror type(TreePath path) {
            return path.getLeaf() == null ? null : place.typeOf(path);
        }

        private static List<TypeMirror> one(TypeMirror type) {
            return type == null ? List.of() : List.of(type);
        }
    }
}
