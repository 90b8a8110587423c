"""`make bench`: runs the benchmarks one after the other. `make bench ARGS="p7 p10"` runs some."""

import importlib
import pkgutil
import sys

import benchmarks

names = sorted(
    (name for _, name, _ in pkgutil.iter_modules(benchmarks.__path__) if name[0] == "p" and name[1].isdigit()),
    key=lambda name: int(name.split("_")[0][1:]),
)
wanted = sys.argv[1:] or [name.split("_")[0] for name in names]
for name in names:
    if name.split("_")[0] in wanted:
        print(f"\n== {name} ==", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()
