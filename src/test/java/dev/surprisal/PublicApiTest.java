package dev.surprisal;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import dev.surprisal.api.PublicApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public API is what its page lists, and neither it nor the pages lead beyond it. */
@AnalyzeClasses(packages = "dev.surprisal", importOptions = ImportOption.DoNotIncludeTests.class)
class PublicApiTest {

  private static final Path SITE = Path.of("src/site/markdown");
  private static final Path STABILITY = SITE.resolve("stability.md");

  /** A row of the page's table of classes. */
  private static final Pattern ROW = Pattern.compile("^\\| `(dev\\.surprisal\\.[\\w.]+)` \\|");

  /** A class by its full name, or by its simple one where that is all of a piece of code. */
  private static final Pattern CODE =
      Pattern.compile("\\b(dev\\.surprisal\\.[a-z.]+\\.[A-Z]\\w*)|[` ]([A-Z]\\w+)(?:\\.\\w+\\(|`)");

  /** What comes with the platform. Spark's interfaces mention Scala's classes. */
  private static final List<String> PLATFORM = List.of("java.", "org.apache.spark.", "scala.");

  @ArchTest
  static void thePageListsThePublicClasses(JavaClasses all) throws IOException {
    try (Stream<String> lines = Files.lines(STABILITY)) {
      assertThat(lines.flatMap(it -> ROW.matcher(it).results()).map(it -> it.group(1)))
          .containsExactlyInAnyOrderElementsOf(
              all.stream()
                  .filter(it -> it.isAnnotatedWith(PublicApi.class))
                  .map(JavaClass::getName)
                  .toList());
    }
  }

  @ArchTest
  static void publicSignaturesMentionOnlyThePlatformAndPublicClasses(JavaClasses all) {
    assertThat(
            all.stream()
                .filter(it -> isPublic(it) && it.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(PublicApiTest::mentioned)
                .toList())
        .isEmpty();
  }

  @ArchTest
  static void thePagesForUsersNameNoInternalClass(JavaClasses all) throws IOException {
    Set<String> internal =
        all.stream()
            .filter(it -> !isPublic(it) && !it.isAssignableTo(PublicApi.class))
            .flatMap(it -> Stream.of(it.getName(), it.getSimpleName()))
            .collect(Collectors.toSet());
    List<String> named = new ArrayList<>();
    for (Path page : pages()) {
      CODE.matcher(Files.readString(page))
          .results()
          .map(it -> it.group(1) == null ? it.group(2) : it.group(1))
          .filter(internal::contains)
          .forEach(it -> named.add(page.getFileName() + ": " + it));
    }
    assertThat(named).isEmpty();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> site = Files.list(SITE)) {
      return Stream.concat(Stream.of(Path.of("README.md")), site)
          .filter(it -> !it.endsWith("contributing.md"))
          .toList();
    }
  }

  /** Whether a class is public API, by itself or as part of a class that is. */
  private static boolean isPublic(JavaClass of) {
    return of.isAnnotatedWith(PublicApi.class)
        || of.getEnclosingClass().filter(PublicApiTest::isPublic).isPresent();
  }

  /** What a class mentions in public that is neither. */
  private static Stream<String> mentioned(JavaClass of) {
    Stream<JavaType> above =
        Stream.concat(of.getSuperclass().stream(), of.getInterfaces().stream());
    Stream<JavaType> ofFields =
        of.getFields().stream()
            .filter(it -> it.getModifiers().contains(JavaModifier.PUBLIC))
            .map(JavaField::getType);
    Stream<JavaType> ofCalls =
        of.getCodeUnits().stream()
            .filter(it -> it.getModifiers().contains(JavaModifier.PUBLIC))
            .flatMap(PublicApiTest::types);
    return Stream.of(above, ofFields, ofCalls)
        .flatMap(it -> it)
        .flatMap(it -> it.getAllInvolvedRawTypes().stream())
        .map(JavaClass::getBaseComponentType)
        .filter(it -> !it.isPrimitive() && !isPublic(it))
        .filter(it -> PLATFORM.stream().noneMatch(it.getName()::startsWith))
        .map(it -> of.getName() + " mentions " + it.getName())
        .distinct();
  }

  private static Stream<JavaType> types(JavaCodeUnit of) {
    return Stream.of(
            Stream.of(of.getReturnType()),
            of.getParameterTypes().stream(),
            of.getThrowsClause().getTypes().stream())
        .flatMap(it -> it);
  }
}
