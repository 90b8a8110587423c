"""A zip of class folders: what becomes of an honest one, and why every other is rejected."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from backend.datasets import upload
from backend.datasets.catalogue import Catalogue
from backend.datasets.dataset import Dataset
from backend.datasets.images import ImageData
from backend.datasets.upload import clean_title
from backend.datasets.upload import import_zip as import_and_save
from backend.datasets.zip_members import clean_label
from backend.errors import DatasetUnavailable, InvalidInput, TooLarge, UnsupportedMedia
from backend.imaging.decoding import REDUCED_BYTES
from backend.settings import Settings
from backend.storage import Storage
from tests.counting import calls

LIMITS = Settings()
SYMLINK = 0o120777 << 16


def import_zip(file: io.BytesIO, title: str, uploads: Storage, limits: Settings, *, side: int = 32) -> Dataset:
    return import_and_save(file, title, uploads, limits, side=side).dataset


def skipped(dataset: Dataset) -> dict[str, int]:
    return {one.reason: one.count for one in dataset.skipped}


def photo(seed: int, size: tuple[int, int] = (40, 40), format: str = "PNG") -> bytes:
    file = io.BytesIO()
    pixels = np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 3), np.uint8)
    Image.fromarray(pixels).save(file, format)
    return file.getvalue()


IMAGES = {f"{label}/{number}.png": photo(10 * index + number) for index, label in enumerate(("cat", "dog")) for number in range(10)}


def zipped(members: dict[str, bytes] | Iterable[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items() if isinstance(members, dict) else members:
            archive.writestr(name, content)
    return file


def rejected(file: io.BytesIO, uploads: Storage, match: str, kind: type[Exception] = InvalidInput) -> None:
    with pytest.raises(kind, match=match):
        import_zip(file, "x", uploads, LIMITS)
    assert uploads.keys("datasets") == []


# Honest zips


def test_class_folders_become_a_data_set(tmp_path: Path, uploads: Storage) -> None:
    dataset = import_zip(zipped(IMAGES), "My pets", uploads, LIMITS)
    assert (dataset.title, dataset.classes, dataset.shape) == ("My pets", ["cat", "dog"], (32, 32, 3))
    assert (dataset.sizes, dataset.availability, dataset.skipped) == ({"train": 16, "test": 4}, "uploaded", [])
    assert Catalogue(tmp_path, uploads).describe(dataset.id) == dataset
    assert Catalogue(tmp_path, uploads).all()[-1] == dataset
    data = Catalogue(tmp_path, uploads).load(dataset.id, ImageData)
    assert data.x_train.shape == (16, 32, 32, 3)
    assert np.bincount(data.y_test).tolist() == [2, 2]


@pytest.mark.parametrize(("images", "test"), [(2, 1), (3, 1), (7, 1), (8, 2)])
def test_of_every_class_a_fifth_and_at_least_one_image_is_for_testing(images: int, test: int, tmp_path: Path, uploads: Storage) -> None:
    members = {f"{label}/{number}.png": photo(50 * row + number) for row, label in enumerate("ab") for number in range(images)}
    dataset = import_zip(zipped(members), "Small", uploads, LIMITS)
    data = Catalogue(tmp_path, uploads).load(dataset.id, ImageData)
    assert dataset.sizes == {"train": 2 * (images - test), "test": 2 * test}
    assert np.bincount(data.y_test).tolist() == [test, test]


def test_each_image_keeps_its_pixels_and_its_class(tmp_path: Path, uploads: Storage) -> None:
    members = {f"{label}/{number}.png": photo(seed + number, (16, 16)) for label, seed in (("b", 0), ("a", 50)) for number in range(5)}
    data = Catalogue(tmp_path, uploads).load(import_zip(zipped(members), "", uploads, LIMITS, side=16).id, ImageData)
    images, labels = np.concatenate([data.x_train, data.x_test]), np.concatenate([data.y_train, data.y_test])
    found = {(bytes(image), data.labels[label]) for image, label in zip(images, labels, strict=True)}
    assert found == {(np.asarray(Image.open(io.BytesIO(content))).tobytes(), name[0]) for name, content in members.items()}


def test_images_of_other_shapes_are_cropped_and_resized(tmp_path: Path, uploads: Storage) -> None:
    wide = Image.new("RGB", (300, 100), "red")
    wide.paste("blue", (100, 0, 200, 100))
    members = dict(IMAGES)
    for number, format in enumerate(("PNG", "JPEG", "GIF", "BMP", "WEBP")):
        file = io.BytesIO()
        wide.rotate(number * 180).save(file, format)
        members[f"blue/{number}.{format.lower()}"] = file.getvalue()
    data = Catalogue(tmp_path, uploads).load(import_zip(zipped(members), "", uploads, LIMITS, side=24).id, ImageData)
    blue = data.x_train[data.y_train == data.labels.index("blue")]
    assert blue.shape == (4, 24, 24, 3)
    assert (blue[..., 2] > 200).all()
    assert (blue[..., 0] < 50).all()


def test_the_split_depends_on_the_images_alone(tmp_path: Path, uploads: Storage) -> None:
    renamed = [(f"all/{name.replace('/', '/renamed-')}", content) for name, content in reversed(IMAGES.items())]
    first, second = (
        Catalogue(tmp_path, uploads).load(import_zip(zipped(members), "", uploads, LIMITS).id, ImageData) for members in (IMAGES, renamed)
    )
    np.testing.assert_array_equal(first.x_test, second.x_test)
    np.testing.assert_array_equal(first.x_train, second.x_train)


def test_folders_around_the_class_folders_are_passed_through(uploads: Storage) -> None:
    members = {f"download/pets/{name}": content for name, content in IMAGES.items()}
    assert import_zip(zipped(members), "", uploads, LIMITS).classes == ["cat", "dog"]


def test_junk_is_skipped_and_counted(uploads: Storage) -> None:
    junk = {
        "__MACOSX/cat/._1.png": b"x",
        "cat/Thumbs.db": b"x",
        "cat/.DS_Store": b"x",
        "readme.txt": b"x",
        "cat/notes.html": b"<script>",
        "cat/broken.png": b"no image",
        "cat/cut.png": IMAGES["cat/1.png"][:300],
        "dog/copy of 3.png": IMAGES["dog/3.png"],
        "cat/a dog.png": IMAGES["dog/4.png"],
    }
    dataset = import_zip(zipped({**IMAGES, **junk, "empty folder/": b""}), "", uploads, LIMITS)
    assert dataset.classes == ["cat", "dog"]
    assert skipped(dataset) == {
        "not an image": 1,
        "in no class folder": 1,
        "damaged": 2,
        "duplicate": 1,
        "duplicate of an image of another class": 1,
    }
    assert dataset.sizes == {"train": 16, "test": 4}


def test_a_data_set_that_lost_its_images_is_rejected(tmp_path: Path, uploads: Storage) -> None:
    dataset = import_zip(zipped(IMAGES), "", uploads, LIMITS)
    uploads.write(f"datasets/{dataset.id}/data.npz", b"damaged")
    with pytest.raises(DatasetUnavailable, match=r"missing or damaged.*upload it again"):
        Catalogue(tmp_path, uploads).load(dataset.id, ImageData)
    uploads.delete(f"datasets/{dataset.id}/data.npz")
    with pytest.raises(DatasetUnavailable, match=r"missing or damaged.*upload it again"):
        Catalogue(tmp_path, uploads).load(dataset.id, ImageData)


# Names


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("  My pets ", "My pets"),
        ("a\u202eb\x00c\nd", "abcd"),
        ("e\u0301", "é"),
        ("x" * 10_000, "x" * 100),
        ("\u200b", "Uploaded images"),
        ("\u00a0\u200d ", "Uploaded images"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    ],
)
def test_a_title_is_cleaned(title: str, shown: str) -> None:
    assert clean_title(title) == shown


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("golden retriever", "golden retriever"),
        ("Häuser-2_x", "Häuser-2_x"),
        ("50%", "50%"),
        ("St. John's", "St. John's"),
        ("c\u202eat", "cat"),
        ("a" * 99, "a" * 40),
        ("\U0001f469\u200d\U0001f680", "\U0001f469\u200d\U0001f680"),
        ("\u0645\u06cc\u200c\u0631\u0648\u0645", "\u0645\u06cc\u200c\u0631\u0648\u0645"),
    ],
)
def test_a_class_name_is_cleaned(name: str, label: str) -> None:
    assert clean_label(name) == label


def test_a_class_name_of_nothing_but_signs_is_rejected(uploads: Storage) -> None:
    rejected(zipped({**IMAGES, "\u200b/1.png": photo(99)}), uploads, "gives no class name")


# Hostile and mistaken zips


@pytest.mark.parametrize("name", ["../../x.png", "/abs.png", "C:\\x.png", "C:/x.png", "cat/../../x.png", "..\\..\\x.png"])
def test_a_path_that_leaves_the_zip_is_rejected(name: str, uploads: Storage) -> None:
    info = zipfile.ZipInfo("placeholder")
    info.filename = name
    rejected(zipped([*IMAGES.items(), (info, photo(99))]), uploads, "must stay inside the zip")


def test_a_link_is_rejected(uploads: Storage) -> None:
    info = zipfile.ZipInfo("cat/link.png")
    info.external_attr = SYMLINK
    rejected(zipped([*IMAGES.items(), (info, b"/etc/passwd")]), uploads, "link")


def test_an_encrypted_member_is_rejected(uploads: Storage) -> None:
    file = bytearray(zipped(IMAGES).getvalue())
    directory = file.index(b"PK\x01\x02")
    file[directory + 8] |= 1
    rejected(io.BytesIO(bytes(file)), uploads, "encrypted")


@pytest.mark.parametrize("name", ["cat/more.zip", "cat/more.TAR", "more.tar.gz"])
def test_an_archive_inside_is_rejected(name: str, uploads: Storage) -> None:
    rejected(zipped({**IMAGES, name: zipped(IMAGES).getvalue()}), uploads, "another archive")


def test_a_member_of_zeros_is_rejected_before_it_is_unpacked(uploads: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    file = zipped({**IMAGES, "cat/zeros.png": bytes(200_000_000)})
    memory, unpacked, read = psutil.Process().memory_info().rss, [], zipfile.ZipExtFile.read

    def counting(member: zipfile.ZipExtFile, size: int = -1) -> bytes:
        content = read(member, size)
        unpacked.append(len(content))
        return content

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counting)
    rejected(file, uploads, "unpacks to more than", TooLarge)
    assert max(unpacked) <= 100 * len(file.getvalue()) + 1
    assert psutil.Process().memory_info().rss - memory < 100 << 20


def test_members_that_unpack_to_a_hundred_times_the_zip_are_rejected(uploads: Storage) -> None:
    zeros = {f"cat/zeros {number}.png": bytes(2_000_000) for number in range(20)}
    rejected(zipped({**IMAGES, **zeros}), uploads, "unpacks to more than", TooLarge)


def test_a_member_larger_than_an_image_may_be_is_skipped_and_named(uploads: Storage) -> None:
    big = photo(1) + np.random.default_rng(0).bytes(REDUCED_BYTES)
    dataset = import_zip(zipped({**IMAGES, "cat/big.png": big}, zipfile.ZIP_STORED), "", uploads, LIMITS)
    assert [(one.reason, one.names) for one in dataset.skipped] == [("too large", ["cat/big.png"])]


def test_overlapping_members_are_rejected(uploads: Storage) -> None:
    """Two entries of the list that point to the same bytes: the trick behind zips that unpack to petabytes."""
    file = bytearray(zipped(IMAGES).getvalue())
    first = file.index(b"PK\x01\x02")
    second = file.index(b"PK\x01\x02", first + 4)
    file[second + 42 : second + 46] = file[first + 42 : first + 46]
    rejected(io.BytesIO(bytes(file)), uploads, "overlap")


def test_too_many_members_are_rejected(uploads: Storage) -> None:
    rejected(zipped(((f"a/{number}", b"") for number in range(20_001)), zipfile.ZIP_STORED), uploads, "too many files", TooLarge)


def test_100_000_members_are_rejected_before_their_list_is_read(uploads: Storage) -> None:
    content = zipped({"a/1": b""}).getvalue()
    directory, end = content.index(b"PK\x01\x02"), content.rindex(b"PK\x05\x06")
    rows = content[directory:end] * 100_000
    record = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(rows), directory, 0)
    with calls() as counted:
        rejected(io.BytesIO(content[:directory] + rows + record), uploads, "too many files", TooLarge)
    assert counted["ZipInfo.__init__"] == 0
    assert 0 < counted.total() < 1000


def test_a_lying_number_of_members_does_not_help(uploads: Storage) -> None:
    file = bytearray(zipped(((f"a/{number}" + "x" * 300, b"") for number in range(20_500)), zipfile.ZIP_STORED).getvalue())
    end = file.rindex(b"PK\x05\x06")
    file[end + 8 : end + 12] = struct.pack("<HH", 1, 1)
    rejected(io.BytesIO(bytes(file)), uploads, "too many files", TooLarge)


def test_a_lying_size_is_rejected(uploads: Storage) -> None:
    file = bytearray(zipped(IMAGES).getvalue())
    directory = file.index(b"PK\x01\x02")
    file[directory + 24 : directory + 28] = struct.pack("<I", 10)
    rejected(io.BytesIO(bytes(file)), uploads, "damaged")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_cut_off_zip_is_rejected(share: float, uploads: Storage) -> None:
    content = zipped(IMAGES).getvalue()
    rejected(io.BytesIO(content[: int(len(content) * share)]), uploads, "damaged")


def test_damaged_bytes_are_rejected(uploads: Storage) -> None:
    file = bytearray(zipped(IMAGES, zipfile.ZIP_STORED).getvalue())
    file[200:210] = bytes(10)
    rejected(io.BytesIO(bytes(file)), uploads, "damaged")


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damaged_compressed_bytes_are_rejected(method: int, uploads: Storage) -> None:
    file = bytearray(zipped(IMAGES, method).getvalue())
    file[60:500] = b"\xff" * 440
    rejected(io.BytesIO(bytes(file)), uploads, "damaged")


def test_a_name_in_another_encoding_than_the_zip_says_is_rejected(uploads: Storage) -> None:
    file = bytearray(zipped({**IMAGES, "dog/é.png": photo(99)}).getvalue())
    at = file.index("é".encode())
    file[at : at + 2] = b"\xff\xff"
    rejected(io.BytesIO(bytes(file)), uploads, "damaged")


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"", InvalidInput), (b"no zip", UnsupportedMedia), (b"\x89HDF\r\n\x1a\n", UnsupportedMedia), (b"PK", InvalidInput)],
)
def test_what_is_no_zip_is_rejected(content: bytes, kind: type[Exception], uploads: Storage) -> None:
    rejected(io.BytesIO(content), uploads, "empty|not a zip|damaged", kind)


def test_a_keras_file_is_no_data_set(uploads: Storage) -> None:
    rejected(zipped({"config.json": b"{}", "model.weights.h5": b"\x89HDF"}), uploads, "no images")


MISTAKES = {
    "no images": ({"cat/a.txt": b"x"}, "no images"),
    "empty zip": ({}, "no images"),
    "no folders": ({"1.png": photo(1), "2.png": photo(2)}, "no images in class folders"),
    "too deep": ({**IMAGES, "cat/a/b/c/d.png": photo(99)}, "too deep"),
    "labels that differ by case": ({**IMAGES, "Cat/1.png": photo(98)}, "differ only by case"),
    "a split instead of classes": (
        {name.replace("cat", "train").replace("dog", "test"): c for name, c in IMAGES.items()},
        "are splits, not classes",
    ),
    "one image in a class": ({**IMAGES, "fish/1.png": photo(99)}, "'fish' has one readable image"),
    "a class of damaged images": (
        {"cat/1.png": photo(1), "cat/2.png": photo(2), "dog/1.png": b"x"},
        "Of the class 'dog' no image could be read",
    ),
}


@pytest.mark.parametrize(("members", "reason"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistaken_zip_is_rejected_with_the_reason(members: dict[str, bytes], reason: str, uploads: Storage) -> None:
    rejected(zipped(members), uploads, reason)


def test_too_many_classes_are_rejected(uploads: Storage) -> None:
    rejected(zipped({f"class {number}/1.png": b"x" for number in range(201)}), uploads, "201 classes", TooLarge)


def test_too_many_pixels_are_rejected(uploads: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "MAX_TOTAL_PIXELS", 10 * 40 * 40)
    rejected(zipped(IMAGES), uploads, "16,000 pixels in total", TooLarge)


def test_a_zip_over_the_limit_is_rejected(uploads: Storage) -> None:
    with pytest.raises(TooLarge, match="1,000 are allowed"):
        import_zip(zipped(IMAGES), "", uploads, Settings(max_dataset_bytes=1000))


@pytest.mark.parametrize("side", [0, 7, 97])
def test_a_side_out_of_bounds_is_rejected(side: int, uploads: Storage) -> None:
    with pytest.raises(InvalidInput, match=r"8\.\.96"):
        import_zip(zipped(IMAGES), "", uploads, LIMITS, side=side)


# What people's files are like


def test_names_in_utf_8_without_the_flag_are_read_as_utf_8(uploads: Storage) -> None:
    """Finder's zips: the bytes of a decomposed Ä, and nothing that says what they are."""
    names = {"cat": "A\u0308pfel", "dog": "B\u00e4ren"}
    content = zipped({f"{names[name[:3]]}{name[3:]}": image for name, image in IMAGES.items()}).getvalue()
    file = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := file.find(signature, at + 1)) >= 0:
            file[at + offset + 1] &= ~0x08
    assert import_zip(io.BytesIO(bytes(file)), "", uploads, LIMITS).classes == ["B\u00e4ren", "\u00c4pfel"]


