"""From when on does a soft check ask? Every constant with its reason. Pure.

How often they ask without cause, and what they catch, is measured by benchmarks.check_rates and
printed in docs/checks.md: whoever moves one of them measures again.
"""

import math

# A median of fewer than four earlier years says nothing about what is usual.
JUMP_POINTS = 4
# Five robust standard deviations: short histories have heavy tails, three would ask far too often.
JUMP_SPREADS = 5.0
# Changes smaller than these are no reason to ask, however smooth the history was.
JUMP_FLOORS = {"share": 0.3, "rate": math.log(1.5), "value": math.log(1.25)}
# A share near 0 or 100 moves far on the logit scale by very few people.
JUMP_SHARE_POINTS = 1.5
# Levels are compared with the median of the last years, so that a return to normal is no jump.
RECENT_YEARS = 3
# A chance of one in a thousand, both sides: with 60 cells one return in 16 asks once by chance.
RARE = 0.001

# Both counts of the same hundred people or more hardly ever repeat; smaller ones often do.
SAME_COUNT = 100
# A stock of a few hundred places or bodies may well stand still; a thousand and more hardly does.
SAME_AMOUNT = 1000
# A county whose own last figure was this near did not take another county's; the numbers of small
# children fall by seven per cent a year, so less than ten would not do.
OWN_DISTANCE = math.log(1.1)
# What is still taken for a power of ten: 10 × 0.71 to 10 × 1.41 (0.15 on the log10 scale).
CLOSE_TO_POWER = 0.15
# Swapped counts fit last year's far better than the counts as they stand.
SWAPPED_FIT = 0.25
SWAPPED_DISTANCE = math.log(1.1)

# Populations move slowly; those examined or tested less so, which their own history tells.
DENOMINATOR_TIMES = 1.3
# The same population of the same area and year is the same number; 0.5 % allows for a late count.
UNLIKE_TOLERANCE = 0.005
# City and counties may count at different days; 1 % of the counts is more than that.
SUM_TOLERANCE = 0.01
# A city's denominator that is no sum (days of the year) lies among the counties' own.
NOT_ADDED_UP = 1.5
# A county far from all others: at least so many others, and so far from their median.
FEWEST_COUNTIES = 4
COUNTY_TIMES = 3.0
COUNTY_SHARE_DISTANCE = 1.6  # logit: 50 % against 83 %, 90 % against 98 %
# Published national and provincial figures are a rough measure for one city, more so for a county.
REFERENCE_TIMES = 4.0
REFERENCE_SHARE_DISTANCE = 2.2  # logit: 50 % against 90 %, 90 % against 99 %
REFERENCE_AGE = 5
