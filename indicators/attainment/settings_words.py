"""What is each setting called, and what does its number mean? For the pages that show them."""

from dataclasses import dataclass

from indicators.attainment.settings import SettingsError


@dataclass(frozen=True)
class Section:
    """Settings of one section of docs/method.zh.md: field name to its description."""

    title: str
    words: dict[str, str]


SECTIONS = (
    Section(
        "现状判断",
        {
            "near_share": "基本达标：差距不超过目标值的几分之几",
            "near_gain_share": "基本达标：差距不超过基期到目标距离的几分之几",
            "about_share": "“左右”：上下浮动为目标值的几分之几",
            "full_coverage": "全覆盖：不低于这个百分数算全覆盖",
            "trend_share": "持平：每年变化不超过基期值的几分之几",
            "trend_years": "趋势检验：首尾各合并几年的例数",
            "trend_events": "趋势检验：总例数少于这个数暂不评价",
            "trend_p": "趋势检验：显著性水平",
            "gap_events": "缩小差距：一侧例数少于这个数暂不评价",
            "confidence": "统计确认：区间的置信度",
            "design_effect": "整群抽样：设计效应",
        },
    ),
    Section(
        "序时进度",
        {
            "hold_share": "基期已接近目标：差距不超过目标值的几分之几，任务改为保持",
            "slightly_behind": "略慢：进度倍数不低于",
            "on_path": "符合序时进度：进度倍数不低于",
        },
    ),
    Section(
        "预测",
        {
            "points": "最多使用最近几个年份",
            "line_points": "趋势线最多使用最近几个年份",
            "clip_low": "比例换算时的下界（%）",
            "clip_high": "比例换算时的上界（%）",
            "last_weight": "出发点中最近一年数值的权重",
            "damping_base": "增幅逐年打折：走势最乱时保留几成",
            "damping_gain": "增幅逐年打折：走势最齐时再加几成",
            "damping_power": "增幅逐年打折：整齐程度的幂",
            "floor": "每年波动的下限（换算后的单位）",
            "cumulative_floor": "累计数：每年波动不低于年均增量的几分之几",
            "interval": "预计区间包含的比例",
            "shown_low": "打印的最低概率",
            "shown_high": "打印的最高概率",
            "peer_slope": "向同一指标其他地区借用走势的权重，0 为不借用",
            "peer_volatility": "向同一指标其他地区借用波动的权重，0 为不借用",
            "peer_areas": "至少有几个其他地区才借用",
        },
    ),
    Section(
        "小样本",
        {
            "small_expected": "目标水平下的预期例数少于这个数，按小样本处理",
            "small_years": "至少合并最近几个年份",
            "small_sample": "注“小样本”：当年例数少于",
            "read_with_care": "注“谨慎解读”：当年例数少于",
            "few_exposed": "比例的基数少于这个数，最高定橙色",
        },
    ),
    Section(
        "走势和波动",
        {
            "chi_indicative": "卡方趋势检验：提示性界限",
            "chi_significant": "卡方趋势检验：显著界限",
            "chi_years": "卡方趋势检验使用的年数",
            "kendall_p": "曼-肯德尔检验：显著性水平",
            "jump_confidence": "突变：最近一年落在这个比例的区间之外",
            "reversal_points": "反复：比例的变化超过几个百分点才算",
            "reversal_share": "反复：其他数值的变化超过几分之几才算",
            "scatter_points": "离散：比例的标准差不低于几个百分点",
            "scatter_share": "离散：其他数值的标准差不低于均值的几分之几",
            "dispersion_p": "随机波动：离散检验的显著性水平",
        },
    ),
    Section(
        "预警级别",
        {
            "red": "红：达标概率低于",
            "orange": "橙：达标概率低于",
            "yellow": "黄：达标概率低于",
            "blue": "蓝：达标概率低于，不低于为无预警",
        },
    ),
)

WORDS = {name: words for section in SECTIONS for name, words in section.words.items()}


def problem_text(error: SettingsError) -> str:
    """The sentence for the person who entered impossible settings."""
    fields = "、".join(f"“{WORDS[name]}”" for name in error.names)
    if error.names == ("damping_base", "damping_gain"):
        return f"{fields}之和不能大于 1。"
    if error.in_order:
        return f"{fields}须依次从小到大，并在允许范围内。"
    return f"{fields}不在允许范围内。"
