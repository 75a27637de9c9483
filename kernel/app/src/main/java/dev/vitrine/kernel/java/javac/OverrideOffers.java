package dev.vitrine.kernel.java.javac;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.vitrine.kernel.java.Interpreter.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;

/** The methods that a class can override, where a member of it is being declared. */
final class OverrideOffers {

    private final CursorPlace place;
    private final CursorText text;

    /** How much of the declaration stands before the cursor. */
    private enum Written {
        NOTHING,
        MODIFIERS,
        TYPE
    }

    OverrideOffers(CursorPlace place, CursorText text) {
        this.place = place;
        this.text = text;
    }

    /** Whole declarations; those of methods without a body come first. */
    List<Candidate> candidates() {
        Tree leaf = place.leaf();
        TreePath parent = place.path().getParentPath();
        if (text.prefix().isEmpty() || parent == null) {
            return List.of();
        }
        if (isMember(leaf)) {
            return typeOf(parent).map(type -> of(type, Written.TYPE)).orElse(List.of());
        }
        Tree member = parent.getLeaf();
        boolean isType =
                member instanceof VariableTree variable && variable.getType() == leaf
                        || member instanceof MethodTree method && method.getReturnType() == leaf;
        if (!isType) {
            return List.of();
        }
        Written written =
                modifiers(member).getFlags().isEmpty() ? Written.NOTHING : Written.MODIFIERS;
        return typeOf(parent.getParentPath()).map(type -> of(type, written)).orElse(List.of());
    }

    private static boolean isMember(Tree tree) {
        return tree instanceof VariableTree || tree instanceof MethodTree;
    }

    private static ModifiersTree modifiers(Tree member) {
        return member instanceof MethodTree method
                ? method.getModifiers()
                : ((VariableTree) member).getModifiers();
    }

    /** A class of the user at this path. */
    private Optional<TypeElement> typeOf(TreePath path) {
        return path.getLeaf() instanceof ClassTree
                        && place.trees().getElement(path) instanceof TypeElement type
                        && !NameOffers.isHome(type)
                ? Optional.of(type)
                : Optional.empty();
    }

    private List<Candidate> of(TypeElement type, Written written) {
        DeclaredType site = (DeclaredType) type.asType();
        Map<String, ExecutableElement> found = new LinkedHashMap<>();
        for (Element member : place.elements().getAllMembers(type)) {
            if (member instanceof ExecutableElement method
                    && CursorText.startsWith(method.getSimpleName().toString(), text.prefix())
                    && isOverridable(method, type)) {
                found.putIfAbsent(declaration(method, site, Written.TYPE), method);
            }
        }
        return found.values().stream()
                .sorted(
                        Comparator.comparing(
                                        (ExecutableElement method) ->
                                                !method.getModifiers().contains(Modifier.ABSTRACT))
                                .thenComparing(method -> method.getSimpleName().toString()))
                .map(
                        method ->
                                new Candidate(
                                        declaration(method, site, written) + " {}",
                                        Offer.FUNCTION,
                                        "overrides "
                                                + Signatures.of(
                                                        method,
                                                        place.types().asMemberOf(site, method),
                                                        null)))
                .toList();
    }

    private boolean isOverridable(ExecutableElement method, TypeElement type) {
        Set<Modifier> modifiers = method.getModifiers();
        return method.getKind() == ElementKind.METHOD
                && !method.getEnclosingElement().equals(type)
                && !modifiers.contains(Modifier.STATIC)
                && !modifiers.contains(Modifier.FINAL)
                && (modifiers.contains(Modifier.PUBLIC) || modifiers.contains(Modifier.PROTECTED));
    }

    private String declaration(ExecutableElement method, DeclaredType site, Written written) {
        ExecutableType seen = (ExecutableType) place.types().asMemberOf(site, method);
        StringBuilder declared = new StringBuilder();
        if (written == Written.NOTHING) {
            boolean visible = method.getModifiers().contains(Modifier.PUBLIC);
            declared.append(visible ? "public " : "protected ");
        }
        if (written != Written.TYPE) {
            declared.append(Signatures.shortType(seen.getReturnType())).append(' ');
        }
        List<String> parameters = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < seen.getParameterTypes().size(); i++) {
            TypeMirror type = seen.getParameterTypes().get(i);
            String known = method.getParameters().get(i).getSimpleName().toString();
            String name = known.matches("arg\\d+") ? name(type) : known;
            parameters.add(Signatures.shortType(type) + " " + (names.add(name) ? name : name + i));
        }
        return declared.append(method.getSimpleName())
                .append('(')
                .append(String.join(", ", parameters))
                .append(')')
                .toString();
    }

    /** A name for a parameter of a type, whose class file names none. */
    private static String name(TypeMirror type) {
        String simple = Signatures.shortType(type).replaceAll("<.*|\\[]|\\W", "");
        boolean primitive = type.getKind().isPrimitive();
        return primitive || simple.equals("Object") || simple.length() == 1
                ? simple.substring(0, 1).toLowerCase(Locale.ROOT)
                : Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
    }
}
