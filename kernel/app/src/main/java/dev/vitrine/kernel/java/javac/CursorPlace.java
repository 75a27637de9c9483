package dev.vitrine.kernel.java.javac;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Scope;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WildcardTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * The name at the cursor in an attributed unit; valid while the unit is.
 *
 * @param plan what the unit was written from
 * @param path to the tree that has the name
 * @param outside the scope of the class that the cursor is in
 */
record CursorPlace(
        UnitPlan plan, Trees trees, Elements elements, Types types, TreePath path, Scope outside) {

    static CursorPlace of(Compiler.Compilation compilation, UnitPlan plan, TreePath path) {
        Trees trees = Trees.instance(compilation.task());
        TreePath inClass = path;
        while (inClass.getParentPath() != null && !isType(inClass.getLeaf())) {
            inClass = inClass.getParentPath();
        }
        return new CursorPlace(
                plan,
                trees,
                compilation.task().getElements(),
                compilation.task().getTypes(),
                path,
                trees.getScope(inClass));
    }

    private static boolean isType(Tree tree) {
        return tree instanceof ClassTree;
    }

    Tree leaf() {
        return path.getLeaf();
    }

    /** The type of a tree; null if it has none. */
    TypeMirror typeOf(TreePath expression) {
        TypeMirror type = trees.getTypeMirror(expression);
        return type == null || type.getKind() == TypeKind.ERROR || type.getKind() == TypeKind.NONE
                ? null
                : type;
    }

    /** Whether the name after {@code new} is asked for. */
    boolean isCreation() {
        Tree tree = path.getLeaf();
        for (TreePath at = path.getParentPath(); at != null; at = at.getParentPath()) {
            if (at.getLeaf() instanceof NewClassTree creation) {
                return creation.getIdentifier() == tree;
            }
            if (!(at.getLeaf() instanceof ParameterizedTypeTree generic)
                    || generic.getType() != tree) {
                return false;
            }
            tree = at.getLeaf();
        }
        return false;
    }

    /** Whether the cursor is in an import. */
    boolean isImport() {
        for (TreePath at = path; at != null; at = at.getParentPath()) {
            if (at.getLeaf() instanceof ImportTree) {
                return true;
            }
        }
        return false;
    }

    /** Whether only a type can stand at the cursor. */
    boolean wantsType() {
        Tree tree = path.getLeaf();
        Tree parent = path.getParentPath().getLeaf();
        if (parent instanceof VariableTree variable) {
            return variable.getType() == tree;
        }
        if (parent instanceof MethodTree method) {
            return method.getReturnType() == tree || method.getThrows().contains(tree);
        }
        if (parent instanceof InstanceOfTree test) {
            return test.getExpression() != tree;
        }
        if (parent instanceof TypeCastTree cast) {
            return cast.getType() == tree;
        }
        return parent instanceof ClassTree
                || parent instanceof ParameterizedTypeTree
                || parent instanceof WildcardTree
                || parent instanceof AnnotationTree
                || isCreation();
    }

    /** Whether code at the cursor may use something. */
    boolean isAccessible(Element element, TypeMirror site) {
        if (element instanceof TypeElement type) {
            return trees.isAccessible(outside, type);
        }
        return !(site instanceof DeclaredType declared)
                || trees.isAccessible(outside, element, declared);
    }

    /**
     * A type to offer.
     *
     * @param creation whether it is to be made
     */
    Offer offerOf(TypeElement type, boolean creation, ExpectedTypes expected, int rank) {
        boolean isInterface = type.getKind().isInterface();
        return new Offer(
                type.getSimpleName().toString(),
                isInterface ? Offer.INTERFACE : Offer.CLASS,
                type,
                type.asType(),
                null,
                creation && expected.fits(type.asType()),
                rank);
    }
}
