"""Page: the inbox."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from indicators.people.access import ADMINISTRATION_ROLES, FIGURE_ROLES
from reporting.models import Notice
from reporting.notices.inbox import inbox, mark_all_read, mark_read
from reporting.notices.kinds import kind_words
from reporting.permissions import get_or_404_for
from reporting.views.access import open_to
from reporting.views.collection_forms import whole_number

EVERYONE = FIGURE_ROLES | ADMINISTRATION_ROLES
ROWS_A_PAGE = 30


@require_GET
@open_to(EVERYONE)
def notice_list(request: HttpRequest) -> HttpResponse:
    """What I was told, the newest first; ?unread=1 leaves out what I have opened."""
    only_unread = request.GET.get("unread") == "1"
    rows = inbox(request.user, only_unread=only_unread)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(notice, kind_words(notice.kind)) for notice in page],
        "only_unread": only_unread,
        "newest": page.object_list[0].pk if page.object_list else 0,
    }
    return render(request, "notices/list.html", context)


@never_cache
@require_GET
@open_to(EVERYONE)
def notice_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark it read and go to what it is about."""
    notice = get_or_404_for(request.user, Notice, pk)
    mark_read(notice)
    is_ours = url_has_allowed_host_and_scheme(notice.address, allowed_hosts=None)
    return redirect(notice.address if is_ours else "notice_list")


@require_POST
@open_to(EVERYONE)
def notice_read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything read that was on the page."""
    number = mark_all_read(request.user, up_to=whole_number(request.POST.get("newest", "")))
    messages.success(request, f"已将 {number} 条通知标为已读。")
    return redirect("notice_list")
