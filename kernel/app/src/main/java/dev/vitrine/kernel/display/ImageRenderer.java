package dev.vitrine.kernel.display;

import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.Renderer;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Shows a picture as PNG at its own size. */
final class ImageRenderer implements Renderer<RenderedImage> {

    @Override
    public MimeBundle render(RenderedImage image) throws IOException {
        int width = image.getWidth();
        int height = image.getHeight();
        return MimeBundle.png(encode(image, "png"))
                .with(
                        MimeBundle.TEXT,
                        image.getClass().getSimpleName() + " " + width + "×" + height)
                .withMetadata(MimeBundle.PNG, Map.of("width", width, "height", height));
    }

    @Override
    public MimeBundle render(RenderedImage image, Set<String> mimeTypes) throws IOException {
        MimeBundle bundle = render(image);
        for (String format : List.of("jpeg", "gif")) {
            if (mimeTypes.contains("image/" + format)) {
                bundle = bundle.with("image/" + format, encode(image, format));
            }
        }
        return bundle;
    }

    private static byte[] encode(RenderedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Not ImageIO.write(..., OutputStream), which by default caches in a temporary file.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, format, out)
                    && !ImageIO.write(convert(image, format), format, out)) {
                throw new IOException("No encoder for " + format + " in this Java runtime");
            }
        }
        return bytes.toByteArray();
    }

    /**
     * A copy in a pixel layout that every encoder takes; PNG has none for, say, floating-point
     * samples.
     */
    private static BufferedImage convert(RenderedImage image, String format) {
        // What is transparent is black in JPEG.
        int type = format.equals("jpeg") ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB;
        BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), type);
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
