package org.ndview.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.NdView;

/** Files that are cut, changed or lie end in one exception that names them; no slot is touched. */
class ImageHostileTest {
  @TempDir private Path folder;

  private byte[] file(String format) throws IOException {
    BufferedImage image = TestImages.random(BufferedImage.TYPE_3BYTE_BGR, 24, 20, 11);
    if (format.equals("gif")) {
      BufferedImage colours = new BufferedImage(24, 20, BufferedImage.TYPE_BYTE_INDEXED);
      image = TestImages.filled(colours, 2);
    }
    Path file = folder.resolve("whole." + format);
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    return Files.readAllBytes(file);
  }

  private Throwable read(byte[] bytes, NdView slot) throws IOException {
    Path file = Files.write(folder.resolve("hostile"), bytes);
    Throwable thrown = catchThrowable(() -> Images.read(file, slot));
    if (thrown != null) {
      assertThat(thrown)
          .isInstanceOfAny(ImageException.class, IllegalArgumentException.class)
          .hasMessageStartingWith(file.toString());
      assertThat(slot.count(7)).as("nothing is written: %s", thrown).isEqualTo(slot.size());
    }
    return thrown;
  }

  private static NdView slot() {
    byte[] sevens = new byte[24 * 20 * 3];
    Arrays.fill(sevens, (byte) 7);
    return NdView.of(sevens).cast("B").reshape(20, 24, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "tiff", "bmp", "gif"})
  void aFileThatIsCutAnywhereIsRefused(String format) throws Exception {
    byte[] whole = file(format);
    int accepted = 0;
    for (int n = 0; n < whole.length - 1; n += n < 100 || n > whole.length - 40 ? 1 : 13) {
      NdView slot = slot();
      if (read(Arrays.copyOf(whole, n), slot) == null) {
        accepted = accepted == 0 ? n : accepted;
      }
    }
    // the last bytes of a GIF or a TIFF may be others than pixels
    int tail = format.equals("gif") ? 4 : 0;
    assertThat(accepted == 0 || accepted >= whole.length - tail)
        .as("cut to %d of %d bytes it is accepted", accepted, whole.length)
        .isTrue();
  }

  @Test
  void aChangedByteOfAPngIsSeen() throws Exception {
    byte[] whole = file("png");
    for (int i = 0; i < whole.length; i += i < 80 || i > whole.length - 20 ? 1 : 5) {
      byte[] changed = whole.clone();
      changed[i] ^= 0x10;
      NdView slot = slot();
      assertThat(read(changed, slot)).as("byte %d", i).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "tiff", "bmp", "gif"})
  void aChangedByteOfAnotherFileIsAnExceptionOrAnImage(String format) throws Exception {
    byte[] whole = file(format);
    for (int i = 0; i < whole.length; i += i < 250 ? 1 : 29) {
      for (int change : new int[] {0x80, 1}) {
        byte[] changed = whole.clone();
        changed[i] ^= (byte) change;
        read(changed, slot());
      }
    }
  }

  /** A small file whose header, with a checksum that is right, tells another size. */
  private byte[] pngThatSays(int length) throws Exception {
    byte[] png = file("png");
    ByteBuffer.wrap(png).putInt(16, length).putInt(20, length);
    CRC32 sum = new CRC32();
    sum.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
    return png;
  }

  @Test
  void theSizeIsComparedBeforeAnythingIsDecoded() throws Exception {
    // says 60,000 x 60,000 pixels, whose 10 gigabytes nobody has
    byte[] bomb = pngThatSays(60_000);
    assertThat(read(bomb, slot()))
        .hasMessageContaining(
            "its 60000 x 60000 pixels are more than the 268435456 that are allowed");
    Path file = folder.resolve("hostile");
    assertThat(Images.info(file).width()).isEqualTo(60_000);
    assertThatThrownBy(() -> Images.read(file, slot(), ReadOptions.DEFAULT.withMaxPixels(1L << 40)))
        .hasMessage(
            "%s is 60000 x 60000 (width x height), the target of the shape [20, 24, 3] takes 24 x 20",
            file);
  }

  /** 268 megabytes of pixels, which the limit allows, of a file of one or two kilobytes. */
  @Test
  void moreThanTheDeflatedBytesCanMakeIsRefusedBeforeAnythingIsDecoded() throws Exception {
    byte[] bomb = pngThatSays(16_384);
    Path file = Files.write(folder.resolve("hostile"), bomb);
    assertThatThrownBy(() -> Images.read(file))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith(file + ": it says that it is 16384 x 16384 pixels, and its")
        .hasMessageContaining("deflated bytes can make ");
  }

  @Test
  void whatIsNoImageIsNamedWithWhatItBeginsWith() throws Exception {
    assertThat(read(new byte[0], slot()))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining(
            "no reader of ImageIO knows its format, of 0 bytes that begin with ; there are readers for");
    assertThat(read("hello, world".getBytes(), slot()))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("of 12 bytes that begin with 68 65 6c 6c 6f 2c 20 77;")
        .hasMessageContaining("png");
    Path none = folder.resolve("none.png");
    assertThatThrownBy(() -> Images.read(none, slot()))
        .isInstanceOf(java.nio.file.NoSuchFileException.class)
        .hasMessageContaining("none.png");
  }

  @Test
  void theChecksumThatIsWrongIsNamed() throws Exception {
    byte[] changed = file("png");
    changed[60] ^= 1;
    assertThat(read(changed, slot()))
        .hasMessageContaining("it is corrupt: the chunk IDAT at byte 33 has the checksum");
    assertThat(read(Arrays.copyOf(changed, 100), slot()))
        .hasMessageContaining("it is cut short: it ends at byte 100, in the middle of its chunks");
  }
}
