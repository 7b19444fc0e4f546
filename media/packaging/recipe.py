"""The words that tell ffmpeg to carry out a plan: pure, and measured piece by piece (see docs/clips.md).

Only the named containers are opened and only local files: an upload that names other files or addresses reaches none.
RECIPE is stored with every clip. Raise it when what is made changes: `manage.py repackage` then makes them anew.
"""

from math import ceil

from media.layout import SOUND
from media.packaging import storyboards
from media.packaging.inspect_file import CONTAINERS, LARGEST_PICTURE
from media.packaging.plan import SOUND_KBPS, Plan, Stage

RECIPE = 8
SEGMENT_SECONDS = 4
BURST = 2.5  # seconds' worth of data that a quick moment may take from the quiet ones around it
THREADS = 2  # for each rendition: they work side by side, and each thread keeps pictures in memory
SOUND_RATE = 24000  # the same in every rendition: players fall silent when it changes
# MSE reads no edit list that begins with an empty edit, so a track must not need one: the first picture stands at 0,
# and the packet before the first sound, with which an AAC encoder warms up, is left out.
FROM_NOTHING = ("-avoid_negative_ts", "disabled", "-hls_segment_options", "movflags=+negative_cts_offsets")
WITHOUT_WARMING_UP = ("-bsf:a", "noise=drop='lt(pts,0)'")
WAVES = (640, 360)  # width and height of the picture of a sound recording
GUARDS = ["-nostdin", "-hide_banner", "-v", "error", "-y"]
ONLY_LOCAL_VIDEO = ["-protocol_whitelist", "file", "-format_whitelist", CONTAINERS]
WIDE = "setparams=color_primaries=bt2020:colorspace=bt2020nc"  # of HDR, whether or not the phone has said so
ORDINARY = "zscale=p=bt709:t=bt709:m=bt709:r=tv"
ORDINARY_BRIGHTNESS = "color_trc=bt709"  # BT.2020 without HDR has the same curve
WHOLE_PICTURES = "bwdif=mode=send_frame:deint=interlaced"  # of the two halves that an interlaced camera takes in turn
TONE_MAP = "zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=mobius:desat=0,zscale=t=bt709:m=bt709:r=tv"
SHARP = "filter=bicubic:param_a=0:param_b=1"  # b and c of Mitchell and Netravali: edges a little harder, fewer bytes
WHOLE_RANGE = "scale=out_range=full,format=yuvj420p"  # only for the stills: old phones show a clip of that range pale
LEVEL_SOUND = (  # made one channel first: finding the loudness of six would be six times the work
    f"aformat=channel_layouts=mono,aresample=async=1:first_pts=0,loudnorm=I=-16:TP=-1.5:LRA=11,aresample={SOUND_RATE}"
)


def package(plan: Plan, stage: Stage, source: str) -> list[str]:
    """Everything of one stage as HLS, each rendition one file with byte ranges; tells its progress as it goes."""
    has_sound = plan.has_audio and stage.is_first
    pictures = ("-filter_complex", ";".join(_pictures(plan, stage))) if stage.renditions else ()
    return [
        *GUARDS,
        *("-progress", "pipe:1", "-stats_period", "0.5"),
        *ONLY_LOCAL_VIDEO,
        *_decoder(plan, stage),
        *("-max_pixels", str(LARGEST_PICTURE), "-t", f"{plan.duration:.3f}", "-i", source),
        *pictures,
        *_stills(plan, stage),
        *("-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn"),
        *(word for index in range(len(stage.renditions)) for word in _encoder(plan, stage, index)),
        *(_sound(plan) if has_sound else ()),
        *_hls(stage, has_sound),
    ]


def lasting(seconds: float) -> str:
    """Sound of exactly this length: filled with silence, or cut."""
    return f"apad=whole_dur={seconds:.3f},atrim=end={seconds:.3f}"


def progressive(saver: str | None, sound: str | None, target: str) -> list[str]:
    """One file that plays anywhere, beginning before all of it has come; nothing is encoded again."""
    inputs = [part for name in (saver, sound) if name for part in ("-i", name)]
    return [*GUARDS, *inputs, "-c", "copy", "-map_metadata", "-1", "-movflags", "+faststart", target]


def waves(sound: str, target: str) -> list[str]:
    """The picture of a sound recording: its own wave, in a quiet colour."""
    size = "{}x{}".format(*WAVES)
    graph = f"color=0xf6eef2:s={size}[ground];[0:a]showwavespic=s={size}:colors=0x7a4a63[waves];[ground][waves]overlay"
    return [*GUARDS, "-i", sound, "-filter_complex", graph, "-frames:v", "1", target]


def still(video: str, second: float, target: str) -> list[str]:
    """The picture at this second."""
    return [*GUARDS, "-ss", f"{second:.3f}", "-i", video, "-frames:v", "1", "-update", "1", target]


