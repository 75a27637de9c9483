package dev.vitrine.kernel.magic;

import dev.vitrine.api.LineMagic;
import java.util.List;

/** {@code %lsmagic}: a table of all magics. */
record ListMagic(MagicRegistry registry) implements LineMagic {

    @Override
    public Object run(List<String> arguments) {
        MagicTable table = new MagicTable("magic", "arguments: what it does");
        registry.entries().forEach(entry -> table.row(entry.written(), entry.usage()));
        return table.bundle();
    }
}
