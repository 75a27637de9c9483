package dev.vitrine.kernel.java.javac;

import com.sun.tools.javac.parser.Tokens.TokenKind;
import dev.vitrine.kernel.java.Interpreter.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;

/** Orders what may stand at a cursor, and writes it as the front end shows and inserts it. */
final class Candidates {

    private static final int MAX_SIGNATURES = 4;

    private final CursorPlace place;
    private final String prefix;
    private final boolean calls;
    private final boolean creation;

    private Candidates(CursorPlace place, String prefix, boolean calls, boolean creation) {
        this.place = place;
        this.prefix = prefix;
        this.calls = calls;
        this.creation = creation;
    }

    /** All overloads of a method are one candidate. */
    static List<Candidate> of(List<Offer> offers, CursorText text, CursorPlace place) {
        boolean calls = text.previous() != TokenKind.COLCOL && !place.isImport();
        return new Candidates(place, text.prefix(), calls, place.isCreation()).write(offers);
    }

    private List<Candidate> write(List<Offer> offers) {
        Map<String, List<Offer>> groups = new LinkedHashMap<>();
        for (Offer offer : offers) {
            boolean call = offer.kind().equals(Offer.FUNCTION);
            groups.computeIfAbsent(offer.name() + (call ? "(" : ""), key -> new ArrayList<>())
                    .add(offer);
        }
        return groups.values().stream()
                .sorted(
                        Comparator.comparing((List<Offer> group) -> isDeprecated(group))
                                .thenComparing(group -> !group.get(0).name().startsWith(prefix))
                                .thenComparing(group -> !fits(group))
                                .thenComparing(group -> group.get(0).rank())
                                .thenComparing(group -> group.get(0).isType())
                                .thenComparing(
                                        group -> group.get(0).name().toLowerCase(Locale.ROOT)))
                .map(this::candidate)
                .distinct()
                .toList();
    }

    private boolean isDeprecated(List<Offer> group) {
        return group.stream()
                .allMatch(
                        offer ->
                                offer.element() != null
                                        && place.elements().isDeprecated(offer.element()));
    }

    private static boolean fits(List<Offer> group) {
        return group.stream().anyMatch(Offer::fits);
    }

    private Candidate candidate(List<Offer> group) {
        Offer first = group.get(0);
        boolean made = creation && first.element() != null && !first.name().endsWith(".");
        List<Element> called = new ArrayList<>();
        List<String> signatures = new ArrayList<>();
        for (Offer offer : group) {
            if (made) {
                constructors(offer.element(), called, signatures);
            } else {
                called.add(offer.element());
                signatures.add(signature(offer));
            }
        }
        String text = first.name();
        if (calls && (made || first.kind().equals(Offer.FUNCTION))) {
            text += called.stream().allMatch(Candidates::takesNothing) ? "()" : "(";
        }
        return new Candidate(
                text,
                first.kind(),
                signatures.stream()
                        .distinct()
                        .limit(MAX_SIGNATURES)
                        .collect(Collectors.joining("\n")));
    }

    private static String signature(Offer offer) {
        return offer.signature() != null
                ? offer.signature()
                : Signatures.of(offer.element(), offer.type(), null);
    }

    private void constructors(Element type, List<Element> called, List<String> signatures) {
        for (Element member : type.getEnclosedElements()) {
            if (member.getKind() == ElementKind.CONSTRUCTOR
                    && place.isAccessible(member, type.asType())) {
                called.add(member);
                signatures.add(Signatures.of(member, null, null));
            }
        }
        if (called.isEmpty()) {
            signatures.add(Signatures.of(type, null, null));
        }
    }

    private static boolean takesNothing(Element element) {
        return element instanceof ExecutableElement method && method.getParameters().isEmpty();
    }
}