def renamed(names: dict[str, bytes]) -> bytes:
    """A zip with names of other bytes, as programs without Unicode write them: `cat` and `dog` are replaced."""
    file = zipped({name.replace("cat", "c" * len(names["cat"])).replace("dog", "d" * len(names["dog"])): i for name, i in IMAGES.items()})
    content = file.getvalue()
    for label, raw in names.items():
        content = content.replace(label[:1].encode() * len(raw) + b"/", raw + b"/")
    return content


@pytest.mark.parametrize(("encoding", "classes"), [("cp437", ["Bären", "Äpfel"]), ("cp932", None), ("gbk", None), ("cp1251", None)])
def test_names_in_a_code_page_that_the_zip_does_not_name_are_said_to_be_guessed(
    encoding: str, classes: list[str] | None, uploads: Storage
) -> None:
    names = ("Äpfel", "Bären") if classes else ("Кошка", "Собака")
    content = renamed({"cat": names[0].encode(encoding), "dog": names[1].encode(encoding)})
    dataset = import_zip(io.BytesIO(content), "", uploads, LIMITS)
    assert classes in (None, dataset.classes)
    assert len(dataset.classes) == 2
    [note] = dataset.notes
    assert note.startswith(f"The zip does not say how its names are encoded; they were read as CP437: {', '.join(dataset.classes)}.")


