"""The assumed part: one number says how many of those paid would not have come otherwise.

But-for share β* at the reference rate r* gives κ = −ln(1−β*)/r* [1/yuan]; entrants under rate r are
N(r) = N_obs · exp(κ(r−r0)), observed under r0; β(r) = 1 − exp(−κr). Numbers or arrays over draws.
Source: what-if.md §3b, closure B.
"""

import numpy as np

from talent.what_if.outcome import Number

Draws = float | np.ndarray


def response(but_for: Draws, reference_rate: Number) -> Draws:
    """κ = −ln(1−β*)/r* [1/yuan]; β* < 1, r* > 0."""
    return -np.log1p(-np.asarray(but_for, dtype=np.float64))[()] / reference_rate


def entrants(observed: Number, kappa: Draws, observed_rate: Number, rate: Number) -> Draws:
    """N(r) = N_obs · exp(κ(r − r0)) [persons a year]; the observed number itself at r0."""
    return observed if rate == observed_rate else observed * np.exp(kappa * (rate - observed_rate))


def additional(observed: Number, kappa: Draws, observed_rate: Number, before: Number, after: Number) -> Draws:
    """N(after) − N(before) [persons a year]; exactly 0 where the rates are the same.

    By expm1: the difference of two exponentials loses its digits for a step of one yuan.
    """
    if before == after:
        return 0
    return entrants(observed, kappa, observed_rate, before) * np.expm1(kappa * (after - before))


def but_for(kappa: Draws, rate: Number) -> Draws:
    """β(r) = 1 − exp(−κr): share of recipients at rate r who would not have come otherwise [1]."""
    return -np.expm1(-kappa * rate)


def per_but_for_hire(per_recipient: Number, share: Number) -> Number | None:
    """rM / β(r) [yuan per additional hire, whole programme]; None where nobody comes because of it."""
    return None if share <= 0 else per_recipient / share


def marginal(kappa: Number, rate: Number, paid_months: Number) -> Number | None:
    """M(r + 1/κ) [yuan per additional hire of the next yuan of rate]; None where κ = 0."""
    return None if kappa <= 0 else paid_months * (rate + 1 / kappa)
