package org.ndview.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import org.ndview.NdView;
import org.ndview.Scaling;

/**
 * Images as views, views as images, and image files.
 *
 * <table class="striped">
 * <caption>What {@link #view(BufferedImage)} shares</caption>
 * <thead><tr><th scope="col">type of BufferedImage</th><th scope="col">shape</th>
 *     <th scope="col">format</th><th scope="col">{@link #channels}</th></tr></thead>
 * <tbody>
 * <tr><th scope="row">BYTE_GRAY</th><td>(height, width, 1)</td><td>B</td><td>GRAY</td></tr>
 * <tr><th scope="row">USHORT_GRAY</th><td>(height, width, 1)</td><td>H</td><td>GRAY</td></tr>
 * <tr><th scope="row">3BYTE_BGR, INT_BGR</th><td>(height, width, 3)</td><td>B</td><td>BGR</td></tr>
 * <tr><th scope="row">INT_RGB</th><td>(height, width, 3)</td><td>B</td><td>RGB</td></tr>
 * <tr><th scope="row">4BYTE_ABGR, 4BYTE_ABGR_PRE</th>
 *     <td>(height, width, 4)</td><td>B</td><td>ABGR</td></tr>
 * <tr><th scope="row">INT_ARGB, INT_ARGB_PRE</th>
 *     <td>(height, width, 4)</td><td>B</td><td>ARGB</td></tr>
 * <tr><th scope="row">USHORT_565_RGB</th><td>(height, width)</td><td>H</td><td>RGB565</td></tr>
 * <tr><th scope="row">USHORT_555_RGB</th><td>(height, width)</td><td>H</td><td>RGB555</td></tr>
 * <tr><th scope="row">CUSTOM, of grey or RGB, with samples apart in one array</th>
 *     <td>(height, width, channels)</td><td>B, H, h, i, f or d</td><td>as they lie</td></tr>
 * <tr><th scope="row">BYTE_BINARY, BYTE_INDEXED</th><td colspan="3">refused: indices of a palette</td>
 *     </tr>
 * </tbody>
 * </table>
 *
 * <p>The channels of a type whose pixels are ints have the order of the type's name, from the
 * highest bits on, on every machine: on a little-endian one the stride of the last dimension is -1.
 *
 * <p><b>Numbers.</b> No colour is managed, and nothing is blended. Where a copy asks for other
 * channels than an image has,
 *
 * <ul>
 *   <li>grey becomes RGB with three equal channels;
 *   <li>RGB becomes grey as {@code (19595 R + 38470 G + 7471 B) / 65536}, rounded: the weights of
 *       ITU-R 601, as Pillow's {@code convert("L")} has them;
 *   <li>an image without alpha becomes one whose pixels are opaque: 255, or 65535;
 *   <li>alpha that nobody asks for is dropped, and the colours stay what they are;
 *   <li>colours that are multiplied by alpha are divided by it: copies are never premultiplied;
 *   <li>indices of a palette become its colours.
 * </ul>
 */
public final class Images {
  private Images() {}

  // images as views

  /**
   * {@return a view of an image's memory, of shape (height, width, channels), without a copy} What
   * one side writes, the other reads. {@link #channels} tells the order of the channels; the table
   * above has the types. The part that {@code getSubimage} gives is viewed as that part. The view's
   * {@link NdView#obj()} is the image. Java keeps no copy of such an image on a graphics card from
   * then on.
   *
   * @param image the image
   * @throws UnsupportedOperationException if its samples are indices of a palette, of other colours
   *     than grey and RGB, less than a byte apart, in several arrays, or not in an array at all;
   *     the message names the call that copies
   */
  public static NdView view(BufferedImage image) {
    return ImageChannels.view(image);
  }

