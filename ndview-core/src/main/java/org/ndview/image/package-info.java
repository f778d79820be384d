/**
 * Images of {@code java.awt.image} and of files as views, and views as images.
 *
 * <p>An image is a view of shape (height, width, channels), which NumPy, OpenCV and Pillow call
 * HWC. The items are the image's samples: {@code B} where they have 8 bits, {@code H} where they
 * have 16. What the channels are, and in which order, is a {@link org.ndview.image.ChannelOrder}.
 *
 * <p>Three kinds of calls tell by their names whether samples are copied:
 *
 * <ul>
 *   <li>{@link org.ndview.image.Images#view(java.awt.image.BufferedImage) view} and {@link
 *       org.ndview.image.Images#image(org.ndview.NdView) image} share: what one side writes, the
 *       other reads. What cannot be shared is refused, and the message names the call that copies;
 *   <li>{@link org.ndview.image.Images#copy(java.awt.image.BufferedImage) copy} copies, and
 *       converts where asked;
 *   <li>{@link org.ndview.image.Images#read(java.nio.file.Path, org.ndview.NdView) read} decodes a
 *       file of any format that ImageIO knows into memory that is there, such as a slot of a batch,
 *       and {@link org.ndview.image.Images#writePng(java.nio.file.Path, org.ndview.NdView)
 *       writePng} writes one.
 * </ul>
 *
 * {@snippet lang="java" :
 * var image = new java.awt.image.BufferedImage(640, 480, java.awt.image.BufferedImage.TYPE_3BYTE_BGR);
 * NdView bgr = Images.view(image);                       // as the bytes lie
 * NdView rgb = Images.view(image, ChannelOrder.RGB);     // the same bytes, the last dimension backwards
 * System.out.println(Arrays.toString(rgb.shape()) + " " + Arrays.toString(rgb.strides()));
 * // [480, 640, 3] [1920, 3, -1]
 * rgb.set(255, 10, 20, 0);                               // red
 * System.out.println(bgr.slice("10, 20").toList());      // [0, 0, 255]
 * System.out.println(Integer.toHexString(image.getRGB(20, 10)));   // ffff0000
 *
 * Path file = Files.createTempDirectory("images").resolve("red.png");
 * Images.writePng(file, rgb);
 * try (NdView batch = NdView.allocate("B", 32, 480, 640, 3)) {
 *   Images.read(file, batch.select(0, 7));
 *   System.out.println(batch.slice("7, 10, 20").toList());         // [255, 0, 0]
 * }
 * }
 *
 * <p>Samples are the numbers that are stored. No colour is managed: a grey of 128 is 128 in each
 * channel of RGB, where {@code BufferedImage.getRGB} makes 188 of it, since Java takes its grey
 * images for linear light.
 *
 * <p>It all works without a display. On the module path, the module {@code java.desktop} must be
 * there: {@code org.ndview} does not require it of those who see no images.
 */
@NullMarked
package org.ndview.image;

import org.jspecify.annotations.NullMarked;
