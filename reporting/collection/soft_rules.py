"""The soft checks (核实性审核): what must be mended or explained. Pure."""

from math import exp

from reporting.collection.rule import Rule
from reporting.collection.thresholds import (
    CLOSE_TO_POWER,
    COUNTY_SHARE_DISTANCE,
    COUNTY_TIMES,
    DENOMINATOR_TIMES,
    FEWEST_COUNTIES,
    JUMP_FLOORS,
    JUMP_POINTS,
    JUMP_SHARE_POINTS,
    JUMP_SPREADS,
    OWN_DISTANCE,
    RARE,
    RECENT_YEARS,
    REFERENCE_AGE,
    REFERENCE_SHARE_DISTANCE,
    REFERENCE_TIMES,
    SAME_AMOUNT,
    SAME_COUNT,
    SUM_TOLERANCE,
    SWAPPED_DISTANCE,
    SWAPPED_FIT,
    UNLIKE_TOLERANCE,
)

SOFT = (
    Rule(
        "power_of_ten", False, "10倍、100倍、1000倍差错",
        f"分母、分子、数值与近{RECENT_YEARS}年的中位数；没有历年数据的比率，与其他县（市、区）的中位数，"
        "再没有的与全国、全省数据",
        f"|log10(本年 ÷ 参照) − k| ≤ {CLOSE_TO_POWER:g}，k 为不等于0的整数；"
        f"例数的偶然波动可以解释的（概率 ≥ {RARE:g}）除外",
        "{what}本年 {now}，{basis} {before}，约为{words}；请核对小数点和单位。",
        "多写、少写一个0，或以人代万人，相差正好是10的整数次方。",
    ),
    Rule(
        "per_mille", False, "百分数、千分数混用",
        f"直接填写的 % 或 ‰ 指标与近{RECENT_YEARS}年的中位数",
        f"|log10(本年 ÷ 参照) ∓ 1| ≤ {CLOSE_TO_POWER:g}",
        "本年填写 {now}，{basis} {before}，像是按{wrong}填写的；本指标的单位是{unit}，请核对。",
        "% 与 ‰ 混用，相差正好10倍。",
    ),
    Rule(
        "swapped", False, "分子分母填反",
        "分子、分母与上年的分母、分子；分子可以大于分母的指标（其余由强制性审核发现）",
        f"交换后与上年的距离 < {SWAPPED_FIT:g} × 不交换的距离，"
        f"且不交换的距离 > {exp(SWAPPED_DISTANCE) - 1:.0%}；距离为对数差之和",
        "分子 {numerator}、分母 {denominator}，与{year}年的分母 {old_denominator}、"
        "分子 {old_numerator} 相近，像是填反了；请核对。",
        "分母大于分子的指标填反时必然超出范围，毛率和比值只能与上年对比。",
    ),
    Rule(
        "jump", False, "与历年相比突变",
        "与上年的变化，对比本序列历年变化；口径变化以前的年份不用",
        f"z：比例为 ln(p ÷ (1 − p))，其余为 ln；d 为本年与上年 z 之差，m、s 为历年变化的中位数和"
        f"1.4826 × 绝对中位差。|d − m| > max({JUMP_SPREADS:g} s, 下限)，且与近{RECENT_YEARS}年"
        "中位数的距离也超过下限，且例数的偶然波动不能解释"
        f"（与近{RECENT_YEARS}年例数之和不变时的二项概率 < {RARE:g}）。"
        f"下限：比例 {JUMP_FLOORS['share']:g}（并须相差 {JUMP_SHARE_POINTS:g} 个百分点以上），"
        f"事件率 ln {exp(JUMP_FLOORS['rate']):.3g}，其他 ln {exp(JUMP_FLOORS['value']):.3g}。"
        f"历年数据至少 {JUMP_POINTS} 个",
        "本年 {now}，{basis} {before}，{words}，超出历年变化的范围；请核对数值、口径和统计范围。",
        f"少于 {JUMP_POINTS} 个数据，中位数说明不了常态；序列短、尾部厚，取3倍会问得太多，故取"
        f"{JUMP_SPREADS:g} 倍；下限以内的变动不值得问；"
        f"与近{RECENT_YEARS}年比，恢复正常的一年才不被当作突变；"
        f"概率 {RARE:g}，60项的报表平均十几张才因偶然多问一次。"
        "中位数和绝对中位差不受个别异常年份影响，小计数由0例变为1例不提示。",
    ),
    Rule(
        "same_as_last_year", False, "与上年完全相同",
        "每年更新的指标与上年；不比较按届、按多年周期和不定期的指标",
        f"分子、分母都与上年相同，且都不小于 {SAME_COUNT}（已达100%的除外）；"
        f"人数、个数不小于 {SAME_AMOUNT} 个末位；其他直接填写的须连续两年与本年相同，0和100除外",
        "本年 {now}，与{year}年完全相同；请核对是否误填了上年数据。",
        "大的计数两年完全相同极少见；比例只有一两位小数，相同一次是常事。",
    ),
    Rule(
        "denominator_jump", False, "分母突变",
        f"分母与近{RECENT_YEARS}年的中位数，对比分母历年变化",
        f"|ln(本年 ÷ 中位数)| > max(ln {DENOMINATOR_TIMES:g}, {JUMP_SPREADS:g} s)，s 同上，"
        f"且偶然波动不能解释（概率 < {RARE:g}）。同一地区同名的几个分母一致时只提示第一项",
        "分母本年 {now}，{basis} {before}，{words}；请核对统计范围，以及是否填了其他地区的数。",
        "人口每年变化很少超过百分之十，三成已不是自然变动；受检、受测人数变化大，由其历年变化判断。",
    ),
    Rule(
        "denominator_unlike", False, "分母与同类指标不一致",
        "同一地区、同一分组、同一统计期，分母名称相同的各项（去掉“同期”“当年”等字）",
        f"与多数（没有多数时与上年最接近的）相差超过 {UNLIKE_TOLERANCE:.1%}",
        "分母“{name}”填的是 {now}，而{others}填的是 {usual}；同一个数应当一致，请核对。",
        "同一地区同一年的活产数只有一个。",
    ),
    Rule(
        "county_sum", False, "与各县（市、区）之和不符",
        "市的分子、分母、数量与计入合计的各县（市、区）之和；各县都有数据时",
        f"相差超过 {SUM_TOLERANCE:.0%}；分母不能相加的（如天数，市的分母与县的相近）除外",
        "本年{column} {now}，各县（市、区）{column}之和 {total}，相差 {difference}；请与各县核对。",
        "统计时点不同会有少量出入，超过百分之一多半是漏县或错行。",
    ),
    Rule(
        "county_range", False, "不在各县（市、区）之间",
        "市的比率、平均数与各县（市、区）的最小值和最大值；各县都有数据，且没有按和比较时",
        "市 < 最小的县 或 市 > 最大的县（允许半个末位）；抽样调查的指标除外",
        "全市 {now}，各县（市、区）在 {lowest}（{lowest_name}）到 {highest}（{highest_name}）之间；"
        "请与各县核对。",
        "全市的比率是各县的加权平均，不会超出两端；抽样调查的市、县样本不同，不作此要求。",
    ),
    Rule(
        "county_outlier", False, "与其他县（市、区）相差悬殊",
        f"县的比率与同市其他县（市、区）本年的中位数；至少 {FEWEST_COUNTIES} 个县有数据",
        f"比例：logit 相差超过 {COUNTY_SHARE_DISTANCE:g}；其余：相差超过 {COUNTY_TIMES:g} 倍；"
        f"且例数的偶然波动不能解释（概率 < {RARE:g}）。上年已同样相差的不提示",
        "本年 {now}，其他县（市、区）的中位数 {median}，相差悬殊；请核对数值、单位和统计范围。",
        "同一个市的各县条件相近；logit 1.6 相当于50%与83%、90%与98%。",
    ),
    Rule(
        "same_as_county", False, "与另一地区完全相同",
        "县的分子、分母（数量）与同市其他县（市、区）本年的",
        f"分子和分母都相同，且不小于 {SAME_COUNT}（人数、个数不小于 {SAME_COUNT}）；"
        f"与本县上年的分母（人数、个数）相差不到 {exp(OWN_DISTANCE) - 1:.0%} 的除外",
        "{now}，与{county}完全相同；请核对是否填错了地区。",
        "两个县的大计数完全相同，多半是错行、错列。",
    ),
    Rule(
        "reference_far", False, "与全国、全省数据相差悬殊",
        f"比率与最近 {REFERENCE_AGE} 年内公布的全省、全国数据（先全省）；不比较数量",
        f"比例：logit 相差超过 {REFERENCE_SHARE_DISTANCE:g}；"
        f"其余：相差超过 {REFERENCE_TIMES:g} 倍；"
        f"且例数的偶然波动不能解释（概率 < {RARE:g}）。上年已同样相差的不提示",
        "本年 {now}，{area}{year}年为 {reference}，相差悬殊；请核对数值、单位和口径。",
        "地区之间本有差别，只提示数量级不对的；logit 2.2 相当于50%与90%、90%与99%。",
    ),
    Rule(
        "now_missing", False, "上年有数、本年缺失",
        "每年更新的指标：本年选“未填报”或“不适用”，上年有数",
        "本年没有数值，且上年有数值（上年分母大于0）",
        "本年选“{kind}”，而{year}年填报了 {before}；请核对能否填报，确实没有的请写明原因。",
        f"“不适用”且历年分母很小、本年可能一个也没有的（概率 ≥ {RARE:g}）不提示；"
        "“尚未产生”另有预计日期，到期催报，不在此列。",
    ),
)  # fmt: skip
