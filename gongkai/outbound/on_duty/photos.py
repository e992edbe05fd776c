"""A photo for a badge: cropped to 3:4."""

from PIL import Image, ImageOps

from gongkai.media.photos import as_jpeg, decoded

WIDTH, HEIGHT = 480, 640


def photo_of(content: bytes) -> bytes:
    """The photo as a small JPEG; raises `NoPhoto`."""
    # A little above the middle: that is where a face is.
    cut = ImageOps.fit(
        decoded(content), (WIDTH, HEIGHT), Image.Resampling.LANCZOS, centering=(0.5, 0.4)
    )
    return as_jpeg(cut)
