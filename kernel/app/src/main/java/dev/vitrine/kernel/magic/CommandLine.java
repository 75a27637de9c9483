package dev.vitrine.kernel.magic;

import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a command for the shell, {@code !ls -l}, from Java's negation, {@code !done}. Java goes
 * first: whatever can be a negation is one.
 */
final class CommandLine {

    /** Words that the operand of a negation may begin with. */
    private static final Set<String> OPERANDS =
            Set.of("true", "false", "this", "super", "new", "switch");

    /** A call, {@code files.contains(x)}. */
    private static final Pattern CALL = Pattern.compile("[\\w$]+(?:\\s*\\.\\s*[\\w$]+)*\\s*\\(.*");

    /** A member of a type, {@code Settings.DEBUG}. */
    private static final Pattern MEMBER = Pattern.compile("\\p{Lu}[\\w$]*\\.[\\p{L}_$].*");

    private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");

    /** What only lines of output can be assigned to. */
    private static final Pattern LINES =
            Pattern.compile(
                    "(?:(?:public|protected|private|static|final)\\s+)*"
                            + "(?:(?:java\\.util\\.)?(?:List|Collection|Iterable)\\s*<\\s*(?:java\\.lang\\.)?String\\s*>"
                            + "|(?:dev\\.vitrine\\.api\\.)?ShellOutput)"
                            + "\\s*[\\w$]+\\s*=\\s*");

    /** What anything can be assigned to. */
    private static final Pattern ANYTHING =
            Pattern.compile("(?:final\\s+)?(?:var\\s+)?[\\w$]+\\s*=\\s*");

    private CommandLine() {}

    /**
     * @param text what follows the exclamation mark, to the end of the line
     * @param isVariable whether a name is that of a variable
     */
    static boolean isNegation(String text, Predicate<String> isVariable) {
        String operand = text.strip();
        if (operand.isEmpty() || text.startsWith("=") || operand.startsWith("(")) {
            return true;
        }
        if (operand.startsWith("!")) {
            return isNegation(operand.substring(1), isVariable);
        }
        if (CALL.matcher(operand).matches() || MEMBER.matcher(operand).matches()) {
            return true;
        }
        Matcher name = NAME.matcher(operand);
        return name.lookingAt()
                && (OPERANDS.contains(name.group()) || isVariable.test(name.group()));
    }

    /**
     * Whether the lines of a command's output can be what a statement assigns.
     *
     * @param statement to the exclamation mark
     * @param text what follows that, to the end of the line
     * @param topLevel whether the statement stands in no block
     */
    static boolean isValue(
            String statement, String text, boolean topLevel, Predicate<String> isVariable) {
        return LINES.matcher(statement).matches()
                || topLevel
                        && ANYTHING.matcher(statement).matches()
                        && !isNegation(text, isVariable);
    }
}
