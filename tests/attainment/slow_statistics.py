"""Statistics for the slow reference: one series at a time, scipy's own functions."""

import itertools
import math

from scipy import stats


def round_half_up(value, unit):
    return math.floor(round(value / unit, 9) + 0.5) * unit


def logit(share):
    clipped = min(max(share, 0.05), 99.95) / 100
    return math.log(clipped / (1 - clipped))


def wilson(events, size):
    result = stats.binomtest(int(events), int(size)).proportion_ci(0.95, "wilson")
    return result.low, result.high


def wilson_any(events, size):
    """The quadratic (p − p̂)² = z²·p(1−p)/n solved, for sizes that are not whole."""
    z, p = stats.norm.ppf(0.975), events / size
    a, b, c = 1 + z * z / size, -(2 * p + z * z / size), p * p
    root = math.sqrt(max(0.0, b * b - 4 * a * c))
    return max(0.0, (-b - root) / (2 * a)), min(1.0, (-b + root) / (2 * a))


def poisson_exact(events):
    low = stats.gamma.ppf(0.025, events) if events > 0 else 0.0
    return low, stats.gamma.ppf(0.975, events + 1)


def clopper_pearson(events, size):
    low = stats.beta.ppf(0.025, events, size - events + 1) if events > 0 else 0.0
    high = stats.beta.ppf(0.975, events + 1, size - events) if events < size else 1.0
    return low, high


def line(years, values):
    """Slope, fitted value in the last year, R², residuals; 0 and flat for a constant series."""
    if max(values) == min(values):
        return 0.0, values[-1], 0.0, [0.0] * len(values)
    fit = stats.linregress(years, values)
    fitted = [fit.intercept + fit.slope * year for year in years]
    residuals = [v - f for v, f in zip(values, fitted, strict=True)]
    return fit.slope, fitted[-1], fit.rvalue**2, residuals


def kendall_p(values):
    n = len(values)
    score = sum(
        (later > earlier) - (later < earlier)
        for earlier, later in itertools.combinations(values, 2)
    )
    groups = [values.count(value) for value in set(values)]
    if max(groups) == 1:
        return stats.kendalltau(range(n), values, method="exact").pvalue
    variance = (n * (n - 1) * (2 * n + 5) - sum(g * (g - 1) * (2 * g + 5) for g in groups)) / 18
    if variance <= 0:
        return 1.0
    return min(1.0, 2 * stats.norm.sf(max(abs(score) - 1, 0) / math.sqrt(variance)))


def trend_chi_squared(years, events, exposure, is_share):
    total = sum(exposure)
    rate = sum(events) / total
    mean = sum(t * e for t, e in zip(years, exposure, strict=True)) / total
    score = sum((t - mean) * x for t, x in zip(years, events, strict=True))
    spread = sum(e * (t - mean) ** 2 for t, e in zip(years, exposure, strict=True))
    variance = spread * rate * ((1 - rate) if is_share else 1)
    return score**2 / variance if variance > 0 else 0.0


def dispersion_p(events, exposure):
    rate = sum(events) / sum(exposure)
    if rate == 0:
        return 1.0
    chi = sum((x - rate * e) ** 2 / (rate * e) for x, e in zip(events, exposure, strict=True))
    return stats.chi2.sf(chi, max(len(events) - 1, 1))


def compare_counts(x1, e1, x2, e2, is_share):
    if is_share:
        return stats.fisher_exact([[x1, e1 - x1], [x2, e2 - x2]]).pvalue
    return stats.binomtest(int(x1), int(x1 + x2), e1 / (e1 + e2)).pvalue
