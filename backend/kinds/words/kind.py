"""The kinds `word2vec` and `glove`: word embeddings trained on a text (§5.1)."""

from backend.kinds.kind import Curve, Kind, ModelFormat
from backend.kinds.words import model
from backend.kinds.words.params import GLOVE_PRESETS, WORD2VEC_PRESETS, GloveParams, Word2VecParams

MODEL = ModelFormat(model.FILES, model.open, model.describe)
COMMAND = "neighbours {id} WORD"
SCORES = (
    Curve("word_similarity", "Rank correlation with WordSim-353"),
    Curve("analogy", "Analogy accuracy", "share"),
    Curve("pair_similarity", "Cosine similarity of the tracked pair"),
)

KINDS = (
    Kind(
        id="word2vec",
        title="Word embeddings (word2vec)",
        section="5.1",
        reference="Tutorial §5.1; Mikolov et al., 2013",
        params=Word2VecParams,
        dataset_types=("text",),
        presets=WORD2VEC_PRESETS,
        runner="backend.kinds.words.word2vec:run",
        unit="epoch",
        length="epochs",
        curves=(Curve("loss", "Loss"), Curve("words_per_s", "Words per second"), *SCORES),
        model=MODEL,
        command=COMMAND,
    ),
    Kind(
        id="glove",
        title="Word embeddings (GloVe)",
        section="5.1",
        reference="Tutorial §5.1; Pennington, Socher and Manning, 2014",
        params=GloveParams,
        dataset_types=("text",),
        presets=GLOVE_PRESETS,
        runner="backend.kinds.words.glove:run",
        unit="epoch",
        length="epochs",
        curves=(Curve("loss", "Loss"), Curve("pairs_per_s", "Word pairs per second"), *SCORES),
        model=MODEL,
        command=COMMAND,
    ),
)
