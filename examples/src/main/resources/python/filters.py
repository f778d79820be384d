"""Filters of images, in plain NumPy: a user's own module, which knows nothing of Java."""
import numpy as np


def edges(images):
    """How steep the grey levels are at each pixel, by Sobel's two kernels, from 0 to 1."""
    a = np.asarray(images).astype(np.float32) / 255
    a = np.pad(a, [(0, 0)] * (a.ndim - 2) + [(1, 1), (1, 1)], mode='edge')
    smooth = np.array([1, 2, 1], np.float32)
    down = a[..., 2:, :] - a[..., :-2, :]
    across = a[..., :, 2:] - a[..., :, :-2]
    gy = sum(w * down[..., :, i:down.shape[-1] - 2 + i] for i, w in enumerate(smooth))
    gx = sum(w * across[..., i:across.shape[-2] - 2 + i, :] for i, w in enumerate(smooth))
    return np.hypot(gx, gy) / np.float32(np.sqrt(20))


def address(images):
    """Where the first pixel lies."""
    return np.asarray(images).__array_interface__['data'][0]
