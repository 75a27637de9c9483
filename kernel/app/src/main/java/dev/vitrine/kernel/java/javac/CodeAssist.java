package dev.vitrine.kernel.java.javac;

import com.sun.tools.javac.parser.Tokens.TokenKind;
import dev.vitrine.kernel.java.CompilationFailure;
import dev.vitrine.kernel.java.ContinuationIndent;
import dev.vitrine.kernel.java.ImportHints;
import dev.vitrine.kernel.java.Interpreter.Candidate;
import dev.vitrine.kernel.java.Interpreter.Completeness;
import dev.vitrine.kernel.java.Interpreter.Completion;
import dev.vitrine.kernel.java.Interpreter.Inspection;
import dev.vitrine.kernel.java.UserClassPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;

/**
 * Completion, inspection and what else helps to write a cell, from what the compiler knows of it.
 *
 * <p>The compiler and the session are those of the cells, and guarded by their lock, which is free
 * while a cell runs.
 */
final class CodeAssist {

    /** More names of the session than these are offered without asking the compiler for them. */
    private static final int MAX_ATTRIBUTED = 64;

    private final FrontEnd frontEnd;
    private final Compiler compiler;
    private final Declarations session;
    private final Lock lock;
    private final TypeIndex index;
    private final Sources sources;

    CodeAssist(
            FrontEnd frontEnd,
            Compiler compiler,
            Declarations session,
            Lock lock,
            UserClassPath classPath) {
        this.frontEnd = frontEnd;
        this.compiler = compiler;
        this.session = session;
        this.lock = lock;
        index = new TypeIndex(classPath::compilerEntries);
        sources = new Sources(classPath::compilerEntries);
    }

    /** Begins to make what takes long. */
    void warmUp() {
        index.prepare();
    }

    Completion complete(String code, int cursor, int shift) {
        Optional<CursorText> at = CursorText.at(code, cursor, frontEnd);
        List<Candidate> candidates = at.map(this::candidates).orElse(List.of());
        int start = at.map(CursorText::start).orElse(cursor);
        return new Completion(candidates, start + shift, cursor + shift);
    }

    private List<Candidate> candidates(CursorText text) {
        List<Candidate> found =
                examine(
                                text,
                                text.prefix(),
                                place -> Candidates.of(offers(place, text), text, place))
                        .orElseGet(List::of);
        boolean unknown = found.isEmpty() && !text.isMember() && text.prefix().length() > 1;
        return unknown ? qualified(text.prefix()) : found;
    }

    private List<Candidate> qualified(String simpleName) {
        return new ImportHints(name -> List.copyOf(index.named(name)))
                .names(simpleName).stream()
                        .map(name -> new Candidate(name, Offer.CLASS, "import " + name))
                        .toList();
    }

    private <T> Optional<T> examine(
            CursorText text, String prefix, Function<CursorPlace, T> worker) {
        lock.lock();
        try {
            return new CursorUnit(frontEnd, compiler, session)
                    .examine(text, text.isMember() ? Set.of() : names(prefix), worker);
        } finally {
            lock.unlock();
        }
    }

    /** The session's latest names that begin so. */
    private Set<String> names(String prefix) {
        List<String> names = new ArrayList<>();
        for (String name : session.names()) {
            if (name.startsWith(prefix)) {
                names.add(name);
            }
        }
        return new HashSet<>(
                names.subList(Math.max(0, names.size() - MAX_ATTRIBUTED), names.size()));
    }

    private List<Offer> offers(CursorPlace place, CursorText text) {
        ExpectedTypes expected = ExpectedTypes.at(place);
        if (text.isMember()) {
            return new MemberOffers(place, expected, index)
                    .offers().stream()
                            .filter(offer -> offer.name().startsWith(text.prefix()))
                            .toList();
        }
        return new NameOffers(place, expected, index, session, text).offers();
    }

    Optional<Inspection> inspect(String code, int cursor, int detailLevel) {
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        return CursorText.at(code, end, frontEnd)
                .flatMap(
                        text -> {
                            Optional<Inspection> named = inspect(text, detailLevel);
                            return named.isPresent()
                                    ? named
                                    : text.enclosingCall()
                                            .flatMap(call -> CursorText.at(code, call, frontEnd))
                                            .flatMap(call -> inspect(call, detailLevel));
                        });
    }

    private Optional<Inspection> inspect(CursorText text, int detailLevel) {
        if (text.prefix().isEmpty() || text.previous() == TokenKind.IMPORT) {
            return Optional.empty();
        }
        return examine(
                        text,
                        text.prefix(),
                        place ->
                                new Inspected(
                                                place,
                                                new Documentation(sources, session, place),
                                                text.prefix())
                                        .text(offers(place, text), detailLevel > 0)
                                        .toInspection())
                .flatMap(found -> found);
    }

    Completeness isComplete(String code) {
        CellParser.Parsed parsed = CellParser.parse(frontEnd, code);
        if (parsed.problems().isEmpty()) {
            return new Completeness(Completeness.Status.COMPLETE, "");
        }
        return parsed.incomplete()
                ? new Completeness(Completeness.Status.INCOMPLETE, ContinuationIndent.after(code))
                : new Completeness(Completeness.Status.INVALID, "");
    }

    /** Imports that would make unknown names known. */
    List<String> hints(CompilationFailure failure) {
        return new ImportHints(name -> List.copyOf(index.named(name))).of(failure);
    }
}
