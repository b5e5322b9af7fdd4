package io.serai.it.chaos;

import io.serai.it.Wan;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Something that breaks, and is mended again. */
enum Fault {
  KILLED_HUB {
    @Override
    void strike(Estate estate, Random random) throws Exception {
      int number = random.nextInt(2);
      estate.hub(number).kill();
      rest(random, 2_000);
      estate.startAgain(number);
    }
  },
  STOPPED_HUB {
    @Override
    void strike(Estate estate, Random random) throws Exception {
      int number = random.nextInt(2);
      estate.hub(number).close();
      estate.startAgain(number);
    }
  },
  RESTARTED_RABBITMQ {
    @Override
    void strike(Estate estate, Random random) throws Exception {
      restart(estate.rabbitmq(), random);
    }
  },
  RESTARTED_KAFKA {
    @Override
    void strike(Estate estate, Random random) throws Exception {
      restart(estate.kafka(), random);
    }
  },
  RESTARTED_POSTGRESQL {
    @Override
    void strike(Estate estate, Random random) throws Exception {
      restart(estate.postgres(), random);
    }
  },
  CUT_CONNECTIONS {
    @Override
    void strike(Estate estate, Random random) throws Exception {
      Wan way = one(estate.ways(), random);
      way.cut();
      rest(random, 6_000);
      way.mend();
    }
  },
  BROKEN_CONNECTIONS {
    @Override
    void strike(Estate estate, Random random) {
      one(estate.ways(), random).breakOff();
    }
  },
  DELAYED_CONNECTIONS {
    @Override
    void strike(Estate estate, Random random) throws Exception {
      Wan way = one(estate.ways(), random);
      way.delay(50 + random.nextInt(250));
      rest(random, 4_000);
      way.delay(0);
    }
  },
  FULL_DISK {
    @Override
    void strike(Estate estate, Random random) throws Exception {
      estate.disk().fill();
      rest(random, 3_000);
      estate.disk().empty();
      if (!estate.postgres().isAlive()) {
        estate.postgres().kill();
        estate.postgres().start();
      }
    }
  };

  /** Breaks it, and mends it before it returns. */
  abstract void strike(Estate estate, Random random) throws Exception;

  /** The fault as a report names it. */
  String words() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static void restart(Server server, Random random) throws Exception {
    server.kill();
    rest(random, 2_000);
    server.start();
  }

  private static <T> T one(List<T> several, Random random) {
    return several.get(random.nextInt(several.size()));
  }

  /** Some time, up to so much. */
  static void rest(Random random, int atMostMs) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(random.nextInt(atMostMs));
  }
}
