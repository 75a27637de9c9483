package dev.vitrine.kernel.java.javac;

import dev.vitrine.kernel.java.CellLinks;
import dev.vitrine.kernel.java.javac.CellCompilation.Compiled;
import dev.vitrine.kernel.java.javac.ClassFiles.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Makes a compiled cell part of the session: decides which of its declarations are really new,
 * loads these, and lets earlier code find them.
 */
final class CellLinker {

    private final Declarations session;
    private final SessionClassLoader sessionLoader;
    private final Map<String, ClassLoader> homes = new ConcurrentHashMap<>();
    private final CellLinks links = new CellLinks(this::home);

    CellLinker(Declarations session, ClassLoader parent) {
        this.session = session;
        sessionLoader = new SessionClassLoader(parent);
    }

    /** Finds the types of cells by name. */
    ClassLoader loader() {
        return sessionLoader;
    }

    private Class<?> home(String className) throws ClassNotFoundException {
        ClassLoader loader = homes.get(className);
        if (loader == null) {
            throw new ClassNotFoundException(className);
        }
        return loader.loadClass(className);
    }

    /**
     * @return the class whose method runs the cell's statements
     */
    Class<?> link(Compiled compiled) throws ReflectiveOperationException {
        return new Linking(compiled).link();
    }

    /** One cell on its way in. */
    private final class Linking {

        private final Compiled compiled;
        private final UnitPlan plan;

        /** Class files by name, as they are rewritten. */
        private final Map<String, byte[]> files;

        /** From internal names of types that are not new after all to those that they had. */
        private final Map<String, String> sameTypes = new HashMap<>();

        private final Map<Declared, Declarations.Variable> sameVariables = new LinkedHashMap<>();

        /** The internal names of the classes that these variables are in, by member. */
        private final Map<String, String> olderHomes = new HashMap<>();

        private final Map<Declared, Member> members = new HashMap<>();
        private final Map<String, Set<String>> forwarders = new HashMap<>();
        private final Map<String, CompiledClass> added = new LinkedHashMap<>();

        Linking(Compiled compiled) {
            this.compiled = compiled;
            plan = compiled.plan();
            files = new LinkedHashMap<>(compiled.classes());
        }

        Class<?> link() throws ReflectiveOperationException {
            findSameTypes();
            rename();
            findMembers();
            keepSameVariables();
            collect();
            ClassLoader runLoader = defineAll();
            Set<String> moved = declare();
            showTypes();
            for (String member : moved) {
                links.repoint(member);
            }
            return runLoader.loadClass(CompiledClass.PREFIX + plan.runClass());
        }

        /** A type that was declared as it had been keeps its identity, and its instances theirs. */
        private void findSameTypes() {
            Map<String, Map<String, String>> candidates = new HashMap<>();
            for (Declared type : plan.types()) {
                Declarations.Type old = session.types().get(type.name());
                if (old != null) {
                    candidates.put(type.name(), pairs(type, old));
                }
            }
            boolean changed = true;
            while (changed) {
                Map<String, String> all = new HashMap<>();
                candidates.values().forEach(all::putAll);
                changed = candidates.entrySet().removeIf(entry -> !isSame(entry, all));
            }
            candidates.values().forEach(sameTypes::putAll);
        }

        /** The class files of a type, and those of its earlier declaration, by internal name. */
        private Map<String, String> pairs(Declared type, Declarations.Type old) {
            String prefix = CompiledClass.PREFIX + plan.classOf(type) + "$" + type.name();
            String oldPrefix = old.home().name() + "$" + type.name();
            Map<String, String> pairs = new HashMap<>();
            for (String name : files.keySet()) {
                if (isIn(prefix, name)) {
                    String before = oldPrefix + name.substring(prefix.length());
                    pairs.put(name.replace('.', '/'), before.replace('.', '/'));
                }
            }
            return pairs;
        }

        private static boolean isIn(String type, String name) {
            return name.equals(type) || name.startsWith(type + "$");
        }

        private boolean isSame(
                Map.Entry<String, Map<String, String>> type, Map<String, String> all) {
            CompiledClass home = session.types().get(type.getKey()).home();
            String oldPrefix = home.name() + "$" + type.getKey();
            long before = home.files().keySet().stream().filter(n -> isIn(oldPrefix, n)).count();
            return before == type.getValue().size()
                    && type.getValue().entrySet().stream()
                            .allMatch(
                                    pair -> {
                                        byte[] old =
                                                home.files().get(pair.getValue().replace('/', '.'));
                                        byte[] newer = files.get(pair.getKey().replace('/', '.'));
                                        return old != null && ClassFiles.isSame(newer, old, all);
                                    });
        }

        private void rename() {
            sameTypes.keySet().forEach(name -> files.remove(name.replace('/', '.')));
            if (!sameTypes.isEmpty()) {
                files.replaceAll((name, file) -> ClassFiles.renamed(file, sameTypes));
            }
        }