def test_the_name_in_unicode_beside_the_one_in_a_code_page_counts(uploads: Storage) -> None:
    members = []
    for name, image in IMAGES.items():
        info = zipfile.ZipInfo(name)
        unicode_name = name.replace("cat", "猫").replace("dog", "犬").encode()
        content = b"\1" + struct.pack("<I", zlib.crc32(renamed_name(name))) + unicode_name
        info.extra = struct.pack("<HH", 0x7075, len(content)) + content
        members.append((info, image))
    content = zipped(members).getvalue().replace(b"cat/", b"\x94L\x94/").replace(b"dog/", b"\x8c\xa2\x8c/")
    dataset = import_zip(io.BytesIO(content), "", uploads, LIMITS)
    assert (dataset.classes, dataset.notes) == (["犬", "猫"], [])


def renamed_name(name: str) -> bytes:
    return name.encode().replace(b"cat/", b"\x94L\x94/").replace(b"dog/", b"\x8c\xa2\x8c/")


def test_words_with_sharp_s_are_classes_of_their_own(uploads: Storage) -> None:
    members = {name.replace("cat", "Masse").replace("dog", "Maße"): image for name, image in IMAGES.items()}
    assert import_zip(zipped(members), "", uploads, LIMITS).classes == ["Masse", "Maße"]


