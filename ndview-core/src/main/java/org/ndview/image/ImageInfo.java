package org.ndview.image;

/**
 * What an image file says of itself, without its pixels.
 *
 * @param format the name of the format, as ImageIO has it: {@code png}, {@code JPEG}, {@code tif}
 * @param width how wide it is (in pixels)
 * @param height how high it is (in pixels)
 * @param channels what {@link Images#read(java.nio.file.Path)} gives: colours of a palette count as
 *     RGB or RGBA, or GRAY where all of them are grey
 * @param bits how many bits a sample has as it is read: 8 or 16; 32 or 64 for floating point
 */
public record ImageInfo(String format, int width, int height, ChannelOrder channels, int bits) {}
