package dev.vitrine.kernel.magic;

import dev.vitrine.api.Kernel;
import dev.vitrine.api.LineMagic;
import java.util.List;
import java.util.Locale;

/** {@code %reset}: forgets variables and declarations, after asking. */
record ResetMagic(Kernel kernel) implements LineMagic {

    private static final String FORCE = "-f";

    @Override
    public Object run(List<String> arguments) throws MagicFailure {
        if (!arguments.isEmpty() && !arguments.equals(List.of(FORCE))) {
            throw new IllegalArgumentException(
                    "takes -f, not to be asked, and nothing else; got "
                            + String.join(" ", arguments));
        }
        if (arguments.isEmpty() && !isConfirmed()) {
            System.out.println("Nothing was forgotten.");
            return null;
        }
        try {
            kernel.reset();
        } catch (UnsupportedOperationException notHere) {
            throw new MagicFailure(notHere.getMessage(), notHere);
        }
        return null;
    }

    private boolean isConfirmed() throws MagicFailure {
        try {
            String answer =
                    kernel.input(
                            "Variables and declarations cannot be recovered. Forget them (y/[n])? ",
                            false);
            return answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
        } catch (UnsupportedOperationException nobody) {
            throw new MagicFailure("nobody can be asked here; %reset -f does not ask", nobody);
        }
    }

    @Override
    public List<String> complete(List<String> before, String word) {
        return List.of(FORCE);
    }
}