def test_names_are_shown_as_they_are_where_that_tells_them_apart(uploads: Storage) -> None:
    rejected(zipped({"Äpfel/1.png": photo(1), "äpfel/1.png": photo(2)}), uploads, "The folders 'Äpfel' and 'äpfel' would be one class")
    rejected(zipped({"é/1.png": photo(1), "e\u0301/1.png": photo(2)}), uploads, r"The folders '\\xe9' and 'e\\u0301' would be one class")


def with_zip64_end(content: bytes, members: int | None = None) -> io.BytesIO:
    """The same zip as programs write it that do not know beforehand how large it will be."""
    at = content.rindex(b"PK\x05\x06")
    count, _, size, offset = struct.unpack("<HHII", content[at + 8 : at + 20])
    count = members or count
    end = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, at, 1)
    return io.BytesIO(content[:at] + end + locator + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, *([0xFFFF] * 2), *([0xFFFFFFFF] * 2), 0))


def test_a_zip64_is_read_and_its_own_number_of_members_counts(uploads: Storage) -> None:
    assert import_zip(with_zip64_end(zipped(IMAGES).getvalue()), "", uploads, LIMITS).sizes == {"train": 16, "test": 4}
    with pytest.raises(TooLarge, match="1,000,000,"):
        import_zip(with_zip64_end(zipped(IMAGES).getvalue(), 1_000_000), "", uploads, LIMITS)


