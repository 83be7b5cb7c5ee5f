"""Comments written by hand, and what of each the figures do not bear out. Most comments are in order."""

from functools import cache

import pytest

from talent import warehouse
from talent.briefing import exhibit, view
from talent.briefing.prose.objecting import objections

FIRMS, GDP, LINE = "high_tech_firms", "gdp", "high_tech_firms&mode=line"
INTRODUCED, CONTESTED, STUDENTS = (
    "talent_introduced",
    "graduates_introduced",
    "university_students&measure=per_10k",
)
LOANS, SERIES = "startup_loan_ceiling_individual", "gdp&mode=line"
RESIDENTS = "resident_population&cities=dezhou,daqing"

# View, comment, and for each objection words that stand in it.
CHINESE = [
    (FIRMS, "哈尔滨高新技术企业数量最高。", [("最高", "年份")]),
    (FIRMS, "长春领先于大庆。", [("领先", "年份")]),
    (FIRMS, "大庆高新技术企业722户。", []),
    (FIRMS, "大庆高新技术企业超过700户。", []),
    (FIRMS, "截至2024年末，大庆有722户；哈尔滨2025年末为2338户。", []),
    (FIRMS, "长春高新技术企业3500户。", [("3500", "以上")]),
    (FIRMS, "长春高新技术企业3500户以上。", []),
    (FIRMS, "长春高新技术企业超过3500户，势头良好。", []),
    (FIRMS, "德州高新技术企业1100户。", [("1100", "超过", "计划")]),
    (FIRMS, "德州计划到2025年末突破1100户。", []),
    (FIRMS, "大庆约有6万户。", [("“6万”", "不在图中")]),
    (FIRMS, "四城均重视高新技术企业，近3年增长较快。", []),
    (FIRMS, "一要看口径，二要看年份，不能据此判断哪座城市最高。", []),
    (FIRMS, "2023年3月10日，“人才新政30条”施行。", []),
    (FIRMS, "数见 HRB-13-005、DQ-32-005。", []),
    (FIRMS, "哈尔滨居四城之首，达2400户。", [("之首",), ("2400", "不在图中")]),
    (FIRMS, "长春水平高于全国平均。", []),
    (FIRMS, "长春高新技术企业多于大庆。", [("多于", "年份")]),
    (FIRMS, "长春高新技术企业多于哈尔滨。", []),
    (FIRMS, "哈尔滨首次突破2300户。", []),
    (FIRMS, "第一季度数据尚未公布，下一步力争走在全省最前列。", []),
    (FIRMS, "哈尔滨有2,338户，德州天衢新区有207户。", []),
    (GDP, "2024年长春地区生产总值最高。", []),
    (GDP, "四城中最高的是长春，大庆最低。", []),
    (GDP, "大庆地区生产总值最高。", [("最高", "大庆", "长春")]),
    (GDP, "长春高于哈尔滨，哈尔滨高于德州。", []),
    (GDP, "哈尔滨超过长春。", [("哈尔滨", "长春", "相反")]),
    (GDP, "长春7632亿元，约为大庆的2.7倍。", [("2.7", "不在图中")]),
    (GDP, "长春7632.19亿元，哈尔滨6016亿元，均为2024年数。", []),
    (GDP, "长春居首，领先其他三城。", []),
    (RESIDENTS, "德州人口多于大庆。", []),
    (RESIDENTS, "德州领跑。", [("领跑", "不分优劣")]),
    (INTRODUCED, "大庆三年引进5.2万人（起讫未载）。", []),
    (INTRODUCED, "近三年引进人才6万人。", [("“6万”", "不在图中")]),
    (INTRODUCED, "大庆引进人才52000人，折合年均1.73万人。", [("1.73万", "不在图中")]),
    (CONTESTED, "德州2020年引进高校毕业生23127人，市人社局另载2.35万人。", []),
    (CONTESTED, "德州引进毕业生最多。", [("最多", "一城")]),
    (STUDENTS, "大庆每万常住人口316人，按84120人折算。", []),
    (LINE, "大庆由2022年末的500户增至2024年末的722户。", []),
    (LINE, "大庆2024年达到最高。", []),
    (LINE, "哈尔滨高新技术企业最多。", [("最多",)]),
    (FIRMS, "", []),
    (FIRMS, "哈尔滨市高新技术企业达2338户，较上年增长12%。", [("12%", "不在图中")]),
    (FIRMS, "哈尔滨高新技术企业数量位居东北第一。", [("第一", "年份")]),
    (FIRMS, "坚持人才是第一资源，最大限度激发活力，差距最大的是口径。", []),
    (FIRMS, "各市高新技术企业均超过200户。", []),
    (FIRMS, "四市中长春数量最多（3500户以上），其次为哈尔滨。", [("最多", "年份")]),
    (FIRMS, "建议下一步以2027年达到3000户为目标。", []),
    (FIRMS, "联系电话0451-12345678，手机13800000000，2026年11月28日。", []),
    (GDP, "四市合计20512.02亿元。", [("20512.02亿", "不在图中")]),
    (GDP, "哈尔滨位居第二，低于长春，高于德州、大庆。", []),
    (INTRODUCED, "大庆近三年引进各类人才5万多人，不宜与一年的数相比。", []),
    (INTRODUCED, "大庆引进5.2万人，大庆高于哈尔滨。", [("高于", "范围")]),
    (LOANS, "长春个人创业担保贷款最高30万元，哈尔滨最高20万元。", []),
    (LOANS, "长春个人创业担保贷款30万元。", [("30万", "不超过")]),
    (FIRMS, "大庆比德州少。", [("比德州少", "年份")]),
    (FIRMS, "德州高新技术企业比大庆多。", [("比大庆多", "状态", "年份")]),
    (FIRMS, "长春比其他三市都多。", [("都多", "年份")]),
    (FIRMS, "哈尔滨独占鳌头。", [("独占鳌头", "年份")]),
    (FIRMS, "大庆高新技术企业翻了一番。", [("翻了一番", "不在图中")]),
    (FIRMS, "力争到2027年高新技术企业数量翻番。", []),
    (FIRMS, "能否翻一番，有待观察。", []),
    (FIRMS, "大庆比重较高的是中小企业，德州占比大，与哈尔滨相比不多。", []),
    (FIRMS, "大庆比上年多，同比增长快。", []),
    (GDP, "大庆比德州少，德州比大庆高。", []),
    (GDP, "德州比大庆低。", [("德州", "比大庆低", "相反")]),
    (GDP, "大庆比德州发展快，长春比哈尔滨高校多。", []),
    (GDP, "长春独占鳌头。", []),
    (SERIES, "长春2025年达到8005.59亿元（初步核算），为历年最高。", []),
    # A number said of a city whose figure it is not.
    (FIRMS, "大庆有2,338户。", [("“2,338”", "大庆", "图中是哈尔滨的数")]),
    (FIRMS, "截至2025年末，德州高新技术企业约2338户。", [("“2338”", "德州", "哈尔滨")]),
    (FIRMS, "哈尔滨市现有722户高新技术企业，居全省前列。", [("“722”", "哈尔滨", "大庆")]),
    (FIRMS, "大庆有1100户。", [("“1100”", "大庆", "德州")]),
    (GDP, "哈尔滨地区生产总值达7632.19亿元。", [("“7632.19亿”", "哈尔滨", "长春")]),
    (INTRODUCED, "长春引进人才5.2万人。", [("“5.2万”", "长春", "大庆")]),
    (LINE, "大庆2022年末为680户。", [("“680”", "大庆", "德州")]),
    (FIRMS, "大庆不及哈尔滨的2,338户。", [("不及", "年份")]),
    (FIRMS, "大庆距省会2,338户尚有差距，也少于2338户。", []),
    (FIRMS, "大庆基数较小，2,338户的是哈尔滨。", []),
    (FIRMS, "长春突破2338户。", []),
    (FIRMS, "大庆2024年末有722户，2022年末有500户。", [("500", "不在图中")]),
    (FIRMS, "除大庆外，最多的一市有2338户。", [("最多", "年份")]),
    (FIRMS, "德州天衢新区207户，哈尔滨、大庆分别为2338户、722户。", []),
    (LINE, "大庆自2013起重视培育，德州2022年末680户、2025年末超过1100户（计划）。", []),
    (STUDENTS, "大庆每万常住人口825人。", [("“825”", "大庆", "哈尔滨")]),
    (FIRMS, "从722户（大庆）到2338户，相去甚远；大庆为2338户的三分之一弱，可学习2338户的做法。", []),
]
ENGLISH = [
    (FIRMS, "Harbin has the most high-tech firms.", [("the most", "no ranking", "years")]),
    (FIRMS, "Daqing reported 722 firms at the end of 2024.", []),
    (FIRMS, "Changchun has 3,500 firms.", [("3,500", "at least")]),
    (FIRMS, "Changchun has at least 3,500 firms.", []),
    (FIRMS, "Changchun leads Daqing.", [("leads", "years")]),
    (FIRMS, "More support leads to more firms, most of them small.", []),
    (FIRMS, "Harbin ranks first.", [("ranks first", "no ranking")]),
    (FIRMS, "Figures for the first half of 2025 are not printed.", []),
    (FIRMS, "At most 3 of the 4 cities can be compared.", []),
    (FIRMS, "Dezhou plans over 1,100 firms by 2025.", []),
    (FIRMS, "Dezhou has 1,100 firms.", [("1,100", "over", "planned")]),
    (FIRMS, "Daqing has 60,000 firms.", [("60,000", "not in the picture")]),
    (FIRMS, "No ranking is possible: the years differ, so nobody can be called the highest.", []),
    (FIRMS, "Changchun is ahead of Daqing.", [("ahead of", "years")]),
    (FIRMS, "Beijing is ahead of everyone, with more than 2,300 in Harbin.", []),
    (GDP, "Changchun has the highest GDP in 2024.", []),
    (GDP, "Harbin has the highest GDP.", [("highest", "Harbin", "Changchun")]),
    (GDP, "GDP of Changchun is higher than that of Harbin.", []),
    (GDP, "Harbin is No. 1.", [("No. 1", "Changchun")]),
    (GDP, "Changchun: 763.2 billion yuan; Daqing is behind Dezhou.", []),
    (GDP, "Dezhou is behind Daqing.", [("Dezhou", "Daqing", "other way round")]),
    (INTRODUCED, "Daqing took in 52,000 persons in three years; start and end are not printed.", []),
    (LINE, "Daqing rose from 500 firms at the end of 2022 to 722 on 31 December 2024.", []),
    (FIRMS, "Harbin has 2,338 firms, 12% more than a year before.", [("12%", "not in the picture")]),
    (FIRMS, "The best way to read Daqing's 722 and Harbin's 2,338 is with care; most years differ.", []),
    (GDP, "Changchun leads the four with 763 billion yuan; Daqing trails with 282 billion.", []),
    (FIRMS, "Dezhou is above Daqing.", [("is above", "standing", "years")]),
    (FIRMS, "Dezhou outpaces Daqing.", [("outpaces", "years")]),
    (FIRMS, "Daqing lags behind Dezhou.", [("lags behind", "years")]),
    (FIRMS, "Firms in Daqing have doubled.", [("doubled", "not in the picture")]),
    (FIRMS, "As said above, growth is above target in Daqing; Dezhou aims to have doubled by 2027.", []),
    (GDP, "Dezhou is above Daqing; Daqing lags behind Dezhou.", []),
    (GDP, "Dezhou is well below Daqing.", [("Dezhou", "well below", "other way round")]),
    (GDP, "Changchun tops the table. See para. 12, p. 30.", []),
    (FIRMS, "Daqing has 2,338 firms.", [("2,338", "Daqing", "one of Harbin")]),
    (FIRMS, "At the end of 2025 there were 2,338 firms in Dezhou.", [("2,338", "Dezhou", "Harbin")]),
    (GDP, "GDP of Harbin was 763.2 billion yuan.", [("763.2 billion", "Harbin", "Changchun")]),
    (INTRODUCED, "Changchun took in 52,000 persons.", [("52,000", "Changchun", "Daqing")]),
    (FIRMS, "Daqing is far from 2,338 firms; unlike Daqing, 2,338 is a provincial capital's figure.", []),
    (FIRMS, "Daqing, with Harbin next door, counts 722 against 2,338.", []),
    (FIRMS, "Changchun passed 2,338 firms long ago, being at over 3,500.", []),
    (FIRMS, "Daqing's 722 is a third of 2,338; a third of 2,338 is what Daqing has.", []),
    (FIRMS, "The 2,338 firms are Harbin's and the 722 Daqing's.", []),
]  # fmt: skip


@pytest.fixture(scope="module")
def drawn(no_uploads):
    """The one picture of a view in one language."""
    data = warehouse.locate()

    @cache
    def draw(choices: str, language: str):
        (found,) = exhibit.exhibits(view.parse(f"/compare?indicator={choices}"), data, language)
        return found, data.catalogue

    return draw


@pytest.mark.parametrize(
    ("language", "choices", "comment", "wanted"),
    [("zh", *row) for row in CHINESE] + [("en", *row) for row in ENGLISH],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_comment_is_objected_to_where_the_figures_do_not_bear_it_out_and_nowhere_else(
    drawn, language, choices, comment, wanted
):
    found, catalogue = drawn(choices, language)
    said = objections(comment, found, catalogue, language)
    assert len(said) == len(wanted), said
    for sentence, fragments in zip(said, wanted, strict=True):
        assert [one for one in fragments if one not in sentence] == [], sentence
