package org.ndview.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ndview.image.Images;

class ImageFolderTest {
  @Test
  void aFolderOfImagesBecomesATrainedClassifierAndItsPictures(@TempDir Path folder)
      throws Exception {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    double accuracy = ImageFolder.run(folder, new PrintStream(told, true, StandardCharsets.UTF_8));
    assertThat(accuracy).isGreaterThan(0.78);
    assertThat(told.toString(StandardCharsets.UTF_8))
        .contains("6,000 images in the folders [Ankle boot, Bag, Coat, ")
        .contains("ImageInfo[format=png, width=28, height=28, channels=GRAY, bits=8]")
        .contains("images: format 'B', shape [6000, 28, 28, 1], strides [784, 28, 1, 1] bytes")
        .contains("accuracy: ");
    assertThat(folder.toFile().list()).contains("pngs", "contact-sheet.png");
    assertThat(Images.info(folder.resolve("contact-sheet.png")).width()).isEqualTo(968);
    if (told.toString(StandardCharsets.UTF_8).contains("which class was taken for which")) {
      assertThat(Images.info(folder.resolve("confusion.png")).width()).isEqualTo(720);
    }
  }
}