def test_a_compression_that_is_not_read_is_named(uploads: Storage) -> None:
    content = zipped(IMAGES).getvalue()
    directory = content.index(b"PK\x01\x02")
    deflate64 = content[:directory] + content[directory:].replace(b"\x00\x00\x08\x00", b"\x00\x00\x09\x00", 1)
    rejected(io.BytesIO(deflate64), uploads, "packed with Deflate64, which is not read")


@pytest.mark.parametrize(
    ("start", "found"),
    [(b"Rar!\x1a\x07\x01\x00", "a RAR archive"), (b"7z\xbc\xaf\x27\x1c", "a 7z archive"), (b"\xfd7zXZ\x00", "an xz file")],
)
def test_another_archive_is_named(start: bytes, found: str, uploads: Storage) -> None:
    rejected(io.BytesIO(start + bytes(600)), uploads, f"The file is {found}, not a zip archive", UnsupportedMedia)


def test_names_in_the_old_code_page_are_read_as_such(uploads: Storage) -> None:
    """Zips of DOS and old Windows programs: one byte a letter, without the flag; these bytes are no UTF-8."""
    content = zipped({name.replace("cat", "kxter"): image for name, image in IMAGES.items()}).getvalue()
    dataset = import_zip(io.BytesIO(content.replace(b"kxter", "k\u00e4ter".encode("cp437"))), "", uploads, LIMITS)
    assert dataset.classes == ["dog", "k\u00e4ter"]


