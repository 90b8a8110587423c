"""The trainer of the kind `nearest-mean`."""

import io

import numpy as np
from nearest_mean.params import NearestMeanParams

from backend.datasets.images import ImageData
from backend.kinds.result import BYTES, write_json, write_origin
from backend.reporter import Reporter


def run(params: NearestMeanParams, reporter: Reporter) -> None:
    data = reporter.data(params.dataset, ImageData)
    x, x_test = (images.reshape(len(images), -1) / 255 for images in (data.x_train, data.x_test))
    for number in range(1, params.passes + 1):
        reporter.check()
        reporter.progress(step=number, total_steps=params.passes, epoch=number, total_epochs=params.passes)
        read = len(x) * number // params.passes
        means = np.stack([x[:read][data.y_train[:read] == label].mean(axis=0) for label in range(len(data.labels))])
        distances = np.linalg.norm(x_test[:, None] - means, axis=2)
        values = {"accuracy": float((distances.argmin(axis=1) == data.y_test).mean()), "distance": float(distances.min(axis=1).mean())}
        reporter.metric(values, split="train", scope="epoch", epoch=number, step=number)
        counts = [[name, int((data.y_train[:read] == label).sum())] for label, name in enumerate(data.labels)]
        reporter.table("images per class", ("class", "images"), counts, step=number)
    np.save(buffer := io.BytesIO(), means)
    reporter.artifact("means.npy", buffer.getvalue(), BYTES)
    write_json(reporter, "labels.json", data.labels)
    write_json(reporter, "metrics.json", values)
    write_origin(reporter, "nearest-mean", params)