  /**
   * {@return a view of an image's memory with the channels in another order, without a copy} This
   * takes strides alone: BGR is RGB backwards, and RGB a part of ARGB. Grey as RGB has the same
   * sample three times; that view is read-only.
   *
   * @param image the image
   * @param order the order of the channels
   * @throws UnsupportedOperationException as by {@link #view(BufferedImage)}, or if no strides make
   *     this order of the image's; the message names the call that copies
   */
  public static NdView view(BufferedImage image, ChannelOrder order) {
    return ImageChannels.view(image, order);
  }

  /**
   * {@return a view of a raster's memory, without a copy: (height, width, bands), or (height,
   * width) of packed pixels that are not whole bytes} The bands have the raster's order, and no
   * meaning: so indices of a palette are viewed, and bands of any colours. It is read-only unless
   * the raster is a WritableRaster.
   *
   * @param raster the raster
   * @throws UnsupportedOperationException if its bands do not lie in even steps in one array
   */
  public static NdView view(Raster raster) {
    return ImageChannels.view(raster);
  }

  /**
   * {@return the order of the channels in {@link #view(BufferedImage)}}
   *
   * @param image the image
   * @throws UnsupportedOperationException if that refuses the image
   */
  public static ChannelOrder channels(BufferedImage image) {
    return ImageChannels.order(image);
  }

  /**
   * {@return a copy of an image of any type, in new memory that the view owns: (height, width,
   * channels), the channels GRAY, GRAY_ALPHA, RGB or RGBA} The format is {@code B}, or {@code H}
   * where the image has 16 bits, {@code f} or {@code d} where it has floating point.
   *
   * @param image the image
   * @throws UnsupportedOperationException if the colours are neither grey nor RGB, or their samples
   *     signed
   */
  public static NdView copy(BufferedImage image) {
    return SampleCopy.copy(image, ReadOptions.DEFAULT, "the image");
  }

  /**
   * {@return a copy of an image of any type with the channels asked for, in new memory that the
   * view owns}
   *
   * @param image the image
   * @param order the order of the channels, not packed
   * @throws UnsupportedOperationException if the colours are neither grey nor RGB, or their samples
   *     signed
   */
  public static NdView copy(BufferedImage image, ChannelOrder order) {
    return SampleCopy.copy(image, ReadOptions.DEFAULT.withOrder(order), "the image");
  }

  /**
   * Copies an image of any type into a view that is there: GRAY, GRAY_ALPHA, RGB or RGBA by the
   * number of the view's channels.
   *
   * @param image the image
   * @param target the view, (height, width, channels) or (height, width), with any strides; of
   *     format {@code B} for samples of 8 bits, {@code H} for 16, or of another that holds all such
   *     numbers, such as {@code f}
   * @throws IllegalArgumentException if the target has another size, channels that are not known,
   *     or a format for other samples. Nothing is written then
   * @throws java.nio.ReadOnlyBufferException if the target is read-only
   * @throws UnsupportedOperationException if the colours are neither grey nor RGB, or their samples
   *     signed
   */
  public static void copyTo(BufferedImage image, NdView target) {
    SampleCopy.copy(image, SampleCopy.Wanted.of(target, null), 0, Scaling.none(), "the image");
  }

  // views as images

  /**
   * {@return an image over a view's memory, without a copy: of GRAY, GRAY_ALPHA, RGB or RGBA, by
   * the number of channels} As {@link #image(NdView, ChannelOrder)}.
   *
   * @param view the view
   * @throws IllegalArgumentException if the shape or the format is not that of an image
   * @throws UnsupportedOperationException if an image cannot share the view; the message names the
   *     call that copies
   */
  public static BufferedImage image(NdView view) {
    return image(view, ImageShape.usual(view));
  }

