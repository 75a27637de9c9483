package dev.vitrine.api.widgets;

/** A picture that can be changed after it was shown. */
public final class Image extends DomWidget<Image> implements ValueWidget<byte[]> {

    private final Property<String> format = property("format", PropertyType.TEXT, "png");
    private final Property<String> height = property("height", PropertyType.TEXT, "");
    private final Property<byte[]> value = property("value", PropertyType.BYTES, new byte[0]);
    private final Property<String> width = property("width", PropertyType.TEXT, "");

    public Image() {
        super(FrontEnd.control("Image"));
    }

    @Override
    public byte[] value() {
        return value.get().clone();
    }

    /** Sets the picture: the bytes of a file in the format. */
    public Image value(byte[] bytes) {
        value.set(bytes.clone());
        return this;
    }

    public String format() {
        return format.get();
    }

    /** Sets the format: {@code "png"}, {@code "jpeg"}, {@code "svg+xml"}, or {@code "url"}. */
    public Image format(String name) {
        format.set(name);
        return this;
    }

    public String width() {
        return width.get();
    }

    /** Sets the width in pixels, as text; empty for the picture's own. */
    public Image width(String pixels) {
        width.set(pixels);
        return this;
    }

    public String height() {
        return height.get();
    }

    /** Sets the height in pixels, as text; empty for the picture's own. */
    public Image height(String pixels) {
        height.set(pixels);
        return this;
    }

    @Override
    public Image observe(EventHandler<? super byte[]> handler) {
        value.observe(handler);
        return this;
    }

    @Override
    public Image unobserve(EventHandler<? super byte[]> handler) {
        value.unobserve(handler);
        return this;
    }
}
