package io.serai.sandbox;

import io.serai.job.Image;
import io.serai.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a runner reports beside its output. The job can write it too, so nothing in it is trusted.
 *
 * @param images the pictures the job drew
 */
public record Report(List<Image> images) {

  private static final Logger LOG = LoggerFactory.getLogger(Report.class);
  private static final long MAX_BYTES = 32L << 20;
  private static final Report EMPTY = new Report(List.of());

  public Report {
    images = images == null ? List.of() : List.copyOf(images);
  }

  /** Reads a report; one that is not there, too large or not well-formed counts as empty. */
  public static Report read(Path file) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) == 0) {
        return EMPTY;
      }
      if (Files.size(file) > MAX_BYTES) {
        LOG.info("report dropped: larger than {} bytes", MAX_BYTES);
        return EMPTY;
      }
      return Json.MAPPER.readValue(Files.readAllBytes(file), Report.class);
    } catch (IOException e) {
      LOG.info("report dropped: not well-formed");
      return EMPTY;
    }
  }
}
