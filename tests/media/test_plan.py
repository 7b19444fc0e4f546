"""What is made of which video, decided without starting anything."""

from fractions import Fraction

import pytest

from media.packaging import recipe
from media.packaging.plan import Source, plan


def source(width=1920, height=1080, rotation=0, fps=30.0, duration=60.0, has_audio=True, is_hdr=False) -> Source:
    return Source(width, height, rotation, fps, duration, has_audio, is_hdr)


def sizes(**facts) -> dict:
    stages = plan(source(**facts)).stages
    return {made.rung.name: (made.width, made.height) for stage in stages for made in stage.renditions}


def stages(**facts) -> list[list[str]]:
    made = plan(source(**facts), has_av1=True).stages
    return [[rendition.rung.name for rendition in stage.renditions] for stage in made]


def test_the_smallest_rendition_is_made_first():
    assert stages() == [["saver"], ["high", "saver-av1", "low"]]


def test_a_short_clip_is_made_at_once():
    assert stages(duration=15) == [["high", "saver-av1", "low", "saver"]]


def test_a_long_but_small_clip_is_made_in_two_stages_too():
    assert stages(width=320, height=240, duration=600) == [["saver"], ["saver-av1"]]


def test_what_nobody_waits_for_is_made_at_once():
    assert len(plan(source(), in_a_hurry=False).stages) == 1


def test_a_sound_recording_has_one_stage_without_pictures():
    made = plan(source(width=0, height=0, fps=0, duration=600), has_av1=True)
    assert (made.has_picture, [stage.renditions for stage in made.stages]) == (False, [()])


def test_a_landscape_clip_has_three_sizes():
    assert sizes() == {"high": (1280, 720), "low": (854, 480), "saver": (640, 360)}


@pytest.mark.parametrize("rotation", [90, 270])
def test_a_phone_held_upright_gives_a_portrait_clip(rotation):
    assert sizes(rotation=rotation) == {"high": (720, 1280), "low": (480, 854), "saver": (360, 640)}


def test_an_upside_down_clip_keeps_its_shape():
    assert sizes(rotation=180)["saver"] == (640, 360)


def test_nothing_is_enlarged():
    assert sizes(width=400, height=300) == {"saver": (400, 300)}


def test_a_middling_video_has_no_high_rendition():
    assert sizes(width=848, height=478) == {"low": (848, 478), "saver": (638, 360)}


def test_odd_sides_become_even():
    assert sizes(width=321, height=241) == {"saver": (320, 240)}


def test_a_very_long_screen_recording_is_made_smaller_as_a_whole():
    assert sizes(width=1080, height=4320)["saver"] == (224, 900)


@pytest.mark.parametrize(
    ("fps", "made"),
    [(60, 30), (50, 30), (25, 25), (29.97, Fraction(2997, 100)), (12.5, Fraction(25, 2)), (9, 9), (5, 10), (0.2, 7)],
)
def test_at_most_thirty_and_at_least_seven_frames_a_second(fps, made):
    assert plan(source(fps=fps)).fps == made


def test_the_work_may_take_a_minute_and_twelve_times_the_clip():
    assert plan(source(duration=30)).seconds_at_most == 60 + 12 * 30


def words(**facts) -> str:
    made = plan(source(**facts), has_av1=True)
    return " ".join(recipe.package(made, made.stages[0], "source"))


@pytest.mark.parametrize(
    ("facts", "in_a_hurry", "is_left_out"),
    [
        ({}, True, True),
        ({}, False, False),  # Rõ nét is made of the same pictures
        ({"duration": 15}, True, False),
        ({"width": 854, "height": 480, "duration": 600}, True, False),  # would be seen
    ],
)
def test_the_smoothing_is_left_out_of_a_large_video_whose_smallest_rendition_is_waited_for(
    facts, in_a_hurry, is_left_out
):
    made = plan(source(**facts), in_a_hurry=in_a_hurry)
    first, *rest = [" ".join(recipe.package(made, stage, "source")) for stage in made.stages]
    assert ("-skip_loop_filter nokey" in first) == is_left_out
    assert not any("skip_loop_filter" in later for later in rest)


def test_a_silent_video_gets_no_sound_group():
    assert "agroup" in words()
    assert "agroup" not in words(has_audio=False)
    assert "loudnorm" not in words(has_audio=False)


def test_only_hdr_is_tone_mapped():
    assert words(is_hdr=True).count("tonemap") == 1
    assert "tonemap" not in words()


def test_only_local_files_of_known_kinds_are_opened():
    assert "-protocol_whitelist file -format_whitelist mov,matroska,webm,avi,mp3,ogg,wav" in words()
