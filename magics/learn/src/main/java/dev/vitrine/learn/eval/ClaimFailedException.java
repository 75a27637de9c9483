package dev.vitrine.learn.eval;

import java.util.List;

/** At least one claim does not hold; the message lists those. */
public final class ClaimFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Claim> failed;

    ClaimFailedException(List<Claim> failed, int total) {
        super(message(failed, total));
        this.failed = List.copyOf(failed);
    }

    /** The claims that do not hold. */
    public List<Claim> failed() {
        return failed;
    }

    private static String message(List<Claim> failed, int total) {
        StringBuilder text =
                new StringBuilder(
                        "%d of %d claims %s not hold:"
                                .formatted(
                                        failed.size(), total, failed.size() == 1 ? "does" : "do"));
        for (Claim claim : failed) {
            text.append(
                    "%n  %s: %s here, %s expected (paper: %s)"
                            .formatted(
                                    claim.name(),
                                    Claim.number(claim.measured()),
                                    claim.condition(),
                                    claim.paper()));
        }
        return text.toString();
    }
}