        /** Members stand in class files in the order of the source. */
        private void findMembers() {
            Map<String, List<Declared>> byClass = new LinkedHashMap<>();
            plan.variables()
                    .forEach(
                            v ->
                                    byClass.computeIfAbsent(
                                                    plan.variablesClass(), k -> new ArrayList<>())
                                            .add(v));
            plan.methods()
                    .forEach(
                            m ->
                                    byClass.computeIfAbsent(plan.classOf(m), k -> new ArrayList<>())
                                            .add(m));
            byClass.forEach(
                    (className, declared) -> {
                        List<Member> found =
                                ClassFiles.members(files.get(CompiledClass.PREFIX + className));
                        for (int i = 0; i < found.size(); i++) {
                            if (i < declared.size()) {
                                members.put(declared.get(i), found.get(i));
                            } else {
                                forwarders
                                        .computeIfAbsent(
                                                CompiledClass.PREFIX + className,
                                                key -> new HashSet<>())
                                        .add(found.get(i).key());
                            }
                        }
                    });
        }

        /**
         * A variable whose type is what it was stays where it is, and with it what refers to it.
         */
        private void keepSameVariables() {
            for (Declared variable : plan.variables()) {
                Declarations.Variable old = session.variables().get(variable.name());
                Member member = members.get(variable);
                if (old != null
                        && old.member().equals(member.key())
                        && old.signature().equals(member.signature())) {
                    sameVariables.put(variable, old);
                    olderHomes.put(member.key(), old.home().internalName());
                }
            }
            if (sameVariables.size() == plan.variables().size()) {
                files.remove(variables());
            } else if (!sameVariables.isEmpty()) {
                files.computeIfPresent(
                        variables(), (name, file) -> ClassFiles.without(file, olderHomes.keySet()));
            }
        }

        private String variables() {
            return CompiledClass.PREFIX + plan.variablesClass();
        }

        /**
         * Sorts the class files by top-level class; those that hold no types any more are dropped.
         */
        private void collect() {
            Map<String, Map<String, byte[]>> byTopLevel = new LinkedHashMap<>();
            files.forEach(
                    (name, file) ->
                            byTopLevel
                                    .computeIfAbsent(
                                            CompiledClass.topLevelOf(name),
                                            key -> new LinkedHashMap<>())
                                    .put(name, file));
            byTopLevel.forEach(
                    (name, own) -> {
                        boolean holdsTypes = name.startsWith(CompiledClass.PREFIX + UnitPlan.TYPES);
                        if (!holdsTypes || own.size() > 1) {
                            added.put(name, new CompiledClass(name, own));
                        }
                    });
        }

        private ClassLoader defineAll() {
            Map<String, CompiledClass> known = new HashMap<>();
            compiled.visible().forEach(each -> known.put(each.name(), each));
            known.putAll(added);
            Map<String, List<CompiledClass>> byLoader = new LinkedHashMap<>();
            for (CompiledClass each : added.values()) {
                byLoader.computeIfAbsent(loaderOf(each), key -> new ArrayList<>()).add(each);
            }
            List<CellClassLoader> loaders = new ArrayList<>();
            byLoader.forEach((name, classes) -> loaders.add(define(name, classes)));
            for (CompiledClass each : added.values()) {
                Set<CompiledClass> references = new LinkedHashSet<>();
                for (byte[] file : each.files().values()) {
                    for (String reference : ClassFiles.references(file)) {
                        Optional.ofNullable(known.get(reference)).ifPresent(references::add);
                        if (reference.equals(variables())) {
                            sameVariables.values().forEach(old -> references.add(old.home()));
                        }
                    }
                }
                references.remove(each);
                each.refersTo(references);
                references.stream()
                        .filter(other -> other.loader() != each.loader())
                        .forEach(
                                other ->
                                        ((CellClassLoader) each.loader())
                                                .find(other.name(), other.loader()));
            }
            CompiledClass run = added.remove(CompiledClass.PREFIX + plan.runClass());
            added.values().forEach(CompiledClass::forgetCode);
            forwarders.forEach((className, hidden) -> added.get(className).hide(hidden));
            return run.loader();
        }

        /** Variables stay when methods are replaced, and statements go when they have run. */
        private String loaderOf(CompiledClass each) {
            String name = each.name().substring(CompiledClass.PREFIX.length());
            if (name.startsWith(UnitPlan.VARIABLES)) {
                return "variables of cell " + plan.id();
            }
            return (name.startsWith(UnitPlan.RUN) ? "statements of cell " : "cell ") + plan.id();
        }

