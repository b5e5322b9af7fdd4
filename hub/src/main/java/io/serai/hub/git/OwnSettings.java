package io.serai.hub.git;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Git without the settings of this machine and of the user that the hub runs as: they may name
 * programs to run and other servers, reading them runs {@code git}, and JGit writes to them.
 */
final class OwnSettings extends SystemReader.Delegate {

  private static final Duration COARSEST = Duration.ofSeconds(2);

  private OwnSettings(SystemReader machine) {
    super(machine);
  }

  /** From now on, in all of this JVM. */
  static void use() {
    SystemReader machine = SystemReader.getInstance();
    if (!(machine instanceof OwnSettings)) {
      SystemReader.setInstance(new OwnSettings(machine));
    }
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return new NoSettings(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new NoSettings(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new NoSettings(parent, fs);
  }

  private static final class NoSettings extends FileBasedConfig {

    NoSettings(Config parent, FS fs) {
      super(parent, null, fs);
    }

    @Override
    public void load() {}

    @Override
    public boolean isOutdated() {
      return false;
    }

    /**
     * How fine a file system's times are JGit measures where it is not told, in others' folders.
     */
    @Override
    public long getTimeUnit(
        String section, String subsection, String name, long otherwise, TimeUnit unit) {
      return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
          ? unit.convert(COARSEST)
          : super.getTimeUnit(section, subsection, name, otherwise, unit);
    }
  }
}
