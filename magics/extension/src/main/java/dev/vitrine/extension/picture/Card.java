package dev.vitrine.extension.picture;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;

/**
 * A picture on a card with round corners and a thin edge: dark ink on a light ground reads the same
 * in light and dark themes, in an HTML export and on paper, which a transparent picture does not.
 */
public final class Card {

    private static final double CORNER = 12;
    private static final Color EDGE = new Color(0, 0, 0, 28);

    private Card() {}

    /**
     * Draws a card.
     *
     * @param width in the painter's units
     * @param height in the painter's units
     * @param scale pixels per unit; 2 is sharp on dense screens
     * @param painter draws everything, the ground included
     * @throws IllegalStateException if Java finds no fonts here; the message says what to install
     */
    public static BufferedImage draw(
            int width, int height, int scale, Consumer<Graphics2D> painter) {
        BufferedImage picture = layer(width, height, scale, painter);
        BufferedImage shape =
                layer(
                        width,
                        height,
                        scale,
                        g ->
                                g.fill(
                                        new RoundRectangle2D.Double(
                                                0, 0, width, height, CORNER, CORNER)));
        Graphics2D graphics = picture.createGraphics();
        try {
            graphics.setComposite(AlphaComposite.DstIn);
            graphics.drawImage(shape, 0, 0, null);
            graphics.setComposite(AlphaComposite.SrcOver);
            prepare(graphics, scale);
            graphics.setColor(EDGE);
            graphics.draw(
                    new RoundRectangle2D.Double(
                            0.5, 0.5, width - 1.0, height - 1.0, CORNER, CORNER));
        } finally {
            graphics.dispose();
        }
        return picture;
    }

    private static BufferedImage layer(
            int width, int height, int scale, Consumer<Graphics2D> painter) {
        BufferedImage image =
                new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        try {
            prepare(graphics, scale);
            painter.accept(graphics);
        } catch (InternalError | NoClassDefFoundError | UnsatisfiedLinkError e) {
            throw new IllegalStateException(
                    "Java cannot draw text here: it finds no fonts. Install some (Debian, Ubuntu: apt-get install"
                            + " fontconfig fonts-dejavu-core) and restart the kernel",
                    e);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private static void prepare(Graphics2D graphics, int scale) {
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(scale, scale);
    }
}
