"""What is taught: courses of short lessons, as Wagtail pages.

Home > Course > Lesson. A lesson takes five minutes at the most: a clip, steps to follow, a thing to remember, a few
questions. Anybody may read it; no account is needed.
"""

from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel, TitleFieldPanel
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.url_routing import RouteResult

from courses import page_cache, shells
from courses.blocks import lesson_blocks
from courses.forms import PageForm
from courses.models import versions
from courses.models.feedback import Difference, TapCount
from courses.models.hotlines import Hotline
from courses.models.versions import ContentVersion
from courses.picture_weight import LIGHT
from courses.requirements import Kind, Requirement
from quizzes.stream import BlockStreamField

__all__ = [
    "ContentVersion",
    "Course",
    "Difference",
    "Home",
    "Hotline",
    "Lesson",
    "TapCount",
]  # the models, wherever they live

PHONE_FIRST = [
    {"name": "phone", "icon": "mobile-alt", "device_width": 360, "label": _("Preview as a phone")},
    {"name": "desktop", "icon": "desktop", "device_width": 1280, "label": _("Preview as a computer")},
]


TITLE = TitleFieldPanel("title", required_on_save=False)
ADDRESS = FieldPanel("slug", heading=_("Address"), help_text=_("Made from the title. Leave it as it is."))


class PhoneFirstPage(Page):
    """A page that its trainer sees first as her learners do: on a small phone."""

    base_form_class = PageForm
    promote_panels: list[Panel] = []  # a trainer needs neither search engines nor timetables
    settings_panels: list[Panel] = []
    admin_default_ordering = "ord"  # a trainer sees lessons in the order in which they are learnt

    class Meta:
        abstract = True

    @property
    def preview_sizes(self) -> list[dict]:
        return PHONE_FIRST

    @property
    def default_preview_size(self) -> str:
        return "phone"

    def serve(self, request: Any, *args, **kwargs) -> HttpResponse:
        request.is_preview = False
        shell = shells.lay(request, self.template, self.get_context, self.about)
        found = self._keepable(request, shell) if page_cache.is_kept_for(request) else None
        if found:
            page_cache.keep_shell(request, found)
        return page_cache.answer(request, shell, found)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        shell = shells.lay(request, self.template, self.get_context, self.about)
        return HttpResponse(shells.fill(shell, request))

    def about(self) -> dict:
        """What those have to know of this page who fill in what is a reader's own."""
        return {}

    def made_of(self) -> set[str]:
        """The keys of everything that this page shows (see `courses.models.versions`)."""
        return {versions.TREE, versions.key(Page, self.pk)}

    def seconds_right(self) -> int:
        """For how long it is right if nothing changes; 0: it is not to be kept."""
        return page_cache.DAY

    def _keepable(self, request: HttpRequest, shell: shells.Shell) -> page_cache.Keepable | None:
        seconds = self.seconds_right()
        if seconds <= 0 or self._is_restricted(request):
            return None
        return page_cache.Keepable(shell, tuple(sorted(self.made_of())), seconds)

    def _is_restricted(self, request: HttpRequest) -> bool:
        """Whether it is for some only. Of those pages Wagtail lets no stranger come so far."""
        above = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        restricted = PageViewRestriction.objects.filter(page__path__in=above)
        return not page_cache.is_strangers(request) and restricted.exists()


class Home(PhoneFirstPage):
    """The first page: the courses."""

    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [TITLE, FieldPanel("intro")]
    max_count = 1
    subpage_types = ["courses.Course"]
    template = "courses/home.html"

    class Meta:
        verbose_name = _("home page")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """A course or a lesson by its whole address: one query, where Wagtail walks down with two for each level."""
        model = {1: Course, 2: Lesson}.get(len(path_components))
        if not model:
            return super().route(request, path_components)
        page = model.objects.filter(url_path=f"{self.url_path}{'/'.join(path_components)}/").first()
        if not page:
            raise Http404
        return page.route(request, [])

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        courses = Course.objects.child_of(self).live().public().select_related("cover")
        return super().get_context(request, *args, **kwargs) | {"courses": courses}

    def made_of(self) -> set[str]:
        covers = Course.objects.child_of(self).live().exclude(cover=None).values_list("cover_id", flat=True)
        pictures = {versions.key(get_image_model(), pk) for pk in covers}
        return super().made_of() | {versions.in_list(self.pk)} | pictures


