package dev.vitrine.learn.eval;

import java.util.List;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The claims of one notebook or experiment.
 *
 * @param claims in the order in which they are shown
 */
public record Claims(List<Claim> claims) {

    public Claims {
        claims = List.copyOf(claims);
    }

    public static Claims of(Claim... claims) {
        return new Claims(List.of(claims));
    }

    /** One row per claim: claim, paper, here, condition, holds. */
    public Table table() {
        StringColumn name = StringColumn.create("claim");
        StringColumn paper = StringColumn.create("paper");
        StringColumn here = StringColumn.create("here");
        StringColumn condition = StringColumn.create("condition");
        BooleanColumn holds = BooleanColumn.create("holds");
        for (Claim claim : claims) {
            name.append(claim.name());
            paper.append(claim.paper());
            here.append(Claim.number(claim.measured()));
            condition.append(claim.condition());
            holds.append(claim.holds());
        }
        return Table.create("Claims", name, paper, here, condition, holds);
    }

    /**
     * Does nothing if every claim holds.
     *
     * @throws ClaimFailedException listing those that do not
     */
    public void check() {
        List<Claim> failed = claims.stream().filter(claim -> !claim.holds()).toList();
        if (!failed.isEmpty()) {
            throw new ClaimFailedException(failed, claims.size());
        }
    }
}