def test_folders_that_differ_by_punctuation_are_classes_of_their_own(uploads: Storage) -> None:
    members = {name.replace("cat", "50").replace("dog", "50%"): image for name, image in IMAGES.items()}
    assert import_zip(zipped(members), "", uploads, LIMITS).classes == ["50", "50%"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("cat", "Cat"), ("\u00e9", "e\u0301"), ("cat", "ca\u200bt"), ("a" * 40, "a" * 41), ("\u06cc\u200c\u0631", "\u06cc\u0631")],
)
def test_folders_that_would_merge_are_both_named(first: str, second: str, uploads: Storage) -> None:
    members = [(f"{first}/1.png", photo(1)), (f"{second}/1.png", photo(2))]
    rejected(zipped(members), uploads, "would be one class")


@pytest.mark.parametrize(
    ("suffix", "format"), [("jfif", "JPEG"), ("tif", "TIFF"), ("ppm", "PPM"), ("avif", "AVIF"), ("png", "JPEG"), ("dat", "PNG")]
)
def test_the_content_says_what_a_file_is(suffix: str, format: str, uploads: Storage) -> None:
    members = {
        f"{label}/{number}.{suffix}": photo(10 * row + number, format=format) for row, label in enumerate("ab") for number in range(3)
    }
    dataset = import_zip(zipped(members), "", uploads, LIMITS)
    assert (dataset.sizes, dataset.skipped) == ({"train": 4, "test": 2}, [])


