package io.serai.sandbox.warm;

import io.serai.job.Language;
import io.serai.sandbox.Run;
import java.util.stream.Stream;

/**
 * What a sandbox is made ready for.
 *
 * @param image the sandbox image
 * @param language whose interpreter waits in it
 * @param plots whether the interpreter has loaded what draws pictures, which takes half a second
 * @param fixed the limits that cannot be changed once it is made
 */
public record Kind(String image, Language language, boolean plots, Fixed fixed) {

  /** Below this a preloaded interpreter would not leave a program enough of its memory. */
  private static final int PLOTTING_MB = 192;

  /**
   * Limits that a provider sets when it makes a sandbox; 0 where it sets them when the job comes.
   *
   * @param memoryMb memory, MiB
   * @param diskMb room for files, MiB
   * @param pids processes and threads
   */
  public record Fixed(int memoryMb, int diskMb, int pids) {

    /** A provider that can set every limit when the job comes. */
    public static final Fixed NOTHING = new Fixed(0, 0, 0);
  }

  /** The kind that suits a run best; any other of the same image and language would do. */
  public static Kind of(Run run, Fixed fixed) {
    boolean plots =
        run.language() == Language.PYTHON
            && run.limits().memoryMb() >= PLOTTING_MB
            && (run.session() != null || drawsPictures(run.code()));
    return new Kind(run.image(), run.language(), plots, fixed);
  }

  private static boolean drawsPictures(String code) {
    return Stream.of("matplotlib", "numpy", "imshow_data", "pylab").anyMatch(code::contains);
  }

  /** The word by which a sandbox's supervisor knows what to prepare. */
  public String word() {
    return plots ? language().word() + "-plot" : language().word();
  }
}