def _decoder(plan: Plan, stage: Stage) -> list[str]:
    """Where somebody waits, the smoothing that belongs to a large video is left out: it takes a sixth of the decoding,
    which is most of the wait, and hardly shows in a picture of half the size (docs/clips.md says where it does)."""
    if not stage.is_awaited:
        return ["-threads", "2"]
    return ["-threads", "3", *(("-skip_loop_filter", "nokey") if plan.is_large else ())]


def _pictures(plan: Plan, stage: Stage) -> list[str]:
    """Decoded once, made smaller step by step: each size comes from the next larger one."""
    users: dict[tuple[int, int], list[str]] = {}
    for index, rendition in enumerate(stage.renditions):
        users.setdefault((rendition.width, rendition.height), []).append(f"[v{index}]")
    steady = f"fps={plan.fps}:start_time=0"  # from the first sound, though the first picture come later
    held = f",tpad=stop_mode=clone:stop_duration={plan.still:.3f}" if plan.still else ""
    colours, to_ordinary = _colours(plan)
    whole = f"{WHOLE_PICTURES}," if plan.is_interlaced else ""
    chains = []
    for step, ((width, height), ends) in enumerate(users.items()):
        is_smallest = step == len(users) - 1
        begin = f"[next{step}]" if step else f"[0:V:0]{whole}{steady}{held},{colours},"
        ends += [f"[next{step + 1}]"] if not is_smallest else ["[look]"] if stage.is_first else []
        scale = f"zscale=w={width}:h={height}:{SHARP}:range=limited,setsar=1"
        chains.append(f"{begin}{scale}{'' if step else to_ordinary},split={len(ends)}{''.join(ends)}")
    if chains and stage.is_first:
        rate = storyboards.count(plan.duration) / plan.duration
        chains.append(f"[look]fps={rate:.6f},{WHOLE_RANGE}[stills]")
    return chains


def _colours(plan: Plan) -> tuple[str, str]:
    """What is said of the colours as they come in, and what makes them those of every screen."""
    if plan.is_hdr:
        return WIDE, f",{TONE_MAP},format=yuv420p"
    if plan.is_wide:
        return f"{WIDE}:{ORDINARY_BRIGHTNESS}", f",{ORDINARY},format=yuv420p"
    return "format=yuv420p", ""


def _stills(plan: Plan, stage: Stage) -> list[str]:
    if not (plan.has_picture and stage.is_first):
        return []
    count = str(storyboards.count(plan.duration))
    return ["-map", "[stills]", "-c:v", "mjpeg", "-q:v", "3", "-frames:v", count, "-f", "image2", "still-%02d.jpg"]


def _encoder(plan: Plan, stage: Stage, index: int) -> list[str]:
    rung = stage.renditions[index].rung
    gop = ceil(SEGMENT_SECONDS * plan.fps)  # frames are evenly spaced, so every rendition is cut at the same moments
    words = {"c": rung.encoder, "preset": rung.preset, "crf": rung.crf, "g": gop}
    words |= {"threads": 1 if stage.is_awaited else THREADS}  # alone it is ahead of the decoder anyway
    if rung.encoder == "libx264":
        words |= {"profile": "high", "sc_threshold": 0, "keyint_min": gop}
        words |= {"maxrate": f"{rung.cap_kbps}k", "bufsize": f"{BURST * rung.cap_kbps:.0f}k"}
        words |= {"x264-params": rung.tuning} if rung.tuning else {}
    else:
        words |= {"svtav1-params": f"mbr={rung.cap_kbps}:lp=1:scd=0"}  # lp: one core's worth of pictures in memory
    return ["-map", f"[v{index}]", *(part for key, word in words.items() for part in (f"-{key}:v:{index}", str(word)))]


def _sound(plan: Plan) -> list[str]:
    """As long as the picture: players stand still where one of the two has ended."""
    level = f"{LEVEL_SOUND},{lasting(plan.duration)}" if plan.has_picture else LEVEL_SOUND
    return ["-map", "0:a:0", "-af", level, "-c:a", "aac", "-b:a", f"{SOUND_KBPS}k", "-ac", "1", *WITHOUT_WARMING_UP]


def _hls(stage: Stage, has_sound: bool) -> list[str]:
    group = ",agroup:sound" if has_sound and stage.renditions else ""
    streams = [f"v:{index}{group},name:{rendition.rung.name}" for index, rendition in enumerate(stage.renditions)]
    if has_sound:
        streams.append(f"a:0{group},name:{SOUND}")
    return [
        *("-f", "hls", "-hls_time", str(SEGMENT_SECONDS), "-hls_playlist_type", "vod", "-hls_list_size", "0"),
        *("-hls_flags", "independent_segments+single_file", "-hls_segment_type", "fmp4"),
        *FROM_NOTHING,
        *("-hls_segment_filename", "%v.mp4", "-var_stream_map", " ".join(streams), "%v.m3u8"),
    ]
