"""The standard terms of the field everywhere: words and names that were replaced must not come back, in sources or in the API."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.api.app import create_app
from backend.kinds import KINDS
from backend.settings import Settings

ROOT = Path(__file__).parent.parent
FOLDERS = ("backend", "frontend", "tests", "benchmarks", "docs", ".")
SUFFIXES = {".py", ".lua", ".js", ".ts", ".html", ".css", ".md", ".json"}
# Its list of old names; this list; generated files; a vocabulary and neighbours of film reviews.
LEFT_OUT = re.compile(r"tests/test_vocabulary\.py|frontend/package-lock\.json|backend/models/pretrained/pretrained-film-.*\.json")
RENAMED = re.compile(r"^### Renamed$.*?(?=^##? |\Z)", re.MULTILINE | re.DOTALL)

# What was said -> what a textbook, the Keras manual or an exam sheet says. Each is a whole word, also inside of an identifier.
OLD = {
    r"forg(?:e|es|ed|ing|er|ers|ery|eries)": "generate, generator, generated image",
    r"judg(?:e|es|ed|ing|ement|ements|ment|ments)": "discriminator, discriminate, evaluate, rating",
    r"verdicts?": "output of the discriminator",
    r"games?": "generative adversarial network (GAN), training run",
    r"adversaries": "Gan",
    r"typical_(?:real|forged)": "real_mean, fake_mean",
    r"refus(?:e|es|ed|al|als|ing)": "reject, error",
    r"pictures?": "image, plot",
    r"learnt": "learned, trained",
    r"heat[_-]?maps": "neuron_outputs, grad_cam",
    r"ledgers?": "StepTrace, trace, ModelSummary",
    r"recipes?": "TrainingConfig, config",
    r"emissions?": "PendingEvent",
    r"alike": "similar, identical",
    r"dear|rightly": "cost most; accuracy, correctly",
    r"handed in": "submitted",
    r"taken for": "predicted as",
    r"nam(?:es|ing) (?:an image|images)": "classifies images",
    r"half[ _-]turns?|half a turn|turn(?:ed)? by half": "rotated by 180°",
    r"edges that (?:stand upright|lie flat)": "vertical edges, horizontal edges",
    r"beyond the border": "border mode",
    r"(?:the )?space of (?:the )?noise|noise space": "latent space",
    r"kernels that nobody designed": "learned kernels",
    r"step downhill": "gradient descent step",
    r"has spoken|falls apart into": "forward pass; factors into",
    r"words as vectors|probe words|least count|numbers a word": "word embeddings; words to track; minimum count; dimensions",
    r"images an update|mean pool": "batch size; average pooling",
    r"what it (?:sees|said)|one line of truth": "feature maps; log; status",
    r"how often it is right|share that is learnt": "accuracy; training share",
    r"who gets down|height over the steps": "which reaches the minimum first; loss per step",
    r"weights begin as|new start": "weight initialization; new seed",
    r"microscope": "back-propagation step by step",
    r"carry_out|memory_is_finite|load_runners": "run_training, oom_as_failure, warm_up",
    r"faceOf|listedGames": "the kind of `GET /kinds`; listedRuns",
    r"judges?_?adam|forgers?_?adam|teach_(?:judge|forger)": "d_optimizer, g_optimizer, discriminator_step",
    r"(?-i:_?LONGEST_[A-Z_]+)|most_queued": "MAX_…, SHUTDOWN_GRACE_S, max_queued",
    r"spend|tell_neighbours|_talk": "count_attempt, report_neighbours, verbs that say the act",
    r"half_turn_symmetric|optimizer_race": "point_symmetric, optimizer_comparison",
}
INSTEAD = list(OLD.values())
PATTERN = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(f'(?P<w{i}>{words})' for i, words in enumerate(OLD))})(?![A-Za-z])", re.IGNORECASE)


def sources(folder: str) -> Iterator[Path]:
    """The tracked texts of a top-level folder; of the root only the files that lie in it."""
    listing = subprocess.run(["git", "ls-files", "-z", folder], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in listing.split("\0"):
        if Path(name).suffix in SUFFIXES and not LEFT_OUT.fullmatch(name) and (folder != "." or "/" not in name):
            yield ROOT / name


def old_words(text: str, name: str) -> list[str]:
    """`name:line: word (instead)` of every old word in a text; `askPicture` has the word picture."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match.group()} ({INSTEAD[int(str(match.lastgroup)[1:])]})"
        for match in PATTERN.finditer(text)
    ]


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_old_word_in_the_sources(folder: str) -> None:
    paths = [path for path in sources(folder) if path.is_file()]
    assert paths
    found = [one for path in paths for one in old_words(RENAMED.sub("", path.read_text()), str(path.relative_to(ROOT)))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_old_word_in_the_names_of_files(folder: str) -> None:
    names = [str(path.relative_to(ROOT)) for path in sources(folder)]
    found = [one for name in names for one in old_words(name, name)]
    assert not found, "\n".join(found)


def test_no_old_word_in_the_api(tmp_path: Path) -> None:
    document = create_app(Settings(data_dir=tmp_path)).openapi()
    found = old_words(json.dumps(document, indent=1, ensure_ascii=False), "openapi.json")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("kind", KINDS)
def test_no_old_word_in_the_parameters_of_a_kind(kind: str) -> None:
    row = KINDS[kind]
    texts = [row.title, *(f"{one.title}: {one.description}" for one in row.presets), json.dumps(row.params.model_json_schema(), indent=1)]
    found = old_words("\n".join(texts), kind)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "text", ["forger", "test_what_is_refused", "GAN_GAME", "Heat-maps", "judges_adam", "askPicture", "a picture", "LONGEST_WAY"]
)
def test_an_old_word_is_found_as_a_word_and_in_an_identifier(text: str) -> None:
    assert old_words(text, "x")


@pytest.mark.parametrize("text", ["forget", "adversarial", "heat map of Grad-CAM", "suspend", "round(x)", "image", "generator"])
def test_other_words_are_left_alone(text: str) -> None:
    assert not old_words(text, "x")
