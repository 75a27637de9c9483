package dev.vitrine.learn.preprocess;

import dev.vitrine.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;

/**
 * One image of any size, (height, width, channels): whole numbers from 0 to 255, as files hold
 * them, or floats. Which of the two decides whether an operation rounds. It does not change.
 */
public final class ImageArray {

    private final int height;
    private final int width;
    private final int channels;
    private final boolean bytes;
    private final float[] values;

    private ImageArray(int height, int width, int channels, boolean bytes, float[] values) {
        if (height < 1
                || width < 1
                || channels < 1
                || (long) height * width * channels != values.length) {
            throw new IllegalArgumentException(
                    "an image of %d x %d pixels with %d channels cannot have %,d values"
                            .formatted(height, width, channels, values.length));
        }
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.bytes = bytes;
        this.values = values;
    }

    /**
     * An image of floats.
     *
     * @param values row by row, the channels of a pixel side by side; not copied
     */
    public static ImageArray ofFloats(int height, int width, int channels, float[] values) {
        return new ImageArray(height, width, channels, false, values);
    }

    /** An image of unsigned bytes. */
    public static ImageArray ofBytes(int height, int width, int channels, byte[] bytes) {
        float[] values = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = bytes[i] & 0xff;
        }
        return new ImageArray(height, width, channels, true, values);
    }

    /**
     * A picture as unsigned bytes; transparency is ignored.
     *
     * @param channels 1 for grey, 3 for red, green and blue, 0 for what the picture has
     */
    public static ImageArray of(BufferedImage image, int channels) {
        int height = image.getHeight();
        int width = image.getWidth();
        boolean grey = image.getColorModel().getNumColorComponents() == 1;
        int wanted = channels != 0 ? channels : grey ? 1 : 3;
        float[] values = new float[Math.multiplyExact(height * width, wanted)];
        boolean plain =
                grey
                        && image.getRaster().getDataBuffer().getDataType() == DataBuffer.TYPE_BYTE
                        && image.getColorModel().getComponentSize(0) == 8
                        && !(image.getColorModel() instanceof IndexColorModel);
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            if (plain) {
                // getRGB would take grey for linear light and change it.
                image.getRaster().getSamples(0, y, width, 1, 0, row);
            } else {
                image.getRGB(0, y, width, 1, row, 0, width);
            }
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < wanted; c++) {
                    values[(y * width + x) * wanted + c] =
                            plain
                                    ? row[x]
                                    : wanted == 1 ? luma(row[x]) : row[x] >> 16 - 8 * c & 255;
                }
            }
        }
        return new ImageArray(height, width, wanted, true, values);
    }

    /** Brightness of a colour as JPEG has it (ITU-R BT.601), rounded. */
    private static int luma(int rgb) {
        return (int)
                Math.rint(
                        0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255));
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    public int channels() {
        return channels;
    }

    /** Whether the values are whole numbers from 0 to 255. */
    public boolean isBytes() {
        return bytes;
    }

    /** Row by row, the channels of a pixel side by side; not copied, not to be changed. */
    float[] values() {
        return values;
    }

    /** The value of one channel of one pixel. */
    public float at(int y, int x, int channel) {
        return values[(y * width + x) * channels + channel];
    }

    /** A part that lies within. */
    ImageArray crop(int top, int left, int rows, int columns) {
        float[] part = new float[rows * columns * channels];
        for (int y = 0; y < rows; y++) {
            System.arraycopy(
                    values,
                    ((top + y) * width + left) * channels,
                    part,
                    y * columns * channels,
                    columns * channels);
        }
        return new ImageArray(rows, columns, channels, bytes, part);
    }

    /** The same pixels with left and right exchanged. */
    ImageArray mirrored() {
        float[] mirror = new float[values.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                System.arraycopy(
                        values,
                        (y * width + x) * channels,
                        mirror,
                        (y * width + width - 1 - x) * channels,
                        channels);
            }
        }
        return new ImageArray(height, width, channels, bytes, mirror);
    }

    /** An image of this one's kind; bytes must be given as whole numbers from 0 to 255. */
    ImageArray with(int newHeight, int newWidth, float[] newValues) {
        return new ImageArray(newHeight, newWidth, channels, bytes, newValues);
    }

    /** As a tensor (H, W, C). */
    public Tensor tensor() {
        return Tensor.of(values, height, width, channels);
    }

    @Override
    public String toString() {
        return "%d x %d x %d %s".formatted(height, width, channels, bytes ? "bytes" : "floats");
    }
}
