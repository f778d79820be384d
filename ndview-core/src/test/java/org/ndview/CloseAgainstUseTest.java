package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One of eight threads closes the memory that the others use: each of them works on what is there,
 * then is refused, and nobody else's memory changes.
 */
class CloseAgainstUseTest {
  private static final int USERS = 7;
  private static final int ROUNDS = 15;
  private static final List<String> CALLS = ViewCalls.all().toList();
  private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);

  @TempDir static Path folder;

  /** Memory of two hundred ints, and what closes it. */
  record Owned(NdView view, Runnable end) {
    static Owned by(NdView owner) {
      return new Owned(owner.slice("::-1"), owner::close);
    }
  }

  /** The memory that a view of ints can have, where another thread may close it. */
  enum Kind {
    SMALL {
      @Override
      Owned make() {
        return Owned.by(NdView.allocate("i", 200));
      }
    },
    SMALL_THAT_WAS_LENT {
      @Override
      Owned make() {
        NdView owner = NdView.allocate("i", 200);
        assertThat(owner.segment().byteSize()).isEqualTo(800);
        return Owned.by(owner);
      }
    },
    LARGE {
      @Override
      Owned make() {
        NdView owner = NdView.allocate("i", 1 << 20);
        return new Owned(owner.slice("-200:"), owner::close);
      }
    },
    MAPPED {
      @Override
      Owned make() throws Exception {
        Path file = Files.write(Files.createTempFile(folder, "a", ".bin"), new byte[800]);
        NdView owner = NdView.map(file, MapMode.READ_WRITE, 0, 800);
        return new Owned(owner.cast("i"), owner::close);
      }
    },
    OF_A_SHARED_ARENA {
      @Override
      Owned make() {
        Arena arena = Arena.ofShared();
        return new Owned(NdView.allocate(arena, "i", 200), arena::close);
      }
    };

    abstract Owned make() throws Exception;
  }

  @ParameterizedTest
  @EnumSource
  void usersAreRefusedAndNobodyElseIsHarmed(Kind kind) throws Exception {
    run(kind, Thread.ofPlatform().factory());
  }

  @ParameterizedTest
  @EnumSource
  void virtualThreadsToo(Kind kind) throws Exception {
    run(kind, Thread.ofVirtual().factory());
  }

  private static void run(Kind kind, ThreadFactory factory) throws Exception {
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(factory)) {
      for (int round = 0; round < ROUNDS; round++) {
        Owned owned = kind.make();
        CyclicBarrier begin = new CyclicBarrier(USERS + 2);
        AtomicBoolean used = new AtomicBoolean(true);
        List<Future<?>> users = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
          Random random = new Random(31L * round + i);
          users.add(threads.submit(() -> use(begin, owned.view(), random)));
        }
        Future<?> bystander = threads.submit(() -> stayZero(begin, used));
        try {
          begin.await();
          LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(200_000));
          owned.end().run();
          for (Future<?> user : users) {
            user.get();
          }
        } finally {
          used.set(false);
        }
        bystander.get();
      }
    }
  }

  /** Does this and that until the memory is closed; from then on each call is refused. */
  private static Void use(CyclicBarrier begin, NdView view, Random random) throws Exception {
    begin.await();
    long begun = System.nanoTime();
    String name;
    do {
      Thread
          .yield(); // no virtual thread gets a carrier by force, and one of those that wait may own
      // a lock
      name = CALLS.get(random.nextInt(CALLS.size()));
      assertThat(System.nanoTime() - begun).as("closed memory was used").isLessThan(LONGEST);
    } while (!isRefused(name, view));
    for (String call : CALLS) {
      assertThat(isRefused(call, view)).as(call).isTrue();
    }
    return null;
  }

  private static boolean isRefused(String call, NdView view) {
    try {
      ViewCalls.of(call).accept(view);
      return false;
    } catch (IllegalStateException _) {
      return true;
    }
  }

  /** New memory of the size of what is closed is zero, and stays so. */
  private static Void stayZero(CyclicBarrier begin, AtomicBoolean used) throws Exception {
    begin.await();
    do {
      try (NdView own = NdView.allocate("i", 200)) {
        Thread.yield();
        for (int i = 0; i < 20; i++) {
          assertThat(own.count(0)).isEqualTo(200);
        }
      }
    } while (used.get());
    return null;
  }
}