        private CellClassLoader define(String name, List<CompiledClass> classes) {
            Map<String, byte[]> woven = new HashMap<>();
            int[] lines = compiled.cellLines();
            for (CompiledClass each : classes) {
                String label = labelOf(each);
                each.files()
                        .forEach(
                                (className, file) ->
                                        woven.put(
                                                className,
                                                CellWeaver.weave(
                                                        file,
                                                        label,
                                                        olderHomes,
                                                        line ->
                                                                line < lines.length
                                                                        ? lines[line]
                                                                        : line)));
            }
            CellClassLoader loader = new CellClassLoader(name, sessionLoader, links, woven);
            classes.forEach(each -> each.isDefinedBy(loader));
            return loader;
        }

        private String labelOf(CompiledClass each) {
            String name = each.name().substring(CompiledClass.PREFIX.length());
            return plan.all().stream()
                    .filter(declared -> !(declared.part() instanceof Piece.Variable))
                    .filter(declared -> plan.classOf(declared).equals(name))
                    .map(Declared::label)
                    .findFirst()
                    .orElseGet(() -> plan.label());
        }

        /** Returns the members whose place has changed. */
        private Set<String> declare() {
            Set<String> moved = new LinkedHashSet<>();
            for (Declared piece : plan.pieces()) {
                if (piece.part() instanceof Piece.Import imported) {
                    session.add(imported);
                }
            }
            plan.types().forEach(this::declareType);
            plan.variables().forEach(variable -> declareVariable(variable, moved));
            plan.methods().forEach(method -> declareMethod(method, moved));
            session.waiting()
                    .removeIf(
                            old ->
                                    plan.all().contains(old.declared())
                                            || plan.isLeftOut(old.declared())
                                            || Dependents.isRedeclared(old.declared(), plan));
            session.waiting().addAll(compiled.waiting());
            for (Declarations.Waiting waiting : compiled.waiting()) {
                if (!waiting.usable()) {
                    session.code().stream()
                            .filter(live -> live.declared().equals(waiting.declared()))
                            .forEach(CellLinker.this::retire);
                }
            }
            return moved;
        }

        private void declareType(Declared type) {
            String name = CompiledClass.PREFIX + plan.classOf(type);
            String internal = (name + "$" + type.name()).replace('.', '/');
            if (sameTypes.containsKey(internal)) {
                CompiledClass home = session.types().get(type.name()).home();
                session.add(new Declarations.Type(type, home));
            } else {
                session.add(new Declarations.Type(type, added.get(name)));
            }
        }

        private void declareVariable(Declared variable, Set<String> moved) {
            Declarations.Variable old = session.variables().get(variable.name());
            Member member = members.get(variable);
            String type = plan.type(variable);
            if (sameVariables.containsKey(variable)) {
                session.add(
                        new Declarations.Variable(
                                variable, old.home(), type, member.key(), member.signature()));
                return;
            }
            if (old != null) {
                retire(old);
            }
            CompiledClass home = added.get(CompiledClass.PREFIX + plan.variablesClass());
            session.add(
                    new Declarations.Variable(
                            variable, home, type, member.key(), member.signature()));
            move(member.key(), home, moved);
        }

        private void declareMethod(Declared method, Set<String> moved) {
            Member member = members.get(method);
            CompiledClass home = added.get(CompiledClass.PREFIX + plan.classOf(method));
            Declarations.Method live = new Declarations.Method(method, home, member.key());
            for (Declarations.Method old : session.methods(method.name())) {
                if (old.overload().equals(live.overload())
                        || UnitWriter.isSameOverload(old.declared(), method)) {
                    retire(old);
                }
            }
            session.add(live);
            move(member.key(), home, moved);
        }

        private void move(String member, CompiledClass home, Set<String> moved) {
            homes.put(home.name(), home.loader());
            links.moveTo(member, home.name());
            moved.add(member);
        }
    }

    private void retire(Declarations.Live old) {
        session.remove(old);
        String member = memberOf(old);
        if (!member.isEmpty()) {
            links.remove(member);
            if (old.home().hide(Set.of(member))) {
                homes.remove(old.home().name());
            }
        }
    }

    private void showTypes() {
        Map<String, ClassLoader> loaders = new HashMap<>();
        for (Declarations.Type type : session.types().values()) {
            loaders.put(type.home().name(), type.home().loader());
        }
        sessionLoader.use(loaders);
    }

    private static String memberOf(Declarations.Live live) {
        if (live instanceof Declarations.Variable variable) {
            return variable.member();
        }
        return live instanceof Declarations.Method method ? method.member() : "";
    }

    /** Takes back variables that a cell did not come to assign. */
    void undeclare(List<Declared> variables) {
        for (Declared each : variables) {
            Declarations.Variable live = session.variables().get(each.name());
            if (live != null && live.declared().equals(each)) {
                session.remove(live);
            }
        }
    }

    /** Makes later cells blind to declarations; what runs goes on with them. */
    void forget(Predicate<Declarations.Live> forgotten) {
        List<Declarations.Live> all = new ArrayList<>(session.code());
        all.addAll(session.variables().values());
        all.stream().filter(forgotten).forEach(this::retire);
        session.waiting().clear();
        showTypes();
    }
}
