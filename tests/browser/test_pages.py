"""Every page as each role sees it: no console message, nothing wider than the screen, axe clean."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from indicators.models import Target
from reporting.models import Submission

PAGES = {
    "weijian": ["/tasks/", "/submissions/{draft}/", "/account/password/"],
    "tongji": ["/reviews/", "/submissions/{submitted}/review/", "/rounds/", "/years/"],
    "fuerwei": ["/years/", "/summary/?live=1", "/targets/?live=1", "/plans/", "/people/duties/"],
    "lingdao": [
        "/summary/",
        "/targets/",
        "/targets/{target}/",
        "/nation/",
        "/catalogue/",
        "/catalogue/indicators/",
        "/catalogue/targets/{target}/",
    ],
    "guanli": ["/people/units/", "/people/accounts/"],
    "anquan": ["/people/accounts/"],
    "shenji": ["/people/trail/"],
}
SCREENS = {"desktop": (1280, 720), "phone": (390, 844)}


def _places():
    submissions = Submission.objects.filter(area__code="990100")
    return {
        "draft": submissions.get(organisation__code="demo-health").pk,
        "submitted": submissions.filter(state="submitted").first().pk,
        "target": Target.objects.get(plan__code="children", code="C1.09-4").pk,
    }


@pytest.mark.parametrize("screen", SCREENS)
def test_every_page(demonstration, visitor, screen):
    width, height = SCREENS[screen]
    places = _places()
    problems = []
    for username, paths in PAGES.items():
        person = visitor(username, (width, height))
        for path in paths:
            page = person.open(path.format(**places))
            page.wait_for_load_state("networkidle")
            if page.evaluate("document.documentElement.scrollWidth") > width:
                problems.append(f"{username} {path}: wider than {width}")
            for violation in Axe().run(page).response["violations"]:
                nodes = [node["html"][:90] for node in violation["nodes"][:3]]
                problems.append(f"{username} {path}: {violation['id']} {nodes}")
    assert not problems, "\n".join(problems)


def test_the_log_in_page(demonstration, visitor):
    page = visitor().open("/login/")
    assert not Axe().run(page).response["violations"]
