package dev.vitrine.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.CellInterrupt;
import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.Renderer;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RendererRegistryTests {

    private final RendererRegistry registry = new RendererRegistry();

    private String text(Object value) {
        return (String) registry.render(value).data().get(MimeBundle.TEXT);
    }

    interface Shape {}

    interface RoundShape extends Shape {}

    static class Circle implements Shape, RoundShape {}

    static final class Disc extends Circle {}

    record Point(int x, int y) {}

    @Nested
    class Choice {

        @Test
        void ownClassBeforeSuperclassBeforeInterface() {
            registry.register(Shape.class, shape -> MimeBundle.html("shape"));
            assertThat(registry.render(new Disc()).data()).containsEntry("text/html", "shape");
            registry.register(RoundShape.class, shape -> MimeBundle.html("round"));
            assertThat(registry.render(new Disc()).data()).containsEntry("text/html", "round");
            registry.register(Circle.class, shape -> MimeBundle.html("circle"));
            assertThat(registry.render(new Disc()).data()).containsEntry("text/html", "circle");
            registry.register(Disc.class, shape -> MimeBundle.html("disc"));
            assertThat(registry.render(new Disc()).data()).containsEntry("text/html", "disc");
            assertThat(registry.render(new Circle()).data()).containsEntry("text/html", "circle");
        }

        @Test
        void rendererOfEverythingHidesNoOther() {
            registry.register(Object.class, value -> MimeBundle.html("any"));
            registry.register(Shape.class, value -> MimeBundle.html("shape"));
            assertThat(registry.render(new Disc()).data()).containsEntry("text/html", "shape");
            assertThat(registry.render(3).data()).containsEntry("text/html", "any");
            assertThat(registry.render(new String[0][]).data()).doesNotContainKey("text/html");
        }

        @Test
        void arraysAreChosenByComponent() {
            registry.register(Shape[].class, shapes -> MimeBundle.html(shapes.length + " shapes"));
            registry.register(double[][].class, matrix -> MimeBundle.html("matrix"));
            assertThat(registry.render(new Disc[2]).data()).containsEntry("text/html", "2 shapes");
            assertThat(registry.render(new double[1][1]).data())
                    .containsEntry("text/html", "matrix");
            assertThat(registry.render(new float[1][1]).data()).doesNotContainKey("text/html");
        }
    }

    @Nested
    class Failure {

        @Test
        void leavesTheTextAndSaysWhatFailed() {
            registry.register(
                    Point.class,
                    point -> {
                        throw new IllegalStateException("no ink");
                    });
            assertThat(text(new Point(1, 2)))
                    .startsWith(
                            "Point[x=1, y=2]\n(no richer form: the renderer of "
                                    + Point.class.getName()
                                    + " failed: ")
                    .contains("IllegalStateException: no ink, at ");
        }

        @Test
        void ofANullBundleOrAMissingClassIsNoDifferent() {
            registry.register(Point.class, point -> null);
            assertThat(text(new Point(1, 2))).contains("the renderer returned null");
            registry.register(
                    Point.class,
                    point -> {
                        throw new NoClassDefFoundError("org/x/Chart");
                    });
            assertThat(text(new Point(1, 2))).contains("org/x/Chart");
        }

        @Test
        void byInterruptEndsTheCell() {
            registry.register(
                    Point.class,
                    point -> {
                        throw new CellInterrupt();
                    });
            assertThatThrownBy(() -> registry.render(new Point(1, 2)))
                    .isInstanceOf(CellInterrupt.class);
        }

        @Test
        void ofToStringIsAText() {
            assertThat(text(new Thrower()))
                    .matches(".*Thrower@\\p{XDigit}+ \\(its toString\\(\\) threw .*Exception\\)");
            assertThat(text(new NullText())).endsWith("(its toString() returned null)");
            assertThat(text(List.of(new Thrower()))).startsWith("[").contains("threw");
        }
    }

    static final class Thrower {
        @Override
        public String toString() {
            throw new UnsupportedOperationException();
        }
    }

    static final class NullText {
        @Override
        public String toString() {
            return null;
        }
    }

    @Nested
    class WhatIsAskedFor {

        @Test
        void isWhatIsLeftOfABundle() {
            MimeBundle bundle =
                    MimeBundle.html("<b>x</b>")
                            .with(MimeBundle.MARKDOWN, "**x**")
                            .withMetadata(MimeBundle.HTML, Map.of("isolated", true))
                            .withMetadata("kept", 1);

            MimeBundle markdown = registry.render(bundle, MimeBundle.MARKDOWN);

            assertThat(markdown.data()).isEqualTo(Map.of(MimeBundle.MARKDOWN, "**x**"));
            assertThat(markdown.metadata()).isEqualTo(Map.of("kept", 1));
            assertThat(registry.render(bundle, "text/*")).isEqualTo(bundle);
            assertThat(registry.render(bundle, "*")).isEqualTo(bundle);
            assertThat(registry.render(bundle, new String[0])).isEqualTo(bundle);
        }

        @Test
        void isTextItselfInAnyType() {
            assertThat(registry.render("<b>x</b>", MimeBundle.HTML, MimeBundle.MARKDOWN).data())
                    .isEqualTo(
                            Map.of(
                                    MimeBundle.TEXT,
                                    "<b>x</b>",
                                    MimeBundle.HTML,
                                    "<b>x</b>",
                                    MimeBundle.MARKDOWN,
                                    "<b>x</b>"));
        }

        @Test
        void reachesTheRenderer() {
            registry.register(
                    Thread.class,
                    new Renderer<>() {
                        @Override
                        public MimeBundle render(Thread value) {
                            return MimeBundle.html("preferred");
                        }

                        @Override
                        public MimeBundle render(Thread value, Set<String> mimeTypes) {
                            return MimeBundle.svg("" + mimeTypes).with(MimeBundle.HTML, "dropped");
                        }
                    });

            assertThat(registry.render(new Thread(), MimeBundle.SVG).data())
                    .containsEntry(MimeBundle.SVG, "[image/svg+xml]")
                    .doesNotContainKey(MimeBundle.HTML)
                    .containsKey(MimeBundle.TEXT);
        }

        @Test
        void picturesCanBeJpegAndGif() {
            BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB);

            assertThat(registry.render(image, MimeBundle.JPEG, "image/gif").data())
                    .containsOnlyKeys(MimeBundle.TEXT, MimeBundle.JPEG, "image/gif");
        }
    }

    @Test
    void renderersByNameAreMadeWhenAValueComes() {
        AtomicInteger made = new AtomicInteger();
        registry.register(
                Runnable.class.getName(),
                () -> {
                    made.incrementAndGet();
                    return (Renderer<Object>) value -> MimeBundle.html("by name");
                });
        registry.render("something else");
        assertThat(made).hasValue(0);

        Runnable value = () -> {};
        assertThat(registry.render(value).data()).containsEntry(MimeBundle.HTML, "by name");
        assertThat(registry.render(new Thread()).data()).containsEntry(MimeBundle.HTML, "by name");
        assertThat(made).hasValue(1);

        registry.register(Runnable.class, each -> MimeBundle.html("by class"));
        assertThat(registry.render(value).data()).containsEntry(MimeBundle.HTML, "by class");
    }

    @Test
    void bundlesAreThemselvesAndNullIsNull() {
        MimeBundle bundle = MimeBundle.html("<b>x</b>");
        assertThat(registry.render(bundle)).isSameAs(bundle);
        assertThat(text(null)).isEqualTo("null");
    }

    @Test
    void textIsAddedWhereARendererLeavesItOut() {
        registry.register(Point.class, point -> MimeBundle.html("<i>p</i>"));
        assertThat(registry.render(new Point(1, 2)).data())
                .containsEntry("text/html", "<i>p</i>")
                .containsEntry("text/plain", "Point[x=1, y=2]");
    }

    @Test
    void hugeTextIsCutWithANote() {
        assertThat(text("x".repeat(10_000_000)))
                .hasSizeLessThan(100_100)
                .endsWith("x… (9,900,000 more characters)");
        assertThat(text("x".repeat(99_999) + "😀y")).endsWith("x… (3 more characters)");
        assertThat(text("plain \"text\"\n")).isEqualTo("plain \"text\"\n");
    }

    @Test
    void picturesArePngWithTheirSize() throws Exception {
        BufferedImage image = new BufferedImage(20, 10, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(3, 4, 0, 200);
        MimeBundle bundle = registry.render(image);
        assertThat(bundle.metadata()).containsEntry("image/png", Map.of("width", 20, "height", 10));
        assertThat(bundle.data()).containsEntry("text/plain", "BufferedImage 20×10");
        BufferedImage decoded =
                ImageIO.read(new ByteArrayInputStream((byte[]) bundle.data().get("image/png")));
        assertThat(decoded.getRaster().getSample(3, 4, 0)).isEqualTo(200);
    }

    @Test
    void picturesWithoutAPngLayoutAreConverted() throws Exception {
        var samples =
                new java.awt.image.BandedSampleModel(java.awt.image.DataBuffer.TYPE_FLOAT, 4, 4, 3);
        var space = java.awt.color.ColorSpace.getInstance(java.awt.color.ColorSpace.CS_sRGB);
        var colours =
                new java.awt.image.ComponentColorModel(
                        space,
                        false,
                        false,
                        java.awt.Transparency.OPAQUE,
                        java.awt.image.DataBuffer.TYPE_FLOAT);
        var image =
                new BufferedImage(colours, Raster.createWritableRaster(samples, null), false, null);
        byte[] png = (byte[]) registry.render(image).data().get("image/png");
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(4);
    }

    @Nested
    class Elements {

        @Test
        void shortOnesReadAsUsual() {
            assertThat(text(List.of(1, 2))).isEqualTo("[1, 2]");
            assertThat(text(new TreeMap<>(Map.of("a", List.of(1), "b", List.of()))))
                    .isEqualTo("{a=[1], b=[]}");
            assertThat(text(Optional.of(new int[] {1}))).isEqualTo("Optional[int[1] { 1 }]");
            assertThat(text(Optional.empty())).isEqualTo("Optional.empty");
        }

        @Test
        void arraysShowTypeLengthAndElements() {
            assertThat(text(new int[] {1, 2, 3})).isEqualTo("int[3] { 1, 2, 3 }");
            assertThat(text(new byte[0])).isEqualTo("byte[0] { }");
            assertThat(text(new String[] {"a", null})).isEqualTo("String[2] { a, null }");
            assertThat(text(new double[][] {{1, 2}, {3, 4}}))
                    .isEqualTo(
                            "double[2][] {\n  double[2] { 1.0, 2.0 },\n  double[2] { 3.0, 4.0 }\n}");
        }

        @Test
        void longOnesAreElided() {
            assertThat(text(new float[1_000_000]))
                    .hasSizeLessThan(1000)
                    .endsWith("0.0, … 999,900 more }");
            assertThat(text(Collections.nCopies(Integer.MAX_VALUE, "x")))
                    .endsWith("x, … 2,147,483,547 more]");
            Map<Integer, Integer> map = new LinkedHashMap<>();
            IntStream.range(0, 1000).forEach(i -> map.put(i, i));
            assertThat(text(map)).endsWith("99=99, … 900 more}");
        }

        @Test
        void deepAndWideOnesStayShort() {
            List<Object> wide = new ArrayList<>(Collections.nCopies(100, "y".repeat(1_000)));
            for (int i = 0; i < 12; i++) {
                wide = new ArrayList<>(Collections.nCopies(100, wide));
            }
            assertThat(text(wide).length()).isLessThan(100_000);
            assertThat(text(new int[100][100][100]).length()).isLessThan(100_000);
        }

        @Test
        void oneThatContainsItselfEnds() {
            List<Object> list = new ArrayList<>();
            list.add(list);
            assertThat(text(list)).isEqualTo("[(…)]");
            Object[] array = new Object[1];
            array[0] = array;
            assertThat(text(array)).isEqualTo("Object[1] { (…) }");
            Map<String, Object> map = new HashMap<>();
            map.put("self", map);
            assertThat(text(map)).isEqualTo("{self=(…)}");
        }

        @Test
        void classWithItsOwnTextKeepsIt() {
            Collection<Integer> named =
                    new AbstractList<>() {
                        @Override
                        public Integer get(int index) {
                            return index;
                        }

                        @Override
                        public int size() {
                            return 3;
                        }

                        @Override
                        public String toString() {
                            return "mine";
                        }
                    };
            assertThat(text(named)).isEqualTo("mine");
        }

        @Test
        void oneThatFailsHalfWayHasANote() {
            Collection<Integer> broken =
                    new AbstractList<>() {
                        @Override
                        public Integer get(int index) {
                            throw new IllegalStateException("connection lost");
                        }

                        @Override
                        public int size() {
                            return 3;
                        }
                    };
            assertThat(text(broken)).contains("connection lost");
        }
    }

    @Test
    void exceptionsShowTheirTraceBounded() {
        Exception failure =
                new IllegalStateException("outer", new RuntimeException("z".repeat(1_000_000)));
        assertThat(text(failure))
                .startsWith("java.lang.IllegalStateException: outer\n\tat ")
                .hasSizeLessThan(10_100);
    }
}
