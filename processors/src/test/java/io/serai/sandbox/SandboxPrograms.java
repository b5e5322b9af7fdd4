package io.serai.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the tables of programs that every provider must report and survive. */
abstract class SandboxPrograms extends SandboxFixture {

  @TestFactory
  List<DynamicTest> reportsOfPrograms() throws IOException {
    return tests("reports.yaml");
  }

  @TestFactory
  List<DynamicTest> survivesHostilePrograms() throws IOException {
    List<DynamicTest> tests = tests("hostile.yaml");
    tests.add(DynamicTest.dynamicTest("nothing is left of any", this::awaitOnlyThoseThatWait));
    return tests;
  }

  private List<DynamicTest> tests(String table) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Program program : Program.read(table)) {
      if (program.concerns(provider())) {
        tests.add(
            DynamicTest.dynamicTest(
                program.name() + " (" + program.language().word() + ")",
                () -> check(program, image(program.language()))));
      }
    }
    return tests;
  }
}