class Course(PhoneFirstPage):
    code = models.CharField(_("code"), max_length=20, blank=True, help_text=_("Short, for lists, such as K1."))
    summary = models.TextField(_("summary"), max_length=400, help_text=_("One or two sentences for the learner."))
    audience = models.TextField(_("for whom"), max_length=400, blank=True)
    framework = models.TextField(
        _("skill framework"),
        max_length=400,
        blank=True,
        help_text=_("Codes such as DLGF 0.1. Learners do not see them."),
    )
    cover = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("cover picture")
    )

    content_panels = [
        TITLE,
        FieldPanel("summary"),
        FieldPanel("cover"),
        MultiFieldPanel(
            [FieldPanel("code"), FieldPanel("audience"), FieldPanel("framework"), ADDRESS],
            heading=_("Details"),
            classname="collapsed",
        ),
    ]
    parent_page_types = ["courses.Home"]
    subpage_types = ["courses.Lesson"]
    template = "courses/course.html"

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def lessons(self) -> "PageQuerySet[Lesson]":
        """The lessons that learners see, in order."""
        return Lesson.objects.child_of(self).live()

    def about(self) -> dict:
        return {"lessons": list(self.lessons().values_list("pk", flat=True)) if self.pk else []}

    def made_of(self) -> set[str]:
        cover = {versions.key(get_image_model(), self.cover_id)} if self.cover_id else set()
        return super().made_of() | {versions.in_list(self.pk)} | cover


class Lesson(PhoneFirstPage):
    code = models.CharField(_("code"), max_length=20, blank=True, help_text=_("Short, for lists, such as 1.1."))
    goal = models.TextField(_("goal"), max_length=400, help_text=_("What she can do afterwards, in one sentence."))
    body = BlockStreamField(lesson_blocks(), verbose_name=_("lesson"))
    may_change = models.TextField(
        _("what may change"),
        max_length=600,
        blank=True,
        help_text=_("Facts to check again from time to time. Learners do not see them."),
    )
    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("Who published what the lesson says, and where.")
    )
    verified_on = models.DateField(
        _("checked on"), null=True, blank=True, help_text=_("The day somebody last did these steps on a real phone.")
    )
    review_by = models.DateField(_("check again by"), null=True, blank=True, db_index=True)

    content_panels = [
        TITLE,
        FieldPanel("goal"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("source"), FieldRowPanel([FieldPanel("verified_on"), FieldPanel("review_by")])],
            heading=_("Facts"),
        ),
        MultiFieldPanel(
            [FieldPanel("code"), FieldPanel("may_change"), ADDRESS], heading=_("Details"), classname="collapsed"
        ),
    ]
    parent_page_types = ["courses.Course"]
    subpage_types: list[str] = []
    template = "courses/lesson.html"

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    @cached_property
    def course(self) -> Course:
        return Course.objects.ancestor_of(self).get()

    @cached_property
    def requirements(self) -> list[Requirement]:
        """What there is to do, in order. A lesson that asks for nothing asks to be read."""
        asked = [child.value.requirement(UUID(child.id)) for child in self.body if hasattr(child.value, "requirement")]
        return [requirement for requirement in asked if requirement] or [Requirement(self.translation_key, Kind.READ)]

    def fetch_pictures(self) -> None:
        """Fetch the renditions of all its blocks' pictures at once."""
        values = [child.value for child in self.body if hasattr(child.value, "pictures")]
        pictures = [picture for value in values for picture in value.pictures()]
        if pictures:
            light = get_image_model().get_rendition_model().objects.filter(filter_spec=LIGHT)
            prefetch_related_objects(pictures, Prefetch("renditions", light, to_attr="prefetched_renditions"))

    @property
    def share_picture(self) -> str:
        """The address of the first open clip's poster, for link previews; "" while there is none."""
        clips = [child.value["clip"] for child in self.body if child.block_type == "clip"]
        return next(filter(None, (clip.shared_poster_url for clip in clips if clip)), "")

    def next_lesson(self) -> "Lesson | None":
        return self.course.lessons().filter(path__gt=self.path).defer("body").first()

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        for child in self.body:
            child.id = child.id or str(uuid4())  # in a preview: what was just written has no id yet
        self.fetch_pictures()
        context = {"course": self.course, "next_lesson": self.next_lesson()}
        return super().get_context(request, *args, **kwargs) | context

    def about(self) -> dict:
        return {"lesson": self.pk, "course": self.course.pk if self.pk else None, "requirements": self.requirements}

    def made_of(self) -> set[str]:
        shown = self.body.stream_block.extract_references(self.body)
        course = {versions.key(Page, self.course.pk), versions.in_list(self.course.pk)}
        return super().made_of() | course | {versions.key(model, pk) for model, pk, *_rest in shown}

    def seconds_right(self) -> int:
        """A clip that is being prepared changes by the second; addresses that end, and contests, have their time."""
        seconds = [super().seconds_right()]
        for child in self.body:
            clip = child.value.get("clip") if child.block_type == "clip" else None
            quiz = child.value.get("quiz") if child.block_type == "quiz" else None
            if clip:
                seconds.append(clip.seconds_right if clip.is_settled else 0)
            if quiz and quiz.closes_at and not quiz.is_closed:
                seconds.append(int((quiz.closes_at - timezone.now()).total_seconds()))
        return min(seconds)
