package dev.vitrine.kernel.display;

import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.Renderer;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Shows a picture as PNG at its own size. */
final class ImageRenderer implements Renderer<RenderedImage> {

    @Override
    public MimeBundle render(RenderedImage image) throws IOException {
        int width = image.getWidth();
        int height = image.getHeight();
        return MimeBundle.png(encode(image))
                .with(
                        MimeBundle.TEXT,
                        image.getClass().getSimpleName() + " " + width + "×" + height)
                .withMetadata(MimeBundle.PNG, Map.of("width", width, "height", height));
    }

    private static byte[] encode(RenderedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Not ImageIO.write(..., OutputStream), which by default caches in a temporary file.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, "png", out) && !ImageIO.write(convert(image), "png", out)) {
                throw new IOException("No PNG encoder in this Java runtime");
            }
        }
        return bytes.toByteArray();
    }

    /**
     * A copy in a pixel layout that every encoder takes; PNG has none for, say, floating-point
     * samples.
     */
    private static BufferedImage convert(RenderedImage image) {
        BufferedImage copy =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
        var graphics = copy.createGraphics();
        try {
            graphics.translate(-image.getMinX(), -image.getMinY());
            graphics.drawRenderedImage(image, null);
        } finally {
            graphics.dispose();
        }
        return copy;
    }
}
