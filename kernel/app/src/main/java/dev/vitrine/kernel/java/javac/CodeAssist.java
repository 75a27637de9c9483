package dev.vitrine.kernel.java.javac;

import com.sun.tools.javac.parser.Tokens.TokenKind;
import dev.vitrine.kernel.java.CompilationFailure;
import dev.vitrine.kernel.java.ContinuationIndent;
import dev.vitrine.kernel.java.ImportHints;
import dev.vitrine.kernel.java.InspectionText;
import dev.vitrine.kernel.java.Interpreter.Candidate;
import dev.vitrine.kernel.java.Interpreter.Completeness;
import dev.vitrine.kernel.java.Interpreter.Completion;
import dev.vitrine.kernel.java.Interpreter.Inspection;
import dev.vitrine.kernel.java.UserClassPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Completion, inspection and what else helps to write a cell, from what the compiler knows of it.
 *
 * <p>The compiler and the session are those of the cells, and guarded by their lock, which is free
 * while a cell runs.
 */
final class CodeAssist {

    /** More names of the session than these are offered without asking the compiler for them. */
    private static final int MAX_ATTRIBUTED = 64;

    /** So many letters say which types may be meant that are not imported. */
    private static final int UNIMPORTED_FROM = 3;

    private static final int MAX_UNIMPORTED = 20;

    private final FrontEnd frontEnd;
    private final Compiler compiler;
    private final Declarations session;
    private final Lock lock;
    private final TypeIndex index;
    private final DocumentArchives archives;
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
        archives = new DocumentArchives(classPath);
        sources = new Sources(archives::of);
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
                                place -> {
                                    List<Candidate> all =
                                            new ArrayList<>(
                                                    new OverrideOffers(place, text).candidates());
                                    all.addAll(Candidates.of(offers(place, text), text, place));
                                    return all;
                                })
                        .orElseGet(ArrayList::new);
        if (!text.isMember() && isBeginOfType(text.prefix())) {
            found.addAll(unimported(text.prefix(), found));
        }
        return found;
    }

    private static boolean isBeginOfType(String prefix) {
        return prefix.length() >= UNIMPORTED_FROM && Character.isUpperCase(prefix.charAt(0));
    }

    /** Types that an import would make known, by their qualified names. */
    private List<Candidate> unimported(String prefix, List<Candidate> known) {
        Set<String> names =
                known.stream()
                        .map(candidate -> candidate.text().replaceAll("\\(.*", ""))
                        .collect(Collectors.toSet());
        return index.beginningWith(prefix).stream()
                .filter(name -> !names.contains(name.substring(name.lastIndexOf('.') + 1)))
                .filter(name -> ImportHints.distance(name) < ImportHints.INTERNAL)
                .sorted(
                        Comparator.comparingInt(ImportHints::distance)
                                .thenComparing(String::length)
                                .thenComparing(Comparator.naturalOrder()))
                .limit(MAX_UNIMPORTED)
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
            if (CursorText.startsWith(name, prefix)) {
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
                            .filter(offer -> CursorText.startsWith(offer.name(), text.prefix()))
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
        Optional<Found> found = find(text, detailLevel);
        // Not within find, since cells wait for the compiler meanwhile.
        if (found.isPresent() && archives.await(found.get().undocumented())) {
            found = find(text, detailLevel);
        }
        return found.flatMap(
                last -> {
                    archives.remarks(last.undocumented()).forEach(last.text()::addRemark);
                    return last.text().toInspection();
                });
    }

    /**
     * @param undocumented types of which there may be more to be said
     */
    private record Found(InspectionText text, Set<String> undocumented) {}

    private Optional<Found> find(CursorText text, int detailLevel) {
        return examine(
                text,
                text.prefix(),
                place -> {
                    Documentation documentation = new Documentation(sources, session, place);
                    InspectionText found =
                            new Inspected(place, documentation, text.prefix())
                                    .text(offers(place, text), detailLevel > 0);
                    return new Found(found, documentation.undocumented());
                });
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
