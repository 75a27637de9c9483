package dev.vitrine.kernel.java.javac;

import dev.vitrine.kernel.java.javac.ParsedSource.Member;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;

/** Finds the declaration of an element as somebody wrote it, with its comment. */
final class Documentation {

    private static final String WRAPPER = "$Cell";

    private final Sources sources;
    private final Declarations session;
    private final CursorPlace place;
    private final Set<String> undocumented = new LinkedHashSet<>();

    Documentation(Sources sources, Declarations session, CursorPlace place) {
        this.sources = sources;
        this.session = session;
        this.place = place;
    }

    /** The declaration of a type, field or method; empty if its source is not there. */
    Optional<Member> of(Element element) {
        String name =
                element.getKind() == ElementKind.CONSTRUCTOR
                        ? "<init>"
                        : element.getSimpleName().toString();
        List<String> parameters =
                element instanceof ExecutableElement method ? parameters(method) : null;
        List<String> owners = new ArrayList<>();
        Element top = element;
        for (Element at = element.getEnclosingElement();
                at instanceof TypeElement type;
                at = at.getEnclosingElement()) {
            owners.add(0, type.getSimpleName().toString());
            top = at;
        }
        if (!(top instanceof TypeElement type)) {
            return Optional.empty();
        }
        String topName = type.getQualifiedName().toString();
        if (topName.startsWith(CompiledClass.PREFIX)) {
            owners.set(0, WRAPPER);
            String declared = owners.size() > 1 ? owners.get(1) : name;
            return cells(declared).stream()
                    .map(cell -> sources.parse("class " + WRAPPER + " {\n" + cell + "\n}"))
                    .flatMap(Optional::stream)
                    .map(source -> source.find(String.join(".", owners), name, parameters))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        ModuleElement module = place.elements().getModuleOf(element);
        String moduleName = module == null ? "" : module.getQualifiedName().toString();
        Optional<ParsedSource> source = sources.of(moduleName, topName);
        if (source.isEmpty() && moduleName.isEmpty()) {
            undocumented.add(topName);
        }
        return source.flatMap(found -> found.find(String.join(".", owners), name, parameters));
    }

    /** The top-level types of the class path whose sources were looked for and are not there. */
    Set<String> undocumented() {
        return undocumented;
    }

    /** The comment of an element as it is written, or as javadoc has put it on a page. */
    private Optional<String> comment(Element element) {
        Optional<Member> member = of(element);
        return member.isPresent() ? member.map(Member::javadoc) : page(element);
    }

    private Optional<String> page(Element element) {
        boolean isType = element instanceof TypeElement;
        Element owner = isType ? element : element.getEnclosingElement();
        List<String> nested = new ArrayList<>();
        Element top = owner;
        for (Element at = owner; at instanceof TypeElement; at = at.getEnclosingElement()) {
            nested.add(0, at.getSimpleName().toString());
            top = at;
        }
        if (!(top instanceof TypeElement type)
                || !undocumented.contains(type.getQualifiedName().toString())) {
            return Optional.empty();
        }
        return sources.page(type.getQualifiedName().toString(), String.join(".", nested))
                .flatMap(found -> isType ? found.ofType() : found.ofMember(element));
    }

    /** The comment of an element, or that of what it overrides. */
    Optional<String> javadoc(Element element) {
        Optional<String> own = comment(element);
        if (own.isPresent() && !own.get().contains("{@inheritDoc}")
                || !(element instanceof ExecutableElement method)
                || !(element.getEnclosingElement() instanceof TypeElement owner)
                || method.getKind() == ElementKind.CONSTRUCTOR) {
            return own;
        }
        Optional<String> inherited = inherited(method, owner, owner.asType());
        return inherited.isPresent() ? inherited : own;
    }

    private Optional<String> inherited(
            ExecutableElement method, TypeElement owner, TypeMirror type) {
        for (TypeMirror above : place.types().directSupertypes(type)) {
            if (!(above instanceof DeclaredType declared)) {
                continue;
            }
            for (Element member : declared.asElement().getEnclosedElements()) {
                if (member instanceof ExecutableElement other
                        && place.elements().overrides(method, other, owner)) {
                    Optional<String> found = comment(other);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            Optional<String> further = inherited(method, owner, above);
            if (further.isPresent()) {
                return further;
            }
        }
        return Optional.empty();
    }

    private List<String> parameters(ExecutableElement method) {
        return method.getParameters().stream()
                .map(parameter -> ParsedSource.simple(written(parameter.asType())))
                .toList();
    }

    private static String written(TypeMirror type) {
        return type instanceof TypeVariable variable
                ? variable.asElement().getSimpleName().toString()
                : type.toString();
    }

    /** The declarations of a name in this cell and in those before it, with their comments. */
    List<String> cells(String name) {
        return declared(name).stream()
                .map(each -> comment(each) + each.text() + (isVariable(each) ? ";" : ""))
                .toList();
    }

    /** The pieces of cells that declare a name; those of the cursor's own cell come first. */
    List<Declared> declared(String name) {
        List<Declared> found = new ArrayList<>();
        for (Declared each : place.plan().all()) {
            if (each.name().equals(name)) {
                found.add(each);
            }
        }
        Optional.ofNullable(session.variables().get(name)).ifPresent(v -> found.add(v.declared()));
        Optional.ofNullable(session.types().get(name)).ifPresent(t -> found.add(t.declared()));
        session.methods(name).forEach(method -> found.add(method.declared()));
        return found;
    }

    private static boolean isVariable(Declared declared) {
        return declared.part() instanceof Piece.Variable;
    }

    /** The documentation comment that stands right before a declaration. */
    private static String comment(Declared declared) {
        String before = declared.code().substring(0, declared.part().start()).stripTrailing();
        int start = before.lastIndexOf("/**");
        boolean ends = before.endsWith("*/") && before.indexOf("*/", start) == before.length() - 2;
        return start >= 0 && ends ? before.substring(start) + "\n" : "";
    }
}
