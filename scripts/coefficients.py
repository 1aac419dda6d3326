#!/usr/bin/env python3
"""Prints the polynomials of dev.surprisal.math.Terms and their relative errors.

Chebyshev fits in 60 digits with mpmath 1.3.0 (https://pypi.org/project/mpmath), rounded to double:

    A(z) = (artanh(s) - s) / s^3,                              z = s^2 in [0, 1/400]
    P(z) = ((1 + s) ln(1 + s) + (1 - s) ln(1 - s)) / (2 s^2),  z = s^2 in [0, 1/64]

Usage: scripts/coefficients.py
"""

from mpmath import atanh, chebyfit, log, mp, mpf, nstr, polyval, sqrt

mp.dps = 60

# Below this the closed forms lose digits, and a few terms of their series are exact.
TINY = mpf(10) ** -8


def a(z):
    if z < TINY:
        return sum(z**n / (2 * n + 3) for n in range(8))
    s = sqrt(z)
    return (atanh(s) - s) / (s * z)


def p(z):
    if z < TINY:
        return sum(z ** (n - 1) / (2 * n * (2 * n - 1)) for n in range(1, 9))
    s = sqrt(z)
    return ((1 + s) * log(1 + s) + (1 - s) * log(1 - s)) / (2 * z)


for name, function, end, terms in (("A", a, mpf(1) / 400, 5), ("P", p, mpf(1) / 64, 7)):
    rounded = [float(c) for c in chebyfit(function, [0, end], terms)]
    points = [end * i / 400 for i in range(401)]
    error = max(abs(polyval([mpf(c) for c in rounded], x) / function(x) - 1) for x in points)
    print(f"{name}: relative error {nstr(error, 3)}, highest power first")
    for coefficient in rounded:
        print(f"  {coefficient!r}")
