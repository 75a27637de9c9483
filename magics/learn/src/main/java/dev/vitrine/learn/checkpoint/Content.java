package dev.vitrine.learn.checkpoint;

import java.io.IOException;
import java.io.InputStream;

/** Where the bytes of one array come from. */
@FunctionalInterface
interface Content {

    /**
     * The bytes from the first on. The end of the stream comes after exactly as many as the array
     * has; a stream that can tell that they are wrong throws there.
     */
    InputStream open() throws IOException;
}
