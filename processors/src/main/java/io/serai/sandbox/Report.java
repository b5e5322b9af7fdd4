package io.serai.sandbox;

import io.serai.job.Failure;
import io.serai.job.Image;
import io.serai.json.Json;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a runner reports beside its output. The job shares its process, so nothing in it is trusted.
 *
 * @param value the value of the program's last expression, as its runtime prints it
 * @param error the exception that ended the program
 * @param images the pictures the job drew
 * @param limit the word of the limit that the exception speaks of
 */
public record Report(
    @Nullable String value, @Nullable Failure error, List<Image> images, @Nullable String limit) {

  /** A runner that had nothing to say. */
  public static final Report EMPTY = new Report(null, null, List.of(), null);

  private static final Logger LOG = LoggerFactory.getLogger(Report.class);

  public Report {
    images = images == null ? List.of() : List.copyOf(images);
  }

  /** Reads a report; one that is not well-formed counts as empty. */
  public static Report read(byte[] json) {
    try {
      return Json.MAPPER.readValue(json, Report.class);
    } catch (IOException e) {
      LOG.info("report dropped: not well-formed");
      return EMPTY;
    }
  }
}
