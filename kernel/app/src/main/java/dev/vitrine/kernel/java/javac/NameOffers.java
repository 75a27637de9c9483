package dev.vitrine.kernel.java.javac;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Scope;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.parser.Tokens.TokenKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** What may stand where no dot is before the cursor: names in scope, types, packages, keywords. */
final class NameOffers {

    /** To look at more types one by one takes too long when the compiler is cold. */
    private static final int MAX_CHECKED = 100;

    private final CursorPlace place;
    private final ExpectedTypes expected;
    private final TypeIndex index;
    private final Declarations session;
    private final CursorText text;
    private final boolean creation;
    private final boolean typesOnly;
    private final List<Offer> offers = new ArrayList<>();

    NameOffers(
            CursorPlace place,
            ExpectedTypes expected,
            TypeIndex index,
            Declarations session,
            CursorText text) {
        this.place = place;
        this.expected = expected;
        this.index = index;
        this.session = session;
        this.text = text;
        creation = place.isCreation();
        typesOnly = place.wantsType();
    }

    List<Offer> offers() {
        boolean declares =
                place.leaf() instanceof VariableTree
                        || place.leaf() instanceof MethodTree
                        || place.leaf() instanceof ClassTree;
        if (!declares) {
            if (!typesOnly) {
                constants();
                locals();
            }
            enclosingClasses();
            declarations();
            imports();
            if (!text.prefix().isEmpty()) {
                index.packagesUnder("").stream()
                        .filter(this::matches)
                        .forEach(
                                part ->
                                        offers.add(
                                                Offer.plain(
                                                        part + ".",
                                                        Offer.MODULE,
                                                        "",
                                                        false,
                                                        Offer.FAR)));
            }
        }
        if (!text.prefix().isEmpty()) {
            Keywords.at(text.previous(), declares, typesOnly, creation).stream()
                    .filter(this::matches)
                    .forEach(
                            word ->
                                    offers.add(
                                            Offer.plain(
                                                    word, Offer.WORD, "", false, Offer.KEYWORD)));
        }
        return offers;
    }

    private boolean matches(CharSequence name) {
        String word = name.toString();
        return CursorText.startsWith(word, text.prefix())
                && (text.prefix().startsWith("$") || word.indexOf('$') < 0);
    }

    /** Of an enumeration that a switch looks at. */
    private void constants() {
        if (text.previous() != TokenKind.CASE && text.previous() != TokenKind.COMMA) {
            return;
        }
        for (TypeMirror type : expected.all()) {
            Element element = place.types().asElement(type);
            if (element instanceof TypeElement declared) {
                for (Element member : declared.getEnclosedElements()) {
                    if (member.getKind() == ElementKind.ENUM_CONSTANT) {
                        add(member, member.asType());
                    }
                }
            }
        }
    }

    private void locals() {
        int classes = 0;
        for (TreePath at = place.path(); at != null; at = at.getParentPath()) {
            classes += at.getLeaf() instanceof ClassTree ? 1 : 0;
        }
        Scope scope = place.trees().getScope(place.path());
        for (int i = 0; i < classes && scope != null; i++, scope = scope.getEnclosingScope()) {
            for (Element element : scope.getLocalElements()) {
                boolean local =
                        switch (element.getKind()) {
                            case LOCAL_VARIABLE,
                                    PARAMETER,
                                    EXCEPTION_PARAMETER,
                                    RESOURCE_VARIABLE,
                                    BINDING_VARIABLE ->
                                    true;
                            default -> false;
                        };
                String name = element.getSimpleName().toString();
                if (local && !name.equals("this") && !name.equals("super")) {
                    add(element, element.asType(), Offer.LOCAL);
                }
            }
        }
    }

    private void add(Element element, TypeMirror type) {
        add(element, type, Offer.NEAR);
    }

    private void add(Element element, TypeMirror type, int rank) {
        if (matches(element.getSimpleName()) && element.getKind() != ElementKind.CONSTRUCTOR) {
            if (element instanceof TypeElement declared) {
                offers.add(place.offerOf(declared, creation, expected, rank));
            } else if (!typesOnly) {
                boolean method = element instanceof ExecutableElement;
                TypeMirror value = method ? ((ExecutableElement) element).getReturnType() : type;
                offers.add(
                        new Offer(
                                element.getSimpleName().toString(),
                                method ? Offer.FUNCTION : Offer.INSTANCE,
                                element,
                                type,
                                null,
                                expected.fits(value),
                                isOfObject(element) ? Offer.OF_OBJECT : rank));
            }
        }
    }

    private static boolean isOfObject(Element element) {
        return element.getEnclosingElement() instanceof TypeElement owner
                && owner.getQualifiedName().contentEquals("java.lang.Object");
    }

