"""When entrants arrive, how long they are paid and how long they stay: months per entrant by calendar lag.

Months are whole; month m (0–11) is the month of arrival, lag ℓ the calendar years since. Where a share varies
over draws its array has the shape (draws,), and results have the draws as their last axis.
"""

import numpy as np

MONTHS = 12
_NAMED = {"january": 0, "july": 6}


def arrival_shares(arrival: str | tuple[float, ...]) -> np.ndarray:
    """Share of a year's entrants arriving in each month [1], shape (12,), sum 1.

    A month's name gives whole numbers, so that what is computed from them stays whole.
    """
    if arrival in _NAMED:
        return (np.arange(MONTHS) == _NAMED[arrival]).astype(np.int64)
    if arrival == "uniform":
        return np.full(MONTHS, 1 / MONTHS)
    # Shares typed with few digits need not add up: nobody is lost over it.
    found = np.asarray(arrival, dtype=np.float64)
    return found / found.sum()


def survival(leave_while_paid: float | np.ndarray, duration: int) -> np.ndarray:
    """Share still eligible at the start of each paid month, S[j] = (1 − q1)^(j/12), j < duration [1].

    Shape (duration,) or (duration, draws). With q1 = 0 for sure it is whole ones. Whoever is still resident
    is eligible. Source: what-if.md §3b, e = 0.
    """
    if np.ndim(leave_while_paid) == 0 and leave_while_paid == 0:
        return np.ones(duration, dtype=np.int64)
    return residence(leave_while_paid, 0, 0, duration, duration)


def residence(
    leave_while_paid: float | np.ndarray,
    cliff: float | np.ndarray,
    leave_after: float | np.ndarray,
    duration: int,
    months: int,
) -> np.ndarray:
    """Share still resident at the start of each month from arrival, R[j], j < months [1].

    R[j] = (1−q1)^(min(j,D)/12) · (1−χ)^[j≥D] · (1−q2)^(max(j−D,0)/12): the cliff falls at j = D exactly.
    Shape (months,) or (months, draws). Source: what-if.md §3b.
    """
    q1, chi, q2 = np.broadcast_arrays(
        *(np.asarray(share, dtype=np.float64) for share in (leave_while_paid, cliff, leave_after))
    )
    paid, after = (1 - q1) ** (1 / MONTHS), (1 - q2) ** (1 / MONTHS)
    found = np.empty((months, *q1.shape))
    found[:1] = 1
    # Multiplied month by month: a power for every month and draw costs twenty times as much.
    for month in range(1, months):
        found[month] = found[month - 1] * (paid if month <= duration else after)
        if month == duration:
            found[month] *= 1 - chi
    return found


def lags(duration: int) -> int:
    """How many calendar years may hold a payment, whatever the month of arrival."""
    return (MONTHS + duration - 2) // MONTHS + 1


def kernel(shares: np.ndarray, survival: np.ndarray) -> np.ndarray:
    """Paid months per entrant by calendar lag: W_ℓ = Σ_m a_m Σ_{j: ⌊(m+j)/12⌋=ℓ} S[j].

    `shares` (12,), `survival` (duration,) or (duration, draws); the answer (lags,) or (lags, draws). Whole
    shares and whole survival give whole months. W sums to ΣS.
    """
    return _by_lag(shares, survival, lags(len(survival)))


def presence(shares: np.ndarray, residence: np.ndarray, years: int) -> np.ndarray:
    """Months of residence per entrant by calendar lag V_ℓ: the kernel of R, without an end of payment.

    `residence` must reach 12·years months; shape (years,) or (years, draws), V_ℓ ≤ 12.
    """
    return _by_lag(shares, residence[: years * MONTHS], years)


def _by_lag(shares: np.ndarray, by_month: np.ndarray, years: int) -> np.ndarray:
    """Σ_j weight[ℓ, j] · by_month[j], weight = share of entrants whose month j falls into calendar lag ℓ."""
    weights = np.zeros((years, len(by_month)), shares.dtype)
    for arrived in np.flatnonzero(shares):
        for month in range(min(len(by_month), years * MONTHS - arrived)):
            weights[(arrived + month) // MONTHS, month] += shares[arrived]
    found = np.zeros((years, *by_month.shape[1:]), np.result_type(shares, by_month))
    # Not as a product of matrices: its threads wait for one another where many sessions share the cores.
    for lag, month in np.argwhere(weights):
        found[lag] += weights[lag, month] * by_month[month]
    return found
