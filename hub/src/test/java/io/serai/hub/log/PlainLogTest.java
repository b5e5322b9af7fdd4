package io.serai.hub.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hub's own logging, given what a sender may choose. */
@SuppressWarnings("NullAway.Init") // JUnit reads the configuration before each test.
class PlainLogTest {

  private static final String FORGED = "x\r\n12:00:00.000 ERROR forged\u001b[31m\u2028\u0085 line";

  private final LoggerContext context = new LoggerContext();
  private ConsoleAppender<ILoggingEvent> appender;

  @BeforeEach
  void configure() throws Exception {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        Path.of(System.getProperty("serai.home"), "hub/src/main/resources/logback.xml").toFile());
    appender =
        (ConsoleAppender<ILoggingEvent>)
            context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr");
  }

  private String line(String message, @Nullable Throwable thrown, Object... arguments) {
    Logger logger = context.getLogger("io.serai.test");
    byte[] text =
        appender
            .getEncoder()
            .encode(new LoggingEvent("", logger, Level.INFO, message, thrown, arguments));
    return new String(text, StandardCharsets.UTF_8);
  }

  @Test
  void writesAMessageOnOneLineWhateverIsInIt() {
    String line = line("tenant '{}' is unknown", null, FORGED);

    assertThat(line.lines()).hasSize(1);
    assertThat(line.stripTrailing()).doesNotContainPattern("[\\p{Cntrl}\u0085\u2028]");
    assertThat(line).contains("tenant 'x").contains("ERROR forged");
  }

  @Test
  void indentsEveryLineOfAStackTrace() {
    Throwable thrown =
        new IllegalStateException(FORGED, new IllegalArgumentException("\n" + FORGED));

    assertThat(line("it failed", thrown).lines().skip(1))
        .hasSizeGreaterThan(3)
        .allMatch(each -> each.startsWith("\t"))
        .noneMatch(each -> each.contains("\u001b"));
  }
}
