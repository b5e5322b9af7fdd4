package io.serai.hub.cli;

import io.serai.hub.config.HubConfig;
import io.serai.hub.doctor.BrokerExam;
import io.serai.hub.doctor.DatabaseExam;
import io.serai.hub.doctor.Diagnosis;
import io.serai.hub.doctor.Diagnosis.Mark;
import io.serai.hub.doctor.HubExam;
import io.serai.hub.doctor.MachineExam;
import io.serai.hub.doctor.SandboxExam;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code serai doctor}: says what works on this machine and on the hub that runs, what does not,
 * and what to do about it.
 */
@Command(
    name = "doctor",
    description =
        "Say what works on this machine and on the hub that runs, what does not, and how to mend"
            + " it.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:a hub would run jobs here", "1:it would not", "2:wrong usage"})
final class DoctorCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Mixin private HubOption hub = new HubOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    HubConfig config = options.config();
    List<Diagnosis> found = new ArrayList<>(new MachineExam(config.state()).examine());
    found.addAll(new SandboxExam(config).examine());
    found.addAll(new DatabaseExam(config.database()).examine());
    found.addAll(new BrokerExam(config).examine());
    found.addAll(new HubExam(hub.client()).examine());
    Output.of(spec).print(table(found));
    return found.stream().anyMatch(each -> each.mark() == Mark.WRONG)
        ? CommandLine.ExitCode.SOFTWARE
        : CommandLine.ExitCode.OK;
  }

  private static Table table(List<Diagnosis> found) {
    Table table = new Table("", "part", "finding", "what to do");
    found.forEach(
        each ->
            table.row(
                each.mark().name().toLowerCase(Locale.ROOT),
                each.part(),
                each.detail(),
                each.remedy()));
    return table;
  }
}
