package dev.vitrine.learn.data;

import java.util.List;

/** Labelled grey images in a pair of published IDX files. */
final class PublishedIdx {

    private PublishedIdx() {}

    /**
     * Reads grey images and their labels.
     *
     * @param name of the image set
     */
    static ImageSet images(
            PublishedFiles files,
            String name,
            PublishedFiles.File imageFile,
            PublishedFiles.File labelFile,
            List<String> classNames) {
        Idx images = read(files, imageFile, 3);
        Idx labels = read(files, labelFile, 1);
        int[] shape = images.shape();
        int[] classes = new int[labels.bytes().length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = labels.bytes()[i] & 0xff;
        }
        return new ImageSet(name, images.bytes(), shape[1], shape[2], 1, classes, classNames);
    }

    private static Idx read(PublishedFiles files, PublishedFiles.File file, int axes) {
        PublishedFiles.Verified content = files.read(file);
        return Idx.read(content.bytes(), axes, content.name());
    }
}
