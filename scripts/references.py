#!/usr/bin/env python3
"""Writes the references of the tests of dev.surprisal.math, in 50 digits.

Needs mpmath 1.3.0 (pip install mpmath==1.3.0). The inputs are doubles that the tests build
in the same way, operation by operation, so that a reference is the value of the formula at exactly
the arguments of the test: DiscreteReferenceTest, LogitReferenceTest and ContinuousReferenceTest.

Usage: scripts/references.py    (from the top of the repository)
"""

import math
import struct
from pathlib import Path

import mpmath
from mpmath import log, mp, mpf, sqrt

mp.dps = 60
RESOURCES = Path("src/test/resources/dev/surprisal/math")
MASK = (1 << 64) - 1


class SplitMix:
    """G. Steele, D. Lea and C. Flood, Fast Splittable Pseudorandom Number Generators (2014)."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        """A double in (0, 1): an odd multiple of 2^-53."""
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        z ^= z >> 31
        return ((z >> 12) * 2 + 1) * 2.0**-53


def normalise(weights):
    total = 0.0
    for w in weights:
        total += w
    return [w / total for w in weights]


def to_float(values):
    return [struct.unpack("f", struct.pack("f", v))[0] for v in values]


def vectors(kind, k, seed):
    """Two distributions. DiscreteReferenceTest.vectors does the same."""
    random = SplitMix(seed)
    p = [random.next() for _ in range(k)]
    if kind == "unrelated":
        return normalise(p), normalise([random.next() for _ in range(k)])
    if kind == "steep":
        # Six hundred octaves
        p = [math.ldexp(w, -int(600 * random.next())) for w in p]
        q = [math.ldexp(random.next(), -int(600 * random.next())) for _ in range(k)]
        return normalise(p), normalise(q)
    if kind == "sparse":
        p = [w if random.next() < 0.5 else 0.0 for w in p]
        p[0] = 0.5
        q = [random.next() if random.next() < 0.5 or w > 0 else 0.0 for w in p]
        return normalise(p), normalise(q)
    if kind == "float":
        q = [random.next() for _ in range(k)]
        return to_float(normalise(p)), to_float(normalise(q))
    if kind == "floatNeighbours":
        p = to_float(normalise(p))
        return p, [x + math.ldexp(1.0, math.frexp(x)[1] - 24) for x in p]
    if kind == "subnormal":
        p[0], p[1] = 5e-324, 1e-310
        q = [random.next() for _ in range(k)]
        q[0], q[2] = 1e-310, 5e-324
        return normalise(p), normalise(q)
    if kind == "oneHot":
        q = [random.next() for _ in range(k)]
        return [1.0] + [0.0] * (k - 1), normalise(q)
    if kind == "nearCertain":
        # 1 - 2^-53 beside 2^-53
        p = [2.0**-53 * w / k for w in p]
        p[0] = 1 - 2.0**-53
        q = [2.0**-53 * random.next() / k for _ in range(k)]
        q[0] = 1.0
        return p, q
    bits = int(kind.removeprefix("close"))
    p = normalise(p)
    return p, normalise([x * (1.0 + (random.next() - 0.5) * 2.0**-bits) for x in p])


def x_log(x, y):
    """x ln(x/y), with 0 ln 0 = 0."""
    return x * log(x / y) if x else mpf(0)


def measures(p, q):
    p = [mpf(x) for x in p]
    q = [mpf(x) for x in q]
    cells = list(zip(p, q))
    yield "entropy", -sum(x_log(x, mpf(1)) for x in p)
    if all(y > 0 or x == 0 for x, y in cells):
        # Below 0 where a sum of 1 is off by rounding: the library says 0 then.
        yield "crossEntropy", max(mpf(0), -sum(x * log(y) for x, y in cells if x))
        # Likewise, where the sums of p and q differ.
        yield "kullbackLeibler", max(mpf(0), sum(x_log(x, y) for x, y in cells))
        yield "generalised", sum(x_log(x, y) - x + y for x, y in cells)
        yield "chiSquared", sum((x - y) ** 2 / y for x, y in cells if y)
    if all((x > 0) == (y > 0) for x, y in cells):
        yield "jeffreys", sum((x - y) * log(x / y) for x, y in cells if x)
    halves = [(x, y, (x + y) / 2) for x, y in cells]
    yield "jensenShannon", sum(x_log(x, m) + x_log(y, m) for x, y, m in halves) / 2
    yield "hellinger", sqrt(sum((sqrt(x) - sqrt(y)) ** 2 for x, y in cells) / 2)
    yield "totalVariation", sum(abs(x - y) for x, y in cells) / 2
    yield "brier", sum((x - y) ** 2 for x, y in cells)


def discrete():
    kinds = ["unrelated", "steep", "sparse", "float", "floatNeighbours", "subnormal", "oneHot"]
    kinds += ["nearCertain", "close2", "close4", "close8", "close20"]
    # On both sides of where Terms changes its formula, and far beyond.
    kinds += ["close22", "close24", "close26", "close40"]
    for kind in kinds:
        for k in (1, 2, 3, 10, 1000, 10_000, 100_000):
            if k < 3 and kind == "subnormal" or k == 100_000 and kind not in ("unrelated", "close8"):
                continue
            for seed in range(1, 2 if k > 100 else 5):
                for name, value in measures(*vectors(kind, k, seed)):
                    yield kind, k, seed, name, mpmath.nstr(value, 50)


def logits():
    """LogitReferenceTest builds the same ones."""
    # 1 + exp(-1400) has that many.
    mp.dps = 700
    for scale in (1, 30, 700):
        for k in (1, 2, 10, 1000):
            random = SplitMix(k)
            first = [scale * (2 * random.next() - 1) for _ in range(k)]
            second = [scale * (2 * random.next() - 1) for _ in range(k)]
            x = [mpf(v) for v in first]
            y = [mpf(v) for v in second]
            total_x = log(sum(mpmath.exp(v) for v in x))
            total_y = log(sum(mpmath.exp(v) for v in y))
            log_x = [v - total_x for v in x]
            log_y = [v - total_y for v in y]
            p = [mpmath.exp(v) for v in log_x]
            largest = max(range(k), key=lambda i: x[i])
            yield scale, k, "softmax", mpmath.nstr(p[0], 50)
            yield scale, k, "softmaxOfLargest", mpmath.nstr(p[largest], 50)
            yield scale, k, "logSoftmax", mpmath.nstr(log_x[0], 50)
            yield scale, k, "logSoftmaxOfLargest", mpmath.nstr(log_x[largest], 50)
            yield scale, k, "crossEntropy", mpmath.nstr(-sum(a * b for a, b in zip(p, log_y)), 50)
            yield scale, k, "entropy", mpmath.nstr(-sum(a * b for a, b in zip(p, log_x)), 50)
            divergence = sum(a * (b - c) for a, b, c in zip(p, log_x, log_y))
            yield scale, k, "kullbackLeibler", mpmath.nstr(divergence, 50)


def densities():
    """Each family: its density, and the points between which it is smooth."""
    pi = mpmath.pi

    def normal(m, s):
        spread = [m + s * t for t in (-40, -10, -3, 0, 3, 10, 40)]
        return lambda x: mpmath.exp(-((x - m) / s) ** 2 / 2) / (s * sqrt(2 * pi)), spread

    def log_normal(m, s):
        of_log = normal(m, s)[0]
        points = [mpmath.exp(m + s * t) for t in (-20, -10, -3, -1, 0, 1, 3, 10, 20)]
        return lambda x: of_log(log(x)) / x, points

    def exponential(rate, _):
        return lambda x: rate * mpmath.exp(-rate * x), [t / rate for t in (0, 1, 5, 20, 60, 150)]

    def gamma(a, b):
        scale = b**a / mpmath.gamma(a)
        points = [t * a / b for t in (0, 0.1, 0.5, 1, 2, 5, 20, 80, 200)]
        return lambda x: scale * x ** (a - 1) * mpmath.exp(-b * x), points

    def beta(a, b):
        scale = 1 / mpmath.beta(a, b)
        return lambda x: scale * x ** (a - 1) * (1 - x) ** (b - 1), [0, 0.1, 0.5, 0.9, 1]

    def laplace(m, s):
        points = [m + s * t for t in (-150, -50, -10, -3, 0, 3, 10, 50, 150)]
        return lambda x: mpmath.exp(-abs(x - m) / s) / (2 * s), points

    yield "Normal", normal, [(0, 1, 0, 1), (0, 1, 1, 2), (-3, 0.5, 2, 0.25), (5, 2, 5, 2.0078125)]
    yield "LogNormal", log_normal, [(0, 1, 1, 0.5), (-1, 0.25, -1, 0.5)]
    yield "Exponential", exponential, [(1, 0, 2, 0), (5, 0, 0.5, 0)]
    yield "Gamma", gamma, [(2, 1, 3, 0.5), (7.5, 2, 7, 2), (1.5, 3, 4, 1)]
    yield "Beta", beta, [(2, 3, 3, 2), (1.5, 4, 5, 1.25), (20, 30, 21, 30)]
    yield "Laplace", laplace, [(0, 1, 1, 2), (3, 0.5, -1, 0.25)]


def continuous():
    mp.dps = 40
    for family, density, parameters in densities():
        for a, b, c, d in parameters:
            p, points = density(mpf(a), mpf(b))
            q, others = density(mpf(c), mpf(d))
            ends = sorted({mpf(x) for x in points} | {x for x in others if points[0] < x < points[-1]})

            def integral(f):
                return mpmath.quad(lambda x: p(x) and p(x) * f(x), ends)

            yield family, a, b, c, d, "entropy", mpmath.nstr(integral(lambda x: -log(p(x))), 25)
            yield family, a, b, c, d, "crossEntropy", mpmath.nstr(integral(lambda x: -log(q(x))), 25)
            divergence = integral(lambda x: log(p(x) / q(x)))
            yield family, a, b, c, d, "kullbackLeibler", mpmath.nstr(divergence, 25)


def write(name, header, rows):
    RESOURCES.mkdir(parents=True, exist_ok=True)
    with open(RESOURCES / name, "w", encoding="utf-8") as file:
        file.write(f"# Made by scripts/references.py with mpmath {mpmath.__version__}\n")
        file.write(header + "\n")
        for row in rows:
            file.write(",".join(str(x) for x in row) + "\n")


if __name__ == "__main__":
    header = "family,firstOfP,secondOfP,firstOfQ,secondOfQ,measure,value"
    write("continuous.csv", header, continuous())
    mp.dps = 60
    write("logits.csv", "scale,classes,figure,value", logits())
    write("discrete.csv", "kind,classes,seed,measure,value", discrete())
