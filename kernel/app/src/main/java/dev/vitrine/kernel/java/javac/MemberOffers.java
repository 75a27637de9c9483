package dev.vitrine.kernel.java.javac;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;

/** What may follow a dot or two colons. */
final class MemberOffers {

    private final CursorPlace place;
    private final ExpectedTypes expected;
    private final TypeIndex index;
    private final List<Offer> offers = new ArrayList<>();

    MemberOffers(CursorPlace place, ExpectedTypes expected, TypeIndex index) {
        this.place = place;
        this.expected = expected;
        this.index = index;
    }

    /** What follows the expression before the cursor; null if there is no such place. */
    List<Offer> offers() {
        if (place.leaf() instanceof MemberSelectTree select) {
            select(select.getExpression());
        } else if (place.leaf() instanceof MemberReferenceTree reference) {
            reference(reference.getQualifierExpression());
        }
        return offers;
    }

    private void select(ExpressionTree expression) {
        TreePath path = new TreePath(place.path(), expression);
        Element named = place.trees().getElement(path);
        boolean creation = place.isCreation();
        if (named instanceof PackageElement inPackage) {
            inPackage(inPackage.getQualifiedName().toString(), creation);
        } else if (named instanceof TypeElement type && type.asType().getKind() != TypeKind.ERROR) {
            if (creation) {
                types(type, true);
            } else {
                members(type.asType(), true);
                if (!place.wantsType()) {
                    offers.add(Offer.plain("class", Offer.WORD, "", false, Offer.OF_OBJECT));
                }
            }
        } else if (named instanceof TypeElement) {
            // In an expression javac takes an unknown name as that of a class.
            inPackage(expression.toString(), creation);
        } else {
            TypeMirror site = place.typeOf(path);
            if (site != null) {
                ofValue(site);
            }
        }
    }

    private void ofValue(TypeMirror site) {
        if (site instanceof ArrayType) {
            TypeMirror number = place.types().getPrimitiveType(TypeKind.INT);
            offers.add(
                    Offer.plain(
                            "length",
                            Offer.INSTANCE,
                            "int length",
                            expected.fits(number),
                            Offer.NEAR));
            members(place.elements().getTypeElement("java.lang.Object").asType(), false);
        } else if (site instanceof TypeVariable variable) {
            ofValue(variable.getUpperBound());
        } else if (site instanceof IntersectionType both) {
            both.getBounds().forEach(this::ofValue);
        } else {
            members(site, false);
        }
    }

    private void reference(ExpressionTree expression) {
        TreePath path = new TreePath(place.path(), expression);
        Element named = place.trees().getElement(path);
        TypeMirror site = place.typeOf(path);
        if (named instanceof TypeElement type) {
            methods(type.asType());
            offers.add(Offer.plain("new", Offer.WORD, "", false, Offer.KEYWORD));
        } else if (site != null) {
            members(site, false);
            offers.removeIf(offer -> !(offer.element() instanceof ExecutableElement));
        }
    }

    private void methods(TypeMirror site) {
        members(site, false);
        members(site, true);
        offers.removeIf(offer -> !(offer.element() instanceof ExecutableElement));
    }

    /** The members of a type, those that are static or those that are not. */
    private void members(TypeMirror site, boolean ofType) {
        if (!(site instanceof DeclaredType declared)) {
            return;
        }
        TypeElement type = (TypeElement) declared.asElement();
        for (Element member : place.elements().getAllMembers(type)) {
            if (isOffered(member, type, ofType) && place.isAccessible(member, site)) {
                offers.add(member(member, declared));
            }
        }
    }

    private boolean isOffered(Element member, TypeElement site, boolean ofType) {
        boolean type = member instanceof TypeElement;
        if (member.getSimpleName().toString().contains("$")) {
            return false;
        }
        return switch (member.getKind()) {
            case CONSTRUCTOR, STATIC_INIT, INSTANCE_INIT, TYPE_PARAMETER, RECORD_COMPONENT -> false;
            default -> {
                boolean inheritedOfInterface =
                        member.getKind() == ElementKind.METHOD
                                && member.getEnclosingElement().getKind().isInterface()
                                && !member.getEnclosingElement().equals(site);
                boolean isStatic = member.getModifiers().contains(Modifier.STATIC) || type;
                yield ofType
                        ? isStatic && !inheritedOfInterface && (type || !place.wantsType())
                        : !isStatic;
            }
        };
    }

    private Offer member(Element member, DeclaredType site) {
        if (member instanceof TypeElement type) {
            return place.offerOf(type, false, expected, Offer.NEAR);
        }
        TypeMirror type =
                member.getModifiers().contains(Modifier.STATIC)
                        ? member.asType()
                        : place.types().asMemberOf(site, member);
        TypeMirror value = type instanceof ExecutableType call ? call.getReturnType() : type;
        boolean ofObject =
                member.getEnclosingElement() instanceof TypeElement owner
                        && isObjects(member, owner);
        return new Offer(
                member.getSimpleName().toString(),
                member instanceof ExecutableElement ? Offer.FUNCTION : Offer.INSTANCE,
                member,
                type,
                null,
                expected.fits(value),
                ofObject ? Offer.OF_OBJECT : Offer.NEAR);
    }

    /** Whether it is a member of Object, declared anew or not. */
    private static boolean isObjects(Element member, TypeElement owner) {
        if (owner.getQualifiedName().contentEquals("java.lang.Object")) {
            return true;
        }
        String name = member.getSimpleName().toString();
        int parameters =
                member instanceof ExecutableElement method ? method.getParameters().size() : -1;
        return Set.of("hashCode", "toString").contains(name) && parameters == 0
                || name.equals("equals") && parameters == 1;
    }

    private void types(TypeElement type, boolean creation) {
        for (Element member : place.elements().getAllMembers(type)) {
            if (member instanceof TypeElement nested && place.isAccessible(nested, null)) {
                offers.add(place.offerOf(nested, creation, expected, Offer.NEAR));
            }
        }
    }

    private void inPackage(String name, boolean creation) {
        for (String part : index.packagesUnder(name + ".")) {
            offers.add(Offer.plain(part + ".", Offer.MODULE, "", false, Offer.NEAR));
        }
        for (String simple : index.typesIn(name)) {
            TypeElement type = place.elements().getTypeElement(name + "." + simple);
            if (type != null && place.isAccessible(type, null)) {
                offers.add(place.offerOf(type, creation, expected, Offer.NEAR));
            }
        }
    }
}
