package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory for a while: small rooms are lent and lent again, large ones end when they are closed. */
class RoomTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, Room.LENT - 1, Room.LENT, Room.LENT + 1, 3 * Room.LENT})
  void hasTheBytesThatWereAskedFor(long bytes) {
    try (Room room = Room.of(bytes)) {
      assertThat(room.segment().byteSize()).isEqualTo(bytes);
    }
  }

  @Test
  void roomsThatAreOpenAtOnceShareNoByte() {
    List<Room> open = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Room room = Room.of(64);
      for (Room other : open) {
        assertThat(room.segment().asOverlappingSlice(other.segment())).isEmpty();
      }
      open.add(room);
    }
    open.forEach(Room::close);
  }

  @Test
  void smallRoomThatWasClosedIsLentAgain() {
    List<Room> open = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      open.add(Room.of(64)); // all that are lent
    }
    List<Long> places = open.stream().map(room -> room.segment().address()).toList();
    open.forEach(Room::close);
    try (Room again = Room.of(Room.LENT)) {
      assertThat(places).contains(again.segment().address());
    }
  }

  @Test
  void largeRoomIsFreedWhenItIsClosed() {
    Room room = Room.of(4 * Room.LENT);
    MemorySegment memory = room.segment();
    room.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> memory.get(ValueLayout.JAVA_BYTE, 0))
        .withMessageContaining("closed");
  }

  @Test
  void noMoreThanSomeAreLent() {
    List<Room> open = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      open.add(Room.of(64));
    }
    long beyond = open.getLast().segment().address();
    open.forEach(Room::close);
    List<Room> again = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      again.add(Room.of(Room.LENT)); // such memory is freed, and these are lent
    }
    assertThat(again).extracting(room -> room.segment().address()).doesNotContain(beyond);
    again.forEach(Room::close);
  }
}
