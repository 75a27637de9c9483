package dev.vitrine.tensor.onednn;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A pointer that owns nothing and can be moved, so that a call needs no new objects. */
final class Address extends FloatPointer {

    Address() {
        super((Pointer) null);
    }

    Address to(long newAddress) {
        address = newAddress;
        return this;
    }
}
