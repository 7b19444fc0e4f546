"""How a trainer makes a lesson, told inside the admin, in her language and in the words of its buttons."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

TITLE = _("How to make a lesson")
PARTS = [
    (
        _("The clip"),
        "media",
        [
            _("Open Clip in the menu and touch Add."),
            _("Give it a name and choose the video on your phone or computer."),
            _("Type what is said, one line each, with minute and second first: 0:08 Tap the gear."),
            _("The video is sent while you type. When the line breaks, it goes on by itself; leave the page open."),
            _("Save. The video is prepared while you go on; the list says when it is ready."),
            _("Open the clip again to choose its picture, or to add what is said in Tày, Mông, Khmer and others."),
        ],
    ),
    (
        _("The questions"),
        "help",
        [
            _("Open Quizzes in the menu and touch Add."),
            _("Give it a name, then touch Add a question and choose its kind."),
            _("Mark the right answer, and write a kind word for each."),
            _("Two to five questions are enough. Save."),
        ],
    ),
    (
        _("The lesson"),
        "doc-full",
        [
            _("On the first screen, touch Write a lesson in your course."),
            _("Write the title, and what she can do afterwards."),
            _("Touch Add a part to the lesson and put in the clip, the steps, the call-out and the questions."),
            _("Touch the picture of the phone to see the lesson as learners will see it."),
            _("Touch Publish. Everybody can open the lesson now; you can change it at any time."),
        ],
    ),
    (
        _("If something goes wrong"),
        "warning",
        [
            _("What you write is saved by itself as a draft; learners see it only after you publish."),
            _("Red words beside a field say what is missing. Put it right and save again."),
            _("A video that cannot be used says why. Choose another, or cut it shorter."),
        ],
    ),
]

menu_item = MenuItem(_("How-to"), reverse_lazy("trainer_guide"), name="guide", icon_name="info-circle", order=900)


def guide(request: HttpRequest) -> HttpResponse:
    here = [{"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")}, {"url": "", "label": TITLE}]
    context = {"parts": PARTS, "header_title": TITLE, "header_icon": "info-circle", "breadcrumbs_items": here}
    return render(request, "studio/guide.html", context)
