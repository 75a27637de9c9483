package dev.vitrine.extension.magic;

import dev.vitrine.api.LineMagic;
import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.DeviceInfo;
import java.util.List;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * {@code %device}: lists the devices. {@code %device NAME}: new tensors are made there from now on.
 */
public final class DeviceMagic implements LineMagic {

    public static final String USAGE =
            "[NAME]: lists the devices that tensors can live on, or chooses one, such as onednn";

    @Override
    public Object run(List<String> arguments) {
        return switch (arguments.size()) {
            case 0 -> table(Device.list(), Device.current().name());
            case 1 -> choose(arguments.get(0));
            default ->
                    throw new IllegalArgumentException(
                            "%device takes one name. Usage: %device " + USAGE);
        };
    }

    private static String choose(String name) {
        try {
            Device device = Device.named(name);
            Device.use(device);
            return "Device %s: %s".formatted(device.name(), device.info().library());
        } catch (IllegalStateException e) {
            // What is wrong is the argument, and its stack trace would hide the reason.
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** One row per device; the current one is marked. */
    static Table table(List<DeviceInfo> devices, String current) {
        StringColumn mark = StringColumn.create("current");
        StringColumn name = StringColumn.create("name");
        StringColumn library = StringColumn.create("library");
        StringColumn memory = StringColumn.create("memory");
        StringColumn capability = StringColumn.create("compute capability");
        BooleanColumn usable = BooleanColumn.create("usable");
        StringColumn remark = StringColumn.create("remark");
        for (DeviceInfo device : devices) {
            mark.append(device.name().equals(current) ? "\u25b6" : " ");
            name.append(device.name());
            library.append(device.library());
            memory.append(shown(device.memory()));
            capability.append(shown(device.computeCapability()));
            usable.append(device.usable());
            remark.append(device.reason().isEmpty() ? " " : device.reason());
        }
        return Table.create("Devices", mark, name, library, memory, capability, usable, remark);
    }

    /** Tablesaw takes an empty text for a missing value, which this is not. */
    private static String shown(String text) {
        return text.isEmpty() ? "\u2013" : text;
    }
}
