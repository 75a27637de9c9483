package dev.vitrine.learn.preprocess;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes the bytes of image files. */
final class ImageFiles {

    /** A larger one is taken for an attempt to use up the memory. */
    private static final long MAX_PIXELS = 100_000_000;

    private ImageFiles() {}

    /** The first image of a JPEG, PNG, GIF or BMP file. */
    static BufferedImage decode(byte[] file) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IllegalArgumentException(
                        "%,d bytes that are no JPEG, PNG, GIF or BMP file".formatted(file.length));
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > MAX_PIXELS) {
                    throw new IllegalArgumentException(
                            "an image of %d x %d pixels, more than %,d"
                                    .formatted(
                                            reader.getHeight(0), reader.getWidth(0), MAX_PIXELS));
                }
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("an image file that is damaged: " + e, e);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
            // The JDK's readers of damaged files throw what they stumble over.
            throw new IllegalArgumentException("an image file that is damaged: " + e, e);
        }
    }
}