def test_heic_is_named(uploads: Storage) -> None:
    heic = b"\0\0\0\x18ftypheic" + bytes(16)
    dataset = import_zip(zipped({**IMAGES, "cat/a.heic": heic}), "", uploads, LIMITS)
    assert [(one.reason, one.names) for one in dataset.skipped] == [("HEIC is not read", ["cat/a.heic"])]
    rejected_all = zipped({"cat/a.heic": heic, "dog/b.heic": heic + b"x"})
    with pytest.raises(InvalidInput, match=r"1 × HEIC is not read\)\. PNG, JPEG"):
        import_zip(rejected_all, "", uploads, LIMITS)


def test_an_image_beside_the_class_folders_is_skipped_and_named(uploads: Storage) -> None:
    dataset = import_zip(
        zipped({"pets/cover.png": photo(99), **{f"pets/{name}": image for name, image in IMAGES.items()}}), "", uploads, LIMITS
    )
    assert dataset.classes == ["cat", "dog"]
    assert [(one.reason, one.names) for one in dataset.skipped] == [("in no class folder", ["pets/cover.png"])]


def test_a_large_photo_is_scaled_down(uploads: Storage) -> None:
    file = io.BytesIO()
    Image.new("RGB", (9000, 4000), "red").save(file, "JPEG")
    dataset = import_zip(zipped({**IMAGES, "cat/large.jpg": file.getvalue()}), "", uploads, LIMITS)
    assert (dataset.skipped, dataset.sizes) == ([], {"train": 17, "test": 4})


def test_the_split_of_a_zip_is_kept(tmp_path: Path, uploads: Storage) -> None:
    members = {f"pets/{'test' if name[-5] in '789' else 'train'}/{name}": image for name, image in IMAGES.items()}
    dataset = import_zip(zipped(members), "", uploads, LIMITS)
    assert (dataset.classes, dataset.sizes) == (["cat", "dog"], {"train": 14, "test": 6})
    assert dataset.notes == ["The split of the zip is kept: its training and its test images."]


def test_one_folder_is_a_data_set_of_one_class(uploads: Storage) -> None:
    dataset = import_zip(zipped({name: image for name, image in IMAGES.items() if name.startswith("cat")}), "", uploads, LIMITS)
    assert (dataset.classes, dataset.sizes) == (["cat"], {"train": 8, "test": 2})


def test_the_same_images_are_one_entry(uploads: Storage) -> None:
    first, second = (import_and_save(zipped(IMAGES), title, uploads, LIMITS) for title in ("First", "Second"))
    assert (first.is_new, second.is_new, second.dataset) == (True, False, first.dataset)
    assert import_and_save(zipped({**IMAGES, "cat/new.png": photo(77)}), "", uploads, LIMITS).is_new
