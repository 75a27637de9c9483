package dev.vitrine.kernel.notebook.html;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown with tables and formulas as HTML. HTML in it is kept, as Jupyter does. */
final class MarkdownHtml {

    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder()
                    .extensions(List.of(TablesExtension.create()))
                    .nodeRendererFactory(CodeRenderer::new)
                    .build();

    private MarkdownHtml() {}

    /**
     * @param images gives the data URI for an image's destination, or null if it cannot be had
     *     without the network; such an image becomes a link
     */
    static String render(String markdown, Function<String, String> images) {
        MathText math = new MathText();
        Node document = PARSER.parse(math.hide(markdown));
        document.accept(new ImageEmbedder(images));
        return math.restore(RENDERER.render(document));
    }

    /** Puts images into the page. */
    private static final class ImageEmbedder extends AbstractVisitor {

        private final Function<String, String> images;

        ImageEmbedder(Function<String, String> images) {
            this.images = images;
        }

        @Override
        public void visit(Image image) {
            String embedded = images.apply(image.getDestination());
            if (embedded != null) {
                image.setDestination(embedded);
                return;
            }
            Link link = new Link(image.getDestination(), image.getTitle());
            link.appendChild(new Text("image: "));
            while (image.getFirstChild() != null) {
                link.appendChild(image.getFirstChild());
            }
            image.insertAfter(link);
            image.unlink();
        }
    }

    /** Colours fenced code that is Java. */
    private static final class CodeRenderer implements NodeRenderer {

        private final HtmlNodeRendererContext context;

        CodeRenderer(HtmlNodeRendererContext context) {
            this.context = context;
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(FencedCodeBlock.class);
        }

        @Override
        public void render(Node node) {
            FencedCodeBlock block = (FencedCodeBlock) node;
            String language =
                    block.getInfo() == null ? "" : block.getInfo().strip().split("\\s+")[0];
            String code = block.getLiteral();
            var html = context.getWriter();
            html.line();
            html.tag("pre");
            html.tag(
                    "code",
                    language.isEmpty() ? Map.of() : Map.of("class", "language-" + language));
            if (language.equalsIgnoreCase("java")) {
                html.raw(JavaHighlighter.highlight(code));
            } else {
                html.text(code);
            }
            html.tag("/code");
            html.tag("/pre");
            html.line();
        }
    }
}