  /**
   * {@return an image over a view's memory, without a copy} What one side writes, the other reads.
   *
   * <p>Shared are writable views with strides that go forward and are multiples of the itemsize;
   * that of the channels may go backwards. So parts of images are shared, images of planes (CHW,
   * permuted), and views of {@link #view(BufferedImage)}. Over a {@code byte[]}, dense BGR is an
   * image of TYPE_3BYTE_BGR, ABGR of 4BYTE_ABGR, GRAY of BYTE_GRAY; over an {@code int[]}, RGB, BGR
   * and ARGB are the INT types; over a {@code short[]}, GRAY is USHORT_GRAY. Others are of
   * TYPE_CUSTOM, which Java draws more slowly. So are those over native memory, whose view must not
   * be closed while the image is used: it refuses every use then.
   *
   * @param view the view: (height, width, channels), or (height, width) for GRAY and for packed
   *     pixels; of format {@code B} or {@code H}, or {@code f} or {@code d} from 0 to 1
   * @param order the order of the channels
   * @throws IllegalArgumentException if the shape or the format is not that of an image
   * @throws UnsupportedOperationException if an image cannot share the view: a read-only one, one
   *     with pointers, or with other strides; the message names the call that copies
   */
  public static BufferedImage image(NdView view, ChannelOrder order) {
    return ViewToImage.image(ImageShape.of(view, order));
  }

  /**
   * {@return an image of its own memory with a view's items: of GRAY, GRAY_ALPHA, RGB or RGBA, by
   * the number of channels} As {@link #copy(NdView, ChannelOrder)}.
   *
   * @param view the view, of any layout
   * @throws IllegalArgumentException if the shape or the format is not that of an image
   */
  public static BufferedImage copy(NdView view) {
    return copy(view, ImageShape.usual(view));
  }

  /**
   * {@return an image of its own memory with a view's items} It has one of BufferedImage's types
   * where one has such samples: BYTE_GRAY, 3BYTE_BGR, 4BYTE_ABGR, USHORT_GRAY, 565 and 555. RGB of
   * 16 bits and the like are of TYPE_CUSTOM.
   *
   * @param view the view, of any layout and byte order: (height, width, channels), or (height,
   *     width) for GRAY and for packed pixels; of format {@code B} or {@code H}, or {@code f} or
   *     {@code d} from 0 to 1
   * @param order the order of the view's channels
   * @throws IllegalArgumentException if the shape or the format is not that of an image, or it has
   *     more samples than a Java array
   */
  public static BufferedImage copy(NdView view, ChannelOrder order) {
    return ImageCopy.image(ImageShape.of(view, order));
  }

  // files

  /**
   * {@return what an image file says of itself; its pixels are not decoded} Of a file of several
   * images it is the first. The checksums of a PNG file are checked, as by {@link #read(Path,
   * NdView)}.
   *
   * @param file the file, of any format that ImageIO has a reader for
   * @throws ImageException if no reader knows the format, or it is corrupt
   * @throws IOException if the file cannot be read
   */
  public static ImageInfo info(Path file) throws IOException {
    try (ImageFile image = ImageFile.open(file)) {
      return image.info();
    }
  }

  /**
   * {@return the image in a file, in new memory that the view owns: (height, width, channels) with
   * the channels, the order and the bits that {@link #info} tells}
   *
   * @param file the file, of any format that ImageIO has a reader for
   * @throws ImageException if no reader knows the format, it is corrupt, its colours are neither
   *     grey nor RGB, or it has more than {@link ReadOptions#MAX_PIXELS}
   * @throws IOException if the file cannot be read
   */
  public static NdView read(Path file) throws IOException {
    return read(file, ReadOptions.DEFAULT);
  }

  /**
   * {@return the image in a file, in new memory that the view owns} Where there is a scaling, the
   * format is {@code f}.
   *
   * @param file the file, of any format that ImageIO has a reader for
   * @param options what is read of it, and how
   * @throws ImageException if no reader knows the format, it is corrupt, its colours are neither
   *     grey nor RGB, or it has too many pixels
   * @throws IllegalArgumentException if it has no such region or frame
   * @throws IOException if the file cannot be read
   */
  public static NdView read(Path file, ReadOptions options) throws IOException {
    try (ImageFile image = ImageFile.open(file)) {
      image.wanted(options);
      BufferedImage pixels = image.decode(options);
      return image.named(() -> SampleCopy.copy(pixels, options, image.place()));
    }
  }

