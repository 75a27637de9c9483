package dev.vitrine.kernel.maven;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Makes a POM of what a cell holds: a whole {@code <project>} is one already; anything else is
 * taken for its content, where {@code <dependency>} and {@code <repository>} may stand outside
 * their lists.
 */
public final class PomFragment {

    /** The list that a loose element belongs into. */
    private static final Map<String, String> LISTS =
            Map.of("dependency", "dependencies", "repository", "repositories");

    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "modelVersion",
                    "4.0.0",
                    "groupId",
                    "notebook",
                    "artifactId",
                    "cell",
                    "version",
                    "1");

    private static final String XML_DECLARATION = "^\\s*<\\?xml[^>]*\\?>";

    private PomFragment() {}

    /**
     * @throws ResolutionException if the text is not well-formed XML; names the line
     */
    public static String toPom(String text) throws ResolutionException {
        String body = text.replaceFirst(XML_DECLARATION, "");
        // On one line with the body, so that line numbers in messages are the cell's.
        Document document = parse("<project>" + body + "</project>");
        List<Element> elements = childrenOf(document.getDocumentElement());
        if (elements.size() == 1 && elements.get(0).getTagName().equals("project")) {
            return text.strip();
        }
        if (elements.isEmpty()) {
            throw new ResolutionException("There is no <dependency> and no <project> in the cell");
        }
        Element project = document.getDocumentElement();
        for (Element element : elements) {
            String list = LISTS.get(element.getTagName());
            if (list != null) {
                childOf(project, list).appendChild(element);
            } else {
                mergeIntoFirst(project, element);
            }
        }
        DEFAULTS.forEach(
                (name, value) -> {
                    if (find(project, name) == null) {
                        childOf(project, name).setTextContent(value);
                    }
                });
        return write(document);
    }

    /** A second {@code <dependencies>}, say, continues the first. */
    private static void mergeIntoFirst(Element project, Element element) {
        Element first = find(project, element.getTagName());
        if (first != element) {
            childrenOf(element).forEach(first::appendChild);
            project.removeChild(element);
        }
    }

    private static Element childOf(Element parent, String name) {
        Element existing = find(parent, name);
        if (existing != null) {
            return existing;
        }
        Element created = parent.getOwnerDocument().createElement(name);
        parent.appendChild(created);
        return created;
    }

    private static Element find(Element parent, String name) {
        return childrenOf(parent).stream()
                .filter(child -> child.getTagName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static List<Element> childrenOf(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static Document parse(String xml) throws ResolutionException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Thrower());
            return builder.parse(new InputSource(new StringReader(xml)));
        } catch (SAXParseException malformed) {
            throw new ResolutionException(
                    "Line " + malformed.getLineNumber() + " of the XML: " + malformed.getMessage(),
                    malformed);
        } catch (SAXException | java.io.IOException malformed) {
            throw new ResolutionException(
                    "The XML cannot be read: " + malformed.getMessage(), malformed);
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(
                    "This Java runtime has no usual XML parser", impossible);
        }
    }

    private static String write(Document document) {
        try {
            TransformerFactory factory = TransformerFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Transformer transformer = factory.newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter xml = new StringWriter();
            transformer.transform(new DOMSource(document), new StreamResult(xml));
            return xml.toString();
        } catch (TransformerException impossible) {
            throw new IllegalStateException("A document in memory cannot be written", impossible);
        }
    }

    /** In place of the parser's own handler, which prints. */
    private static final class Thrower implements ErrorHandler {

        @Override
        public void warning(SAXParseException warning) {
            // Nothing in a POM depends on what a parser warns of.
        }

        @Override
        public void error(SAXParseException error) throws SAXParseException {
            throw error;
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXParseException {
            throw error;
        }
    }
}
