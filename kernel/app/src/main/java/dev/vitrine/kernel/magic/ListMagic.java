package dev.vitrine.kernel.magic;

import dev.vitrine.api.LineMagic;
import dev.vitrine.api.MimeBundle;
import dev.vitrine.kernel.magic.MagicRegistry.Entry;
import java.util.List;
import java.util.stream.Collectors;

/** {@code %lsmagic}: a table of all magics. */
record ListMagic(MagicRegistry registry) implements LineMagic {

    @Override
    public Object run(List<String> arguments) {
        List<Entry> entries = registry.entries();
        int width = entries.stream().mapToInt(entry -> entry.written().length()).max().orElse(0);
        String text =
                entries.stream()
                        .map(
                                entry ->
                                        String.format(
                                                "%-" + width + "s  %s",
                                                entry.written(),
                                                entry.usage()))
                        .collect(Collectors.joining("\n"));
        String rows =
                entries.stream()
                        .map(
                                entry ->
                                        "<tr><td style=\"text-align:left\"><code>"
                                                + Html.escape(entry.written())
                                                + "</code></td><td style=\"text-align:left\">"
                                                + Html.escape(entry.usage())
                                                + "</td></tr>")
                        .collect(Collectors.joining("\n"));
        String head =
                "<thead><tr><th>magic</th><th style=\"text-align:left\">arguments: what it does</th></tr></thead>";
        return MimeBundle.html("<table>" + head + "<tbody>\n" + rows + "\n</tbody></table>")
                .with(MimeBundle.TEXT, text);
    }
}