  /**
   * Reads an image file into a view that is there, such as a slot of a batch: as GRAY, GRAY_ALPHA,
   * RGB or RGBA, by the number of the view's channels. See {@link #read(Path, NdView,
   * ReadOptions)}.
   *
   * @param file the file, of any format that ImageIO has a reader for
   * @param target the view, (height, width, channels) or (height, width)
   * @throws IllegalArgumentException if the image has another size, other bits, or the target
   *     channels that are not known
   * @throws java.nio.ReadOnlyBufferException if the target is read-only
   * @throws ImageException if no reader knows the format, it is corrupt, or its colours are neither
   *     grey nor RGB
   * @throws IOException if the file cannot be read
   */
  public static void read(Path file, NdView target) throws IOException {
    read(file, target, ReadOptions.DEFAULT);
  }

  /**
   * Reads an image file into a view that is there. Whatever fails, nothing has been written then.
   *
   * <p>The target has any strides: {@code batch.select(0, i)} of NHWC, {@code batch.select(0,
   * i).permute(1, 2, 0)} of NCHW. A target of {@code B} takes samples of 8 bits, {@code H} of 16:
   * others only where {@link ReadOptions#withBits} asks for it. Another format takes samples if it
   * holds all such numbers, as {@code f} does, and scaled if there is a scaling.
   *
   * <p>The size is compared before a pixel is decoded. A file that is cut short or damaged is
   * refused, also where ImageIO would give grey pixels for those that are missing; the checksums of
   * a PNG file are checked. Orientation in EXIF is left alone, as by ImageIO and Pillow.
   *
   * @param file the file, of any format that ImageIO has a reader for
   * @param target the view, (height, width, channels) or (height, width)
   * @param options what is read of it, and how
   * @throws IllegalArgumentException if the image has another size, other bits, no such region or
   *     frame, or the target channels that are not known
   * @throws java.nio.ReadOnlyBufferException if the target is read-only
   * @throws ImageException if no reader knows the format, it is corrupt, its colours are neither
   *     grey nor RGB, or it has too many pixels
   * @throws IOException if the file cannot be read
   */
  public static void read(Path file, NdView target, ReadOptions options) throws IOException {
    SampleCopy.Wanted wanted = SampleCopy.Wanted.of(target, options.order());
    try (ImageFile image = ImageFile.open(file)) {
      ImageFile.Size size = image.wanted(options);
      wanted.checkSize(size.width(), size.height(), image.place());
      BufferedImage pixels = image.decode(options);
      image.named(() -> {
        SampleCopy.copy(pixels, wanted, options.bits(), options.scaling(), image.place());
        return wanted;
      });
    }
  }

  /**
   * Writes a view as a PNG file, in place of one that is there: GRAY, GRAY_ALPHA, RGB or RGBA, by
   * the number of channels.
   *
   * @param file the file, in a folder that is there
   * @param view the view, of any layout: (height, width) or (height, width, channels), of format
   *     {@code B} or {@code H}
   * @throws IllegalArgumentException if the shape or the format is another
   * @throws IOException if the file cannot be written; what was there stays
   */
  public static void writePng(Path file, NdView view) throws IOException {
    writePng(file, view, ImageShape.usual(view));
  }

  /**
   * Writes a view as a PNG file, in place of one that is there. It is written beside and then moved
   * ({@link org.ndview.io.AtomicFile}). A file has 8 bits a sample from {@code B}, 16 from {@code
   * H}.
   *
   * @param file the file, in a folder that is there
   * @param view the view, of any layout: (height, width) or (height, width, channels), of format
   *     {@code B} or {@code H}
   * @param order the order of the view's channels, not packed
   * @throws IllegalArgumentException if the shape or the format is another
   * @throws IOException if the file cannot be written; what was there stays
   */
  public static void writePng(Path file, NdView view, ChannelOrder order) throws IOException {
    PngWriter.write(file, view, order);
  }
}