    private void enclosingClasses() {
        for (TreePath at = place.path(); at != null; at = at.getParentPath()) {
            if (at.getLeaf() instanceof ClassTree
                    && place.trees().getElement(at) instanceof TypeElement type
                    && type.asType() instanceof DeclaredType site
                    && !isHome(type)) {
                type.getTypeParameters().stream()
                        .filter(parameter -> matches(parameter.getSimpleName()))
                        .forEach(
                                parameter ->
                                        offers.add(
                                                Offer.plain(
                                                        parameter.getSimpleName().toString(),
                                                        Offer.CLASS,
                                                        "",
                                                        false,
                                                        Offer.NEAR)));
                for (Element member : place.elements().getAllMembers(type)) {
                    if (matches(member.getSimpleName()) && place.isAccessible(member, site)) {
                        boolean typed =
                                !member.getModifiers().contains(Modifier.STATIC)
                                        && !(member instanceof TypeElement)
                                        && member.getKind() != ElementKind.CONSTRUCTOR;
                        add(
                                member,
                                typed ? place.types().asMemberOf(site, member) : member.asType());
                    }
                }
            }
        }
    }

    /** Whether a class only is where declarations of a cell live. */
    static boolean isHome(TypeElement type) {
        return !(type.getEnclosingElement() instanceof TypeElement)
                && type.getQualifiedName().toString().startsWith(CompiledClass.PREFIX);
    }

    /** What this cell and those before it declared. */
    private void declarations() {
        Set<String> own = new LinkedHashSet<>();
        for (Declared each : place.plan().all()) {
            if (each.part() instanceof Piece.Variable) {
                own.add(CompiledClass.PREFIX + place.plan().variablesClass());
            } else if (each.part() instanceof Piece.Method || each.part() instanceof Piece.Type) {
                own.add(CompiledClass.PREFIX + place.plan().classOf(each));
            }
        }
        Set<String> seen = new LinkedHashSet<>();
        for (String home : own) {
            TypeElement type = place.elements().getTypeElement(home);
            if (type != null) {
                for (Element member : type.getEnclosedElements()) {
                    add(member, member.asType());
                    seen.add(member.getSimpleName().toString());
                }
            }
        }
        session.variables().values().stream()
                .filter(variable -> !seen.contains(variable.declared().name()))
                .forEach(
                        variable ->
                                live(
                                        variable,
                                        Offer.INSTANCE,
                                        variable.type() + " " + variable.declared().name()));
        session.types().values().stream()
                .filter(type -> !seen.contains(type.declared().name()))
                .forEach(type -> live(type, Offer.CLASS, type.declared().name()));
        session.methods()
                .forEach(
                        overloads ->
                                overloads.forEach(
                                        method -> live(method, Offer.FUNCTION, signature(method))));
    }

    private static String signature(Declarations.Method method) {
        return ((Piece.Method) method.declared().part()).signature();
    }

    /** Something of an earlier cell; the compiler has read only some of them. */
    private void live(Declarations.Live live, String kind, String signature) {
        String name = live.declared().name();
        if (!matches(name) || typesOnly && !(live instanceof Declarations.Type)) {
            return;
        }
        TypeElement home = place.elements().getTypeElement(live.home().name());
        boolean known = false;
        if (home != null) {
            for (Element member : home.getEnclosedElements()) {
                if (member.getSimpleName().contentEquals(name)) {
                    add(member, member.asType());
                    known = true;
                }
            }
        }
        if (!known) {
            offers.add(Offer.plain(name, kind, signature, false, Offer.NEAR));
        }
    }

    private void imports() {
        List<Piece.Import> all = new ArrayList<>(session.imports());
        for (Declared each : place.plan().pieces()) {
            if (each.part() instanceof Piece.Import added) {
                all.add(added);
            }
        }
        Set<String> packages = new LinkedHashSet<>(List.of("java.lang"));
        for (Piece.Import each : all) {
            String owner = each.name().substring(0, Math.max(0, each.name().lastIndexOf('.')));
            if (each.isStatic()) {
                statics(owner, each.onDemand() ? null : each.simpleName());
            } else if (each.onDemand()) {
                packages.add(owner);
            } else if (matches(each.simpleName())) {
                TypeElement type = place.elements().getTypeElement(each.name());
                if (type != null) {
                    add(type, type.asType());
                }
            }
        }
        if (creation) {
            for (TypeMirror type : expected.all()) {
                if (place.types().asElement(type) instanceof TypeElement element
                        && place.isAccessible(element, null)) {
                    add(element, type);
                }
            }
        }
        if (!text.prefix().isEmpty()) {
            onDemand(packages);
        }
    }

    private void statics(String owner, String member) {
        TypeElement type = place.elements().getTypeElement(owner);
        if (type == null) {
            return;
        }
        for (Element each : place.elements().getAllMembers(type)) {
            if (each.getModifiers().contains(Modifier.STATIC)
                    && each.getModifiers().contains(Modifier.PUBLIC)
                    && (member == null || each.getSimpleName().contentEquals(member))) {
                add(each, each.asType(), member == null ? Offer.FAR : Offer.NEAR);
            }
        }
    }

    private void onDemand(Set<String> packages) {
        List<String> names = new ArrayList<>();
        for (String each : packages) {
            index.typesIn(each).stream()
                    .filter(this::matches)
                    .forEach(name -> names.add(each + "." + name));
        }
        for (String name : names) {
            if (names.size() > MAX_CHECKED) {
                String simple = name.substring(name.lastIndexOf('.') + 1);
                offers.add(Offer.plain(simple, Offer.CLASS, name, false, Offer.FAR));
            } else {
                TypeElement type = place.elements().getTypeElement(name);
                if (type != null && place.isAccessible(type, null)) {
                    offers.add(place.offerOf(type, creation, expected, Offer.FAR));
                }
            }
        }
    }
}
