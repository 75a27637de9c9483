package dev.vitrine.dist;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Dependencies point one way: tensor, learn, papers, extension, then the kernel's API, then the
 * kernel.
 */
class ArchitectureTests {

    private static final JavaClasses VITRINE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.vitrine");

    @ParameterizedTest
    @ValueSource(strings = {"api", "kernel", "tensor", "learn", "papers", "extension", "ijava"})
    void everyRoomIsLookedAt(String room) {
        assertThat(VITRINE)
                .as("classes of dev.vitrine." + room)
                .anyMatch(type -> type.getPackageName().startsWith("dev.vitrine." + room));
    }

    @Test
    void theApiStandsOnTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("dev.vitrine.api..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.vitrine.api..", "java..")
                .check(VITRINE);
    }

    @Test
    void theKernelKnowsNothingOfDeepLearning() {
        noClasses()
                .that()
                .resideInAPackage("dev.vitrine.kernel..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.vitrine.tensor..",
                        "dev.vitrine.learn..",
                        "dev.vitrine.papers..",
                        "dev.vitrine.extension..",
                        "dev.vitrine.ijava..",
                        "io.github.spencerpark..",
                        "org.dflib..",
                        "org.nd4j..",
                        "tech.tablesaw..",
                        "org.knowm..")
                .check(VITRINE);
    }

    @Test
    void tensorsStandAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.vitrine.tensor..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.vitrine.learn..",
                        "dev.vitrine.papers..",
                        "dev.vitrine.extension..",
                        "dev.vitrine.api..",
                        "dev.vitrine.kernel..")
                .check(VITRINE);
    }

    @Test
    void learningKnowsNeitherPapersNorNotebooks() {
        noClasses()
                .that()
                .resideInAPackage("dev.vitrine.learn..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.vitrine.papers..",
                        "dev.vitrine.extension..",
                        "dev.vitrine.api..",
                        "dev.vitrine.kernel..")
                .check(VITRINE);
    }

    @Test
    void papersNeverSeeTheKernel() {
        noClasses()
                .that()
                .resideInAPackage("dev.vitrine.papers..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.vitrine.extension..", "dev.vitrine.api..", "dev.vitrine.kernel..")
                .check(VITRINE);
    }

    /** So that a further paper changes no code outside of its package, but for one line of text. */
    @Test
    void nobodyDependsOnAPaperButThoseThatBuildOnIt() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.vitrine.papers..", "dev.vitrine.bench..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.vitrine.papers..")
                                .and(not(resideInAPackage("dev.vitrine.papers.vit"))))
                .because("%%train trains ViTs, and nothing else needs to know a paper")
                .check(VITRINE);
    }

    @Test
    void theExtensionSeesTheApiOnly() {
        noClasses()
                .that()
                .resideInAPackage("dev.vitrine.extension..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.vitrine.kernel..")
                .check(VITRINE);
    }

    @Test
    void compatibilityStandsOnTheApi() {
        classes()
                .that()
                .resideInAPackage("dev.vitrine.ijava..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.vitrine.ijava..",
                        "dev.vitrine.api..",
                        "io.github.spencerpark..",
                        "org.dflib.jjava..",
                        "java..")
                .check(VITRINE);
    }

    @Test
    void onlyCompatibilityKnowsOtherKernels() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.vitrine.ijava..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.vitrine.ijava..", "io.github.spencerpark..", "org.dflib..")
                .check(VITRINE);
    }

    @Test
    void onlyTheWireKnowsZeroMq() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.vitrine.kernel.wire..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.zeromq..")
                .check(VITRINE);
    }

    @Test
    void theKernelHasNoCycles() {
        slices().matching("dev.vitrine.kernel.(*)..").should().beFreeOfCycles().check(VITRINE);
    }

    @Test
    void theLibraryHasNoCycles() {
        slices().matching("dev.vitrine.learn.(*)..").should().beFreeOfCycles().check(VITRINE);
        slices().matching("dev.vitrine.extension.(*)..").should().beFreeOfCycles().check(VITRINE);
        slices().matching("dev.vitrine.papers.(*)..").should().beFreeOfCycles().check(VITRINE);
    }
}
