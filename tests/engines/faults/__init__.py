"""What becomes of an index that is killed, starved, damaged or read while it changes?

Each function does one thing to an index of a `Bench` and gives a `Case`: that of an
index that is safe is empty. The tests run a few of each, `benchmarks.faults` hundreds.
"""
