package io.sluice;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.haveSimpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.sluice.http.HttpError;
import io.sluice.http.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keeps the map of rooms and floors: an arrow only points down. */
class ArchitectureTest {
  private static final JavaClasses CLASSES = imported();

  /** Every room and its floor; a room that is not here is a fault of its own. */
  private static final Map<String, Integer> FLOORS =
      Map.ofEntries(
          Map.entry("app", 4),
          Map.entry("cli", 4),
          Map.entry("ftrack", 3),
          Map.entry("tus", 3),
          Map.entry("resize", 3),
          Map.entry("thumbor", 3),
          Map.entry("transform", 3),
          Map.entry("delivery", 2),
          Map.entry("encode", 2),
          Map.entry("variant", 2),
          Map.entry("storage", 1),
          Map.entry("source", 1),
          Map.entry("media", 1),
          Map.entry("auth", 1),
          Map.entry("events", 1),
          Map.entry("http", 0),
          Map.entry("config", 0),
          Map.entry("launch", 0));

  private static JavaClasses imported() {
    // The rules ask libraries for their names only; reading them would take most of the time.
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("io.sluice");
  }

  private static String packageOf(String room) {
    return "io.sluice." + room + "..";
  }

  private static String[] rooms(int fromFloor, int toFloor) {
    return FLOORS.entrySet().stream()
        .filter(e -> e.getValue() >= fromFloor && e.getValue() <= toFloor)
        .map(e -> packageOf(e.getKey()))
        .toArray(String[]::new);
  }

  private static void check(ArchRule rule, String because) {
    // Rooms that are on the map and not built yet are no fault.
    rule.because(because).allowEmptyShould(true).check(CLASSES);
  }

  @Test
  void everyClassLivesInARoomOnTheMap() {
    check(
        classes().should().resideInAnyPackage(rooms(0, 4)),
        "a room that is not on the map has no floor, so nothing says what it may know");
    assertThat(CLASSES).hasSizeGreaterThan(50);
  }

  @Test
  void anArrowOnlyPointsDown() {
    for (int floor = 0; floor < 4; floor++) {
      check(
          noClasses()
              .that()
              .resideInAnyPackage(rooms(floor, floor))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(rooms(floor + 1, 4)),
          "what lies below can be read, tested and kept without what lies above");
    }
  }

  @Test
  void doorsKnowNothingOfEachOther() {
    for (String door : doors()) {
      String[] others =
          doors().stream()
              .filter(d -> !d.equals(door))
              .map(d -> packageOf(d))
              .toArray(String[]::new);
      check(
          noClasses()
              .that()
              .resideInAPackage(packageOf(door))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(others),
          "a door can be taken out, or read, alone; a need that two share moves down a floor");
    }
  }

  private static List<String> doors() {
    return FLOORS.entrySet().stream()
        .filter(e -> e.getValue() == 3)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Test
  void roomsHaveNoCycles() {
    check(
        slices().matching("io.sluice.(*)..").should().beFreeOfCycles(),
        "rooms that need each other are one room");
    check(
        slices().matching("io.sluice.(**)").should().beFreeOfCycles(),
        "a room and the rooms inside it need each other in one direction only");
  }

  @Test
  void theLauncherNeedsNothingButTheJdk() {
    check(
        classes()
            .that()
            .resideInAPackage("io.sluice.launch")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "io.sluice.launch", "org.jspecify.annotations"),
        "it runs before any jar is on the class path");
  }

  @Test
  void servletTypesStayInTheDoorsTheirDeliveryAndTheWiring() {
    List<String> allowed = new ArrayList<>(List.of(rooms(3, 4)));
    allowed.add(packageOf("delivery"));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(allowed.toArray(String[]::new))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.servlet.."),
        "rules, stores and engines are tested without a container");
  }

  @ParameterizedTest
  @CsvSource({
    "ch.qos.logback.., app",
    "org.eclipse.jetty.., cli",
    "picocli.., cli",
    "org.apache.tika.., media",
    "net.coobird.., media.image",
    "com.twelvemonkeys.., media.image",
    "com.sun.jna.., media.image.vips",
    "org.snakeyaml.., config",
    "software.amazon.awssdk.., storage.s3",
    // The second room knows its failures by name: they come out of the AWS SDK.
    "org.apache.hc.., source.http storage.s3",
    "com.google.cloud.., storage.gcs"
  })
  void aLibraryIsKnownInTheOneRoomThatNeedsIt(String library, String rooms) {
    String[] allowed =
        Stream.of(rooms.split(" ")).map(ArchitectureTest::packageOf).toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(allowed)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library),
        "a library can be replaced by changing one room");
  }

  @Test
  void onlyCommandsPrint() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.sluice.cli")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err"),
        "a line of the log has a level, a time and a request id");
  }

  @Test
  void everyConfigIsARecordAndEveryErrorARowOfATable() {
    check(
        classes().that().haveSimpleNameEndingWith("Config").should().beRecords(),
        "settings are read once and never change");
    check(
        classes()
            .that()
            .haveSimpleNameEndingWith("Error")
            .and()
            .areNotInterfaces()
            .should()
            .beEnums()
            .andShould()
            .implement(HttpError.class),
        "each room says in one table what its clients are told");
    check(
        classes().that().implement(HttpError.class).should(haveSimpleNameEndingWith("Error")),
        "a table of errors is found by its name");
  }

  @Test
  void servletsAndFiltersLiveWithTheDoorsAndTheWiring() {
    check(
        classes()
            .that(simpleNameEndingWith("Servlet").or(simpleNameEndingWith("Filter")))
            .should()
            .resideInAnyPackage(rooms(3, 4)),
        "what a container calls is looked for on the upper floors");
  }

  @Test
  void everyErrorRowHasATitleAndACodeOfItsOwn() throws ClassNotFoundException {
    Map<String, HttpError> rows = new TreeMap<>();
    for (JavaClass table : CLASSES.that(isErrorTable())) {
      for (Object constant : Class.forName(table.getName()).getEnumConstants()) {
        HttpError row = (HttpError) constant;
        assertThat(row.status()).as(row.code()).isBetween(400, 599);
        assertThat(row.code()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        assertThat(row.text()).as(row.code()).endsWith(".").doesNotContain("/", "\n");
        assertThat(Problem.json(row, "id")).as(row.code()).doesNotContain("\"title\":\"Error\"");
        assertThat(rows.put(row.code(), row)).as("%s twice", row.code()).isNull();
      }
    }
    assertThat(rows).containsKeys("not-found", "store-full");
  }

  private static DescribedPredicate<JavaClass> isErrorTable() {
    return DescribedPredicate.describe(
        "error tables", c -> c.isEnum() && c.isAssignableTo(HttpError.class));
  }
}
