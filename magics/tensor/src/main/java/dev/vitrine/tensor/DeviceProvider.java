package dev.vitrine.tensor;

import java.util.List;

/**
 * Brings devices into the table; found with {@link java.util.ServiceLoader}. Probing must be quick
 * and must not load native libraries that take long.
 */
public interface DeviceProvider {

    /** The devices this provider knows of, usable or not. */
    List<DeviceInfo> probe();

    /**
     * The primitives of a usable device; called once per device.
     *
     * @param name of a device that {@link #probe} listed as usable
     */
    Kernels open(String name);

    /**
     * The usable device with the highest preference is the default; devices below 0 are used only
     * by name.
     */
    int preference();
}
