"""One file per claim: ours and its peer in turn, in one run, on one machine, on equal work."""
