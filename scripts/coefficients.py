#!/usr/bin/env python3
"""Prints the polynomial of dev.surprisal.math.DivergenceTerms and its relative error.

A Chebyshev fit in 60 digits with mpmath 1.3.0 (pip install mpmath==1.3.0), rounded to double:

    A(z) = (artanh(s) - s) / s^3,  z = s^2 in [0, 1/400]

Usage: scripts/coefficients.py
"""

from mpmath import atanh, chebyfit, mp, mpf, nstr, polyval, sqrt

mp.dps = 60

# Below this the closed form loses digits, and a few terms of its series are exact.
TINY = mpf(10) ** -8


def a(z):
    if z < TINY:
        return sum(z**n / (2 * n + 3) for n in range(8))
    s = sqrt(z)
    return (atanh(s) - s) / (s * z)


end = mpf(1) / 400
rounded = [float(c) for c in chebyfit(a, [0, end], 5)]
points = [end * i / 400 for i in range(401)]
error = max(abs(polyval([mpf(c) for c in rounded], x) / a(x) - 1) for x in points)
print(f"A: relative error {nstr(error, 3)}, highest power first")
for coefficient in rounded:
    print(f"  {coefficient!r}")
