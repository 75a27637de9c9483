package dev.vitrine.kernel.java.javac;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeMirror;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.safety.Safelist;
import org.jsoup.select.Elements;

/** What a page that the javadoc tool has made says of a type and its members. */
final class JavadocPage {

    /** Nothing that runs, and no links, which lead nowhere from a notebook. */
    private static final Safelist HARMLESS = Safelist.relaxed().removeTags("a", "img");

    private final Document page;

    /**
     * @param html of a type's page, by javadoc of JDK 7 or newer
     */
    JavadocPage(String html) {
        page = Jsoup.parse(html);
    }

    /** The description of the type, as the HTML of a comment; empty if it has none. */
    Optional<String> ofType() {
        return Optional.ofNullable(page.selectFirst(".class-description, .description"))
                .filter(part -> part.selectFirst("div.block") != null)
                .flatMap(JavadocPage::comment);
    }

    /** The description of a field, method or constructor of the type. */
    Optional<String> ofMember(Element member) {
        for (String anchor : anchors(member)) {
            org.jsoup.nodes.Element found = page.getElementById(anchor);
            if (found == null) {
                found =
                        page.select("a[name]").stream()
                                .filter(each -> each.attr("name").equals(anchor))
                                .findFirst()
                                .orElse(null);
            }
            if (found != null) {
                return comment(detail(found));
            }
        }
        return Optional.empty();
    }

    /** A section of newer pages; on older ones, what comes after the anchor or the anchors. */
    private static org.jsoup.nodes.Element detail(org.jsoup.nodes.Element found) {
        org.jsoup.nodes.Element detail = found;
        while (detail != null && detail.tagName().equals("a")) {
            detail = detail.nextElementSibling();
        }
        return detail;
    }

    /** The text of a part of the page, and the list of parameters and the like behind it. */
    private static Optional<String> comment(org.jsoup.nodes.Element part) {
        if (part == null) {
            return Optional.empty();
        }
        org.jsoup.nodes.Element block = part.selectFirst("div.block");
        StringBuilder html = new StringBuilder();
        if (block == null) {
            Elements lists = part.select("dl");
            lists.stream().limit(1).forEach(list -> html.append(list.outerHtml()));
        } else {
            html.append(block.html());
            for (org.jsoup.nodes.Element next : block.nextElementSiblings()) {
                html.append(next.tagName().equals("dl") ? "\n" + next.outerHtml() : "");
            }
        }
        // At a line start, an at sign would begin a tag of a comment.
        String clean = Jsoup.clean(html.toString(), HARMLESS).replace("@", "&#64;");
        return clean.isBlank() ? Optional.empty() : Optional.of(clean);
    }

    /** The names that versions of the tool give a member's place on the page. */
    private static List<String> anchors(Element member) {
        if (!(member instanceof ExecutableElement method)) {
            return List.of(member.getSimpleName().toString());
        }
        boolean constructor = member.getKind() == ElementKind.CONSTRUCTOR;
        String type = member.getEnclosingElement().getSimpleName().toString();
        String name = member.getSimpleName().toString();
        List<String> parameters = parameters(method);
        String commas = "(" + String.join(",", parameters) + ")";
        String spaces = "(" + String.join(", ", parameters) + ")";
        String old = constructor ? type : name;
        String dashes =
                old
                        + parameters.stream()
                                .map(each -> each.replace("[]", ":A"))
                                .collect(Collectors.joining("-", "-", "-"));
        return List.of((constructor ? "<init>" : name) + commas, dashes, old + spaces);
    }

    private static List<String> parameters(ExecutableElement method) {
        List<String> erased = new ArrayList<>();
        List<? extends TypeMirror> types =
                method.getParameters().stream().map(Element::asType).toList();
        for (int i = 0; i < types.size(); i++) {
            String type = withoutArguments(types.get(i).toString());
            boolean varargs = method.isVarArgs() && i == types.size() - 1;
            erased.add(varargs ? type.replaceFirst("\\[]$", "...") : type);
        }
        return erased;
    }

    private static String withoutArguments(String type) {
        String plain = type.replaceAll("@[\\w.]+(\\([^)]*\\))? ?", "");
        String before;
        do {
            before = plain;
            plain = plain.replaceAll("<[^<>]*>", "");
        } while (!plain.equals(before));
        return plain;
    }
}
