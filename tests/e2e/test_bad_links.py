"""Links that are cut, mistyped or made up, and a browser that keeps nothing: no page is dead, none shows something else in silence."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import ROOT, Watched, watch

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

FRONTEND = ROOT / "frontend"
LABS = sorted(folder.name for folder in (FRONTEND / "labs").iterdir() if (folder / "page.js").is_file())
FORMS = ("train/cnn", "train/gan", "train/word2vec", "train/glove")
MODELS = ("models/pretrained-cifar10-cnn",)
GARBAGE = ("foo", "1e999", "-1", "<img src=x onerror=alert(1)>", "[1,{}]", "x" * 3000)
READ = re.compile(r"(?:numberIn|numbersIn|wordIn|wordsIn|rowsIn|namedIn|chosenIn)\(\s*[\w.]+,\s*\"(\w+)\"")
USED = re.compile(r"query\.(\w+)")
FORM_FIELDS = ("dataset", "preset", "epochs", "layers", "optimizer", "batch_size", "learning_rate", "seed", "probes", "augment", "set")
SHARED = ("example", "truth", "predicted", "layer", "model", "job", "jobs")
# The console also tells of every answer that is an error, such as 404 for a word that is not in the vocabulary.
ANSWERED = "Failed to load resource"


def keys_of(page: str) -> list[str]:
    """Every value that the page, or anything that it is made of, reads from its address."""
    return sorted({*own_keys(page), *FORM_FIELDS, *SHARED})


def own_keys(page: str) -> set[str]:
    """Those that its own files name; those of the form, where the page is one."""
    folder = FRONTEND / "labs" / page
    sources = [path.read_text() for path in folder.rglob("*.js")] if folder.is_dir() else []
    found = {key for source in sources for pattern in (READ, USED) for key in pattern.findall(source)}
    if page == "effects":
        found |= set(re.findall(r'"((?:flow|dead|zig)_\w+)"', (folder / "settings.js").read_text()))
    if page == "optimizers":
        found |= {"adam.beta_1", "sgd.learning_rate", "unknown.rate"}
    return found if found and page not in {"cnn", "gan", "words"} else found | set(FORM_FIELDS) | {"example", "truth", "layer"}


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[Watched]:
    window = watch(browser)
    yield window
    window.context.close()


@pytest.fixture
def strict(shared: Watched) -> Iterator[Watched]:
    """A window that complains of all but answers that are errors. One for all tests, since a link costs less when the files are there."""
    shared.complaints.clear()
    shared.page.goto("about:blank")
    yield shared
    assert not [text for text in shared.complaints if ANSWERED not in text]


@pytest.fixture
def robbed(browser: Browser) -> Iterator[Watched]:
    """A window of its own, for what stays with it."""
    window = watch(browser)
    yield window
    window.context.close()
    assert not [text for text in window.complaints if ANSWERED not in text]


def assert_alive(window: Watched) -> None:
    expect(window.page.get_by_role("heading", level=1)).to_be_visible()
    expect(window.page.locator("main > .waiting")).to_have_count(0)
    expect(window.page.get_by_text("Opening the playground")).to_have_count(0)
    expect(window.page.get_by_text("This page cannot be drawn")).to_have_count(0)


def visit(window: Watched, address: str) -> None:
    """Opens a page anew, in the program that is loaded already."""
    nowhere = window.page.get_by_text("no such page")
    window.page.evaluate("location.hash = '#/nowhere'")
    expect(nowhere).to_be_visible()
    window.page.evaluate("hash => { location.hash = hash; }", address)
    expect(nowhere).to_have_count(0)
    assert_alive(window)


@pytest.mark.parametrize("page", [*LABS, *FORMS, *MODELS])
def test_page_lives_with_garbage_in_every_value(strict: Watched, playground: str, page: str) -> None:
    keys = [key for key in keys_of(page) if key not in {"job", "jobs", "three"}]
    for number, garbage in enumerate(GARBAGE):
        query = "&".join(f"{key}={quote(garbage)}" for key in keys)
        if number == 0:
            strict.page.goto(f"{playground}/#/{page}?{query}")
            assert_alive(strict)
        else:
            visit(strict, f"#/{page}?{query}")
    # Alone each value meets the others as they usually are.
    for number, key in enumerate(sorted(own_keys(page) - {"job", "jobs", "three"})):
        visit(strict, f"#/{page}?{key}={quote(GARBAGE[number % len(GARBAGE)])}")


@pytest.mark.parametrize(
    ("link", "misread", "shown"),
    [
        ("activations?f=foo", "f=foo", "sigmoid"),
        ("activations?f=relu&with=zzz", "with=zzz", "the usual ones"),
        ("activations?x=abc", "x=abc", ""),
        ("neuron?f=foo", "f=foo", "sigmoid"),
        ("neuron?x=1,b", "x=1,b", "1,0.5,-1.2"),
        ("network?by=zzz", "by=zzz", "adam"),
        ("network?classes=99", "classes=99", "2"),
        ("network?hidden=1,zzz", "hidden=1,zzz", "8,6"),
        ("network?own=1,2;3", "own=1,2;3", "0 of 2 points"),
        ("optimizers?optimizer=zzz", "optimizer=zzz", "adam"),
        ("optimizers?surface=moon", "surface=moon", "himmelblau"),
        ("optimizers?start=1", "start=1", ""),
        ("optimizers?step=100000", "step=100000", ""),
        ("backpropagation?units=9-9", "units=9-9", "3-2-1"),
        ("backpropagation?pick=9,9,9", "pick=9,9,9", "0,0,0"),
        ("cost?outputs=2", "outputs=2", ""),
        ("effects?flow=foo", "flow=foo", "the usual ones"),
        ("effects?flow_seed=-1", "flow_seed=-1", ""),
        ("kernels?kernel=none", "kernel=none", "ridge"),
        ("kernels?stride=0", "stride=0", "1"),
        ("kernels?photo=mona-lisa", "photo=mona-lisa", ""),
        ("pooling?window=-1", "window=-1", "2"),
        ("perceptron?step=999999", "step=999999", "10000"),
        ("gan?view=sideways", "view=sideways", "interpolation"),
        ("words?map=globe", "map=globe", ""),
        ("words?model=mine", "model=mine", ""),
        ("cnn?epochs=many", "epochs=many", ""),
        ("cnn?dataset=nowhere", "dataset=nowhere", ""),
        ("cnn?layers=zzz", "layers=zzz", ""),
        ("train/cnn?layers=[1]", "layers=[1]", ""),
        ("models/pretrained-cifar10-cnn?layer=none", "layer=none", ""),
        ("models/pretrained-cifar10-cnn?example=9999", "example=9999", "0"),
    ],
)
def test_what_is_not_understood_is_said_with_what_is_shown(strict: Watched, playground: str, link: str, misread: str, shown: str) -> None:
    strict.page.goto(f"{playground}/#/{link}")
    notice = strict.page.locator(".misread")
    expect(notice).to_contain_text(f"{misread} in the address")
    expect(notice).to_contain_text(shown)
    assert_alive(strict)
    # The notice goes with what it speaks of.
    strict.page.goto(f"{playground}/#/{link.partition('?')[0]}")
    expect(notice).to_have_count(0)


@pytest.mark.parametrize(
    ("link", "text"),
    [
        ("jobs/100%", "100%"),
        ("%", "no such page"),
        ("%E0%A4%A", "no such page"),
        ("train/%", "There is no kind of training named"),
        ("models/%zz", "%zz"),
        ("nonsense", "no such page"),
        ("constructor", "no such page"),
        ("__proto__", "no such page"),
        ("x" * 3000, "no such page"),
    ],
)
def test_address_of_nothing_says_so(strict: Watched, playground: str, link: str, text: str) -> None:
    strict.page.goto(f"{playground}/#/{link}")
    expect(strict.page.locator("main")).to_contain_text(re.compile(re.escape(text), re.IGNORECASE))
    expect(strict.page.get_by_text("Opening the playground")).to_have_count(0)


BLOCKED = """for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("Access is denied for this document.", "SecurityError"); } });
}
Object.defineProperty(document, "cookie", { get() { throw new DOMException("Access is denied for this document.", "SecurityError"); } });"""


def test_browser_that_blocks_storage_shows_every_page(robbed: Watched, playground: str) -> None:
    robbed.page.add_init_script(BLOCKED)
    for page in ("", *LABS, *FORMS, *MODELS, "jobs", "models"):
        robbed.page.goto("about:blank")
        robbed.page.goto(f"{playground}/#/{page}")
        assert_alive(robbed)
    robbed.page.get_by_role("button", name=re.compile("dark|theme", re.IGNORECASE)).first.click()
    assert_alive(robbed)


def test_full_storage_shows_the_page_and_takes_a_theme(robbed: Watched, playground: str) -> None:
    robbed.page.add_init_script(
        'Storage.prototype.setItem = () => { throw new DOMException("The quota has been exceeded.", "QuotaExceededError"); };'
    )
    robbed.page.goto(playground)
    robbed.page.get_by_role("button", name=re.compile("dark|theme", re.IGNORECASE)).first.click()
    assert_alive(robbed)
