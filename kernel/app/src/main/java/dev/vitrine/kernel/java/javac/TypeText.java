package dev.vitrine.kernel.java.javac;

import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ErrorType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.SimpleTypeVisitor14;

/** Writes an inferred type so that it can be declared. */
final class TypeText {

    private TypeText() {}

    /** The type by its qualified name; of a type that has no name, the nearest one that has. */
    static String of(TypeMirror type) {
        return type.accept(new Writer(), false);
    }

    /**
     * Whether {@link #of} writes just this type, and not the nearest one that has a name. Wildcards
     * do not count as exact, since inferred ones are not those that a declaration has.
     */
    static boolean isExact(TypeMirror type) {
        return type.accept(new Exactness(), null);
    }

    private static final class Exactness extends SimpleTypeVisitor14<Boolean, Void> {

        @Override
        protected Boolean defaultAction(TypeMirror type, Void unused) {
            // Of the others, wildcards and variables among them, some are captured or have no name.
            return type.getKind().isPrimitive();
        }

        @Override
        public Boolean visitArray(ArrayType type, Void unused) {
            return visit(type.getComponentType());
        }

        @Override
        public Boolean visitDeclared(DeclaredType type, Void unused) {
            return !type.asElement().getSimpleName().isEmpty()
                    && type.getTypeArguments().stream().allMatch(this::visit)
                    && (type.getEnclosingType().getKind() == TypeKind.NONE
                            || visit(type.getEnclosingType()));
        }

        @Override
        public Boolean visitError(ErrorType type, Void unused) {
            return false;
        }
    }

    private static final class Writer extends SimpleTypeVisitor14<String, Boolean> {

        @Override
        protected String defaultAction(TypeMirror type, Boolean argument) {
            return type.getKind().isPrimitive()
                    ? type.getKind().name().toLowerCase(java.util.Locale.ROOT)
                    : "java.lang.Object";
        }

        @Override
        public String visitArray(ArrayType type, Boolean argument) {
            return type.getComponentType().accept(this, false) + "[]";
        }

        @Override
        public String visitDeclared(DeclaredType type, Boolean argument) {
            TypeElement element = (TypeElement) type.asElement();
            if (element.getSimpleName().isEmpty()) {
                return superOf(element).accept(this, argument);
            }
            List<? extends TypeMirror> arguments = type.getTypeArguments();
            String name =
                    type.getEnclosingType().getKind() == TypeKind.DECLARED
                                    && !((DeclaredType) type.getEnclosingType())
                                            .getTypeArguments()
                                            .isEmpty()
                            ? type.getEnclosingType().accept(this, false)
                                    + "."
                                    + element.getSimpleName()
                            : element.getQualifiedName().toString();
            return arguments.isEmpty()
                    ? name
                    : arguments.stream()
                            .map(each -> each.accept(this, true))
                            .collect(Collectors.joining(", ", name + "<", ">"));
        }

        /** An anonymous class stands for what it extends or implements. */
        private static TypeMirror superOf(TypeElement anonymous) {
            return anonymous.getInterfaces().isEmpty()
                    ? anonymous.getSuperclass()
                    : anonymous.getInterfaces().get(0);
        }

        @Override
        public String visitIntersection(IntersectionType type, Boolean argument) {
            List<? extends TypeMirror> bounds = type.getBounds();
            TypeMirror first = bounds.get(0);
            for (TypeMirror bound : bounds) {
                if (first.toString().equals("java.lang.Object")) {
                    first = bound;
                }
            }
            return argument ? "? extends " + first.accept(this, false) : first.accept(this, false);
        }

        @Override
        public String visitTypeVariable(TypeVariable type, Boolean argument) {
            // A captured wildcard; nothing else can appear outside a generic declaration.
            return argument ? "?" : type.getUpperBound().accept(this, false);
        }

        @Override
        public String visitWildcard(WildcardType type, Boolean argument) {
            if (type.getExtendsBound() != null) {
                String bound = type.getExtendsBound().accept(this, true);
                return bound.startsWith("?") ? bound : "? extends " + bound;
            }
            if (type.getSuperBound() != null) {
                String bound = type.getSuperBound().accept(this, true);
                return bound.startsWith("?") ? "?" : "? super " + bound;
            }
            return "?";
        }
    }
}
