package dev.vitrine.extension.picture;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Pictures as PNG. */
public final class Png {

    private Png() {}

    /** The bytes of a PNG file. */
    public static byte[] encode(RenderedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    /** A {@code data:} address for {@code <img src>}. */
    public static String dataAddress(RenderedImage image) throws IOException {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(encode(image));
    }
}
