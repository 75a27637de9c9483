package dev.vitrine.kernel.java.javac;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import dev.vitrine.kernel.java.InspectionText;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/** What is known of the name at the cursor. */
final class Inspected {

    private static final int MAX_OVERLOADS = 20;

    private final CursorPlace place;
    private final Documentation documentation;
    private final String name;
    private final InspectionText text = new InspectionText();

    Inspected(CursorPlace place, Documentation documentation, String name) {
        this.place = place;
        this.documentation = documentation;
        this.name = name;
    }

    /**
     * @param offers what may stand at the cursor
     * @param withSources whether declarations are shown as they are written
     */
    InspectionText text(List<Offer> offers, boolean withSources) {
        boolean declared =
                place.leaf() instanceof VariableTree
                        || place.leaf() instanceof MethodTree
                        || place.leaf() instanceof ClassTree;
        if (declared) {
            Element element = place.trees().getElement(place.path());
            if (element != null) {
                text.add(
                        Signatures.of(element, null, null).replace(CursorText.MARK, name),
                        documentation.javadoc(element).orElse(null));
            }
            return text;
        }
        offers.stream()
                .filter(offer -> offer.name().equals(name))
                .limit(MAX_OVERLOADS)
                .forEach(offer -> add(offer, withSources));
        return text;
    }

    private void add(Offer offer, boolean withSources) {
        Element element = offer.element();
        if (element == null) {
            if (!offer.signature().isEmpty()) {
                text.add(offer.signature(), null);
            }
            return;
        }
        Optional<ParsedSource.Member> member = documentation.of(element);
        List<String> names =
                member.map(ParsedSource.Member::names).filter(all -> !all.isEmpty()).orElse(null);
        text.add(
                Signatures.of(element, offer.type(), names),
                documentation.javadoc(element).orElse(null));
        if (place.isCreation() && element instanceof TypeElement type) {
            constructors(type);
        }
        if (withSources) {
            List<Declared> cells = isOfCell(element) ? documentation.declared(name) : List.of();
            cells.forEach(cell -> text.addSource(cell.text()));
            if (cells.isEmpty()) {
                member.map(ParsedSource.Member::source)
                        .filter(source -> !source.isEmpty())
                        .ifPresent(text::addSource);
            }
        }
    }

    private static boolean isOfCell(Element element) {
        return element.getEnclosingElement() instanceof TypeElement home
                && home.getQualifiedName().toString().startsWith(CompiledClass.PREFIX);
    }

    private void constructors(TypeElement type) {
        for (Element member : type.getEnclosedElements()) {
            if (member.getKind() == ElementKind.CONSTRUCTOR
                    && place.isAccessible(member, type.asType())) {
                List<String> names =
                        documentation
                                .of(member)
                                .map(ParsedSource.Member::names)
                                .filter(all -> !all.isEmpty())
                                .orElse(null);
                text.add(
                        Signatures.of(member, null, names),
                        documentation.javadoc(member).orElse(null));
            }
        }
    }
}
