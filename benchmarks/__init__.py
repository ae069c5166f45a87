"""Speed as ratios to peers and limits, each pair in one run on one disk: absolute figures differ from machine to machine."""
