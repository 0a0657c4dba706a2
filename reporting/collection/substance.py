"""Does an explanation say anything? Reasons to choose from, and words of substance. Pure."""

import re
import unicodedata
from collections.abc import Mapping

REASON_CODES: Mapping[str, str] = {
    "policy": "政策调整",
    "definition": "口径变化",
    "population": "人口变动",
    "small_counts": "小样本波动",
    "event": "突发事件",
    "last_year_wrong": "上年数据有误",
    "survey_year": "普查/调查年",
    "other": "其他",
}
FEWEST_CHARACTERS = 6
FEWEST_DIFFERENT = 4
LONGEST = 500

# Phrases that only say that somebody looked.
_EMPTY = """
经核实 已核实 核实 经核对 已核对 核对 经核查 已核查 核查 经查 复核 确认 审核 检查
无误 无异议 没有问题 没问题 无问题 没有错误 没错 不错 正确 准确 真实 可靠 有效 正常 属实
情况 数据 数字 数值 本项 本指标 该指标 指标 以上 上述 确实 的确 如实 实际
同上 同前 见上 详见附件 见附件 参见说明 说明 如此 就是这样 本来就是 就是
填报 上报 填写 报送 提交 为准 以此 完全 全部 予以 通过 保留 我们 同意 特此
均 都 已 经 是 的 了 请 我
"""
# The longer ones first, for they hold shorter ones.
EMPTY_PHRASES = sorted(_EMPTY.split(), key=len, reverse=True)
_NOT_CHINESE = re.compile(r"[^\u3400-\u4dbf\u4e00-\u9fff]")


def objection(text: str, *, name: str = "", unit: str = "") -> str:
    """Why the text explains nothing, as a sentence for its writer; "" where it has substance.

    What is left without digits, punctuation, the indicator's name and unit, and phrases such as
    核实无误 must still be some six Chinese characters, four of them different.
    """
    if not text.strip():
        return "请写明情况，如“本院新增监测点2个，活产数增加”。"
    if len(text) > LONGEST:
        return f"说明有{len(text)}个字，请缩短到{LONGEST}字以内。"
    if any(unicodedata.category(character) == "Cc" for character in text):
        return "说明中含有不可见的控制字符，请删除后重新填写。"
    left = _substance(text, name, unit)
    if len(left) < FEWEST_CHARACTERS or len(set(left)) < FEWEST_DIFFERENT:
        return (
            "说明没有写出具体情况（只写“核实无误”“属实”等不能作为说明）；"
            "请写明发生了什么、为什么，如“本院新增监测点2个，活产数增加”。"
        )
    return ""


def _substance(text: str, name: str, unit: str) -> str:
    plain = _only_chinese(text)
    for phrase in (_only_chinese(name), _only_chinese(unit), *EMPTY_PHRASES):
        if phrase:
            plain = plain.replace(phrase, "")
    return plain


def _only_chinese(text: str) -> str:
    return _NOT_CHINESE.sub("", unicodedata.normalize("NFKC", text))
