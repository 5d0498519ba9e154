"""A writer's picture as pages serve it: upright, bare of notes, in few sizes, and refused when it is no picture."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.media.encode import (
    MOST_BYTES,
    MOST_PIXELS,
    MOST_PIXELS_OF,
    Encoded,
    PhotoFault,
    Size,
    encode_photo,
)
from generator.media.shelf import Shelf
from tests.photographs import NOTED, bomb, photograph, saved, vast


def encoded(content: bytes) -> tuple[Size, ...]:
    found = encode_photo(content)
    assert isinstance(found, Encoded), found
    return found.sizes


def measures(sizes: tuple[Size, ...]) -> list[tuple[int, int]]:
    return sorted({(size.width, size.height) for size in sizes})


def test_a_large_picture_comes_in_three_widths_and_a_small_one_is_never_blown_up() -> None:
    assert measures(encoded(saved(Image.new("RGB", (2000, 1000))))) == [(480, 240), (960, 480), (1600, 800)]
    assert measures(encoded(saved(Image.new("RGB", (600, 300))))) == [(480, 240), (600, 300)]
    assert measures(encoded(saved(Image.new("RGB", (1, 1))))) == [(1, 1)]
    assert measures(encoded(saved(Image.new("RGB", (4000, 1))))) == [(480, 1), (960, 1), (1600, 1)]


UPRIGHT = {1: "left top", 2: "right top", 3: "right bottom", 4: "left bottom", 6: "right top", 8: "left bottom"}


@pytest.mark.parametrize("turned", UPRIGHT)
def test_a_picture_stands_as_its_camera_was_held_and_says_nothing_of_where_and_when(turned: int) -> None:
    content = photograph(90, 60, turned=turned)
    assert all(noted in content for noted in NOTED)
    sizes = encoded(content)
    assert measures(sizes) == [(60, 90) if turned > 4 else (90, 60)]
    for size in sizes:
        assert not [noted for noted in NOTED if noted in size.content]
        with Image.open(io.BytesIO(size.content)) as shown:
            assert shown.size == (size.width, size.height)
            assert dict(shown.getexif()) == {}
            assert not {"icc_profile", "xmp", "comment", "exif"} & set(shown.info)
            assert _sun(shown.convert("RGB")) == UPRIGHT[turned]


def _sun(picture: Image.Image) -> str:
    """In which quarter of the picture the sun stands."""
    suns = [
        (x, y)
        for x in range(picture.width)
        for y in range(picture.height)
        if (pixel := picture.getpixel((x, y))) and isinstance(pixel, tuple) and min(pixel[:2]) > 180
    ]
    x, y = (sum(values) / len(suns) for values in zip(*suns, strict=True))
    return f"{'left' if x < picture.width / 2 else 'right'} {'top' if y < picture.height / 2 else 'bottom'}"


def test_the_same_bytes_give_the_same_files() -> None:
    content = photograph(700, 500)
    assert encoded(content) == encoded(content)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_each_kind_of_pixels_is_shown(mode: str) -> None:
    kinds = {size.kind for size in encoded(saved(Image.new(mode, (9, 9))))}
    assert ("image/png" if mode in ("LA", "RGBA") else "image/jpeg") in kinds


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF", "GIF"])
def test_each_kind_of_file_is_read(kind: str) -> None:
    assert measures(encoded(saved(Image.new("RGB", (30, 20), "teal"), kind))) == [(30, 20)]


def test_print_colours_and_sixteen_bits_keep_their_brightness() -> None:
    for content in (saved(Image.new("CMYK", (9, 9), (0, 0, 0, 127)), "JPEG"), saved(Image.new("I;16", (9, 9), 32768))):
        with Image.open(io.BytesIO(encoded(content)[-1].content)) as shown:
            assert all(abs(byte - 128) < 4 for byte in shown.convert("RGB").tobytes())


def test_a_second_view_that_a_camera_put_behind_the_picture_is_no_reason_to_refuse_it() -> None:
    views = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    content = saved(views[0], "MPO", save_all=True, append_images=views[1:])
    with Image.open(io.BytesIO(encoded(content)[-1].content)) as shown:
        red, _, blue = shown.convert("RGB").getpixel((20, 15))  # type: ignore[misc]
        assert red > 200 > 60 > blue


def test_what_is_no_picture_for_a_page_is_refused_with_its_reason() -> None:
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    whole = saved(Image.effect_noise((300, 300), 90), "JPEG")
    assert {
        "text": encode_photo(b"Only words."),
        "nothing": encode_photo(b""),
        "page": encode_photo(b"<html><script>x</script></html>"),
        "drawing": encode_photo(b"<?xml version='1.0'?><SVG onload='x'/>"),
        "phone": encode_photo(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
        "cut short": encode_photo(whole[: len(whole) // 2]),
        "moving": encode_photo(saved(frames[0], "GIF", save_all=True, append_images=frames[1:])),
        "moving too": encode_photo(saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])),
        "bomb": encode_photo(bomb()),
        "smaller bomb": encode_photo(bomb(11_000)),
        "one side": encode_photo(saved(Image.new("1", (20_000, 1)))),
        "heavy": encode_photo(bytes(MOST_BYTES + 1)),
    } == {
        "text": PhotoFault.NOT_A_PICTURE,
        "nothing": PhotoFault.NOT_A_PICTURE,
        "page": PhotoFault.NOT_A_PICTURE,
        "drawing": PhotoFault.DRAWING,
        "phone": PhotoFault.PHONE,
        "cut short": PhotoFault.BROKEN,
        "moving": PhotoFault.MOVING,
        "moving too": PhotoFault.MOVING,
        "bomb": PhotoFault.TOO_LARGE,
        "smaller bomb": PhotoFault.TOO_LARGE,
        "one side": PhotoFault.TOO_LARGE,
        "heavy": PhotoFault.TOO_LARGE,
    }


def test_a_picture_at_the_limit_takes_a_bounded_share_of_memory(tmp_path: Path) -> None:
    # See-through pixels take the most: they are held twice while they are made smaller.
    content = vast(9_300, MOST_PIXELS // 9_300)
    (tmp_path / "vast.png").write_bytes(content)
    code = (
        "import resource, sys, generator.media.encode as at\n"
        "found = at.encode_photo(open(sys.argv[1], 'rb').read())\n"
        "most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == 'darwin' else 1024)\n"
        "print([(size.width, size.height) for size in found.sizes[::2]], most // 1_000_000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "vast.png")], capture_output=True, text=True, check=True
    )
    made, megabytes = done.stdout.rsplit(" ", 1)
    assert made == "[(480, 361), (960, 721), (1600, 1202)]"
    assert int(megabytes) < 700


def test_a_picture_with_more_pixels_than_memory_should_hold_is_refused_before_it_is_read() -> None:
    most = {"PNG": MOST_PIXELS, **MOST_PIXELS_OF}
    assert most == {"PNG": 65_000_000, "WEBP": 30_000_000, "AVIF": 30_000_000}
    assert encode_photo(bomb(8_063)) is PhotoFault.TOO_LARGE
    assert encode_photo(bomb(8_062)) is PhotoFault.BROKEN
    assert encode_photo(saved(Image.new("L", (6_000, 5_001)), "WEBP", quality=1, method=0)) is PhotoFault.TOO_LARGE


def test_a_photograph_that_is_larger_than_pages_need_shows_what_it_showed() -> None:
    for turned, (width, height) in ((1, (1600, 1067)), (6, (1600, 2400))):
        large = encoded(photograph(4_800, 3_200, turned=turned))[-1]
        assert (large.width, large.height) == (width, height)
        with Image.open(io.BytesIO(large.content)) as shown:
            assert _sun(shown.convert("RGB").reduce(20)) == UPRIGHT[turned]


HEADS = st.sampled_from([b"", b"\xff\xd8\xff\xe0\0\x10JFIF\0", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPVP8 ", b"II*\0"])


@given(HEADS, st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_chance_bytes_never_crash_and_never_become_a_picture(head: bytes, rest: bytes) -> None:
    assert isinstance(encode_photo(head + rest), PhotoFault)


SMALL = [
    photograph(24, 16),
    saved(Image.new("RGBA", (24, 16), (9, 9, 9, 9))),
    saved(Image.new("RGB", (24, 16)), "TIFF"),
]


@given(st.sampled_from(SMALL), st.data())
@settings(max_examples=100, deadline=None)
def test_a_picture_with_bytes_changed_is_shown_or_refused_and_tells_nothing_either_way(
    content: bytes, data: st.DataObject
) -> None:
    changed = bytearray(content)
    for _ in range(data.draw(st.integers(1, 6))):
        changed[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    found = encode_photo(bytes(changed))
    if isinstance(found, Encoded):
        assert not [noted for size in found.sizes for noted in NOTED if noted in size.content]


SIGNATURE = ("a", 1, 1, 1)


def test_what_was_made_is_kept_and_what_was_spoiled_on_the_shelf_is_made_again(tmp_path: Path) -> None:
    content, folder = photograph(60, 40), tmp_path / ".explainer" / "pictures"
    key, made = Shelf(folder, tmp_path).take_in(content, SIGNATURE)
    (kept,) = folder.iterdir()
    whole = kept.read_bytes()
    again = Shelf(folder, tmp_path)
    assert again.take_in(content, SIGNATURE) == (key, made)
    assert again.key_of(SIGNATURE) == kept.name and again.sizes_of(kept.name) == made
    for spoiled in (b"", whole[:-1], whole + b"x", b"[]\n", b'{"format": 1}\n', b"[" * 9999, b"{}"):
        kept.write_bytes(spoiled)
        assert Shelf(folder, tmp_path).take_in(content, SIGNATURE) == (key, made)
        assert kept.read_bytes() == whole


def test_a_refusal_is_kept_too_and_a_shelf_outside_the_newsroom_is_not_used(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "newsroom", tmp_path / "elsewhere"
    for folder in (root, elsewhere):
        folder.mkdir()
    (root / ".explainer").symlink_to(elsewhere)
    shelf = Shelf(root / ".explainer" / "pictures", root)
    assert shelf.take_in(b"words", SIGNATURE)[1] == PhotoFault.NOT_A_PICTURE
    assert list(elsewhere.iterdir()) == []
    (root / ".explainer").unlink()
    for _ in range(2):
        assert Shelf(root / ".explainer" / "pictures", root).take_in(b"words", SIGNATURE)[1] == PhotoFault.NOT_A_PICTURE
    assert len(list((root / ".explainer" / "pictures").iterdir())) == 1
