package dev.vitrine.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where tensors live and are computed on. Tensors are made on the current device: the one that
 * {@link #use} set, else the one that the environment variable {@code VITRINE_DEVICE} names, else
 * the fastest that is usable.
 */
public final class Device {

    /** What {@code VITRINE_DEVICE} is called. */
    public static final String VARIABLE = "VITRINE_DEVICE";

    private static final List<DeviceProvider> PROVIDERS = providers();
    private static final Map<String, Device> OPEN = new ConcurrentHashMap<>();
    private static volatile Device current;

    private final DeviceInfo info;
    private final Kernels kernels;

    private Device(DeviceInfo info, Kernels kernels) {
        this.info = info;
        this.kernels = kernels;
    }

    /** Every device that this installation knows of, usable or not, best first. */
    public static List<DeviceInfo> list() {
        return PROVIDERS.stream().flatMap(provider -> provider.probe().stream()).toList();
    }

    /**
     * A device by its name in {@link #list}.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists the names
     * @throws IllegalStateException if it cannot be used here; the message says why
     */
    public static Device named(String name) {
        Device open = OPEN.get(name);
        if (open != null) {
            return open;
        }
        List<String> names = new ArrayList<>();
        for (DeviceProvider provider : PROVIDERS) {
            for (DeviceInfo info : provider.probe()) {
                if (info.name().equals(name)) {
                    return open(provider, info);
                }
                names.add(info.name());
            }
        }
        throw new IllegalArgumentException(
                "there is no device \"" + name + "\"; there are " + String.join(", ", names));
    }

    private static Device open(DeviceProvider provider, DeviceInfo info) {
        if (!info.usable()) {
            throw new IllegalStateException(
                    "device " + info.name() + " cannot be used: " + info.reason());
        }
        return OPEN.computeIfAbsent(info.name(), name -> new Device(info, provider.open(name)));
    }

    /** The device that new tensors are made on. */
    public static Device current() {
        Device device = current;
        if (device == null) {
            synchronized (Device.class) {
                if (current == null) {
                    current = initial(System.getenv(VARIABLE));
                }
                device = current;
            }
        }
        return device;
    }

    /**
     * Sets the device that new tensors are made on, for all threads. Existing tensors stay where
     * they are.
     */
    public static void use(Device device) {
        synchronized (Device.class) {
            current = device;
        }
    }

    static Device initial(String requested) {
        if (requested != null && !requested.isBlank()) {
            try {
                return named(requested.strip());
            } catch (IllegalArgumentException | IllegalStateException e) {
                throw new IllegalStateException(
                        "environment variable " + VARIABLE + ": " + e.getMessage(), e);
            }
        }
        for (DeviceProvider provider : PROVIDERS) {
            if (provider.preference() >= 0) {
                Optional<DeviceInfo> usable =
                        provider.probe().stream().filter(DeviceInfo::usable).findFirst();
                if (usable.isPresent()) {
                    return open(provider, usable.get());
                }
            }
        }
        throw new IllegalStateException("no usable device among " + list());
    }

    private static List<DeviceProvider> providers() {
        List<DeviceProvider> found = new ArrayList<>();
        ServiceLoader.load(DeviceProvider.class, Device.class.getClassLoader()).forEach(found::add);
        found.sort((a, b) -> Integer.compare(b.preference(), a.preference()));
        return List.copyOf(found);
    }

    public String name() {
        return info.name();
    }

    public DeviceInfo info() {
        return info;
    }

    /** The primitives; what operations call. */
    public Kernels kernels() {
        return kernels;
    }

    /**
     * Threads that CPU devices compute with: {@code VITRINE_THREADS}, else the number of
     * processors.
     */
    public static int threads() {
        return Parallel.threads();
    }

    @Override
    public String toString() {
        return info.name();
    }
}
