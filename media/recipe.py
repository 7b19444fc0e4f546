"""The words that tell ffmpeg to carry out a plan: pure, and measured piece by piece (see docs/clips.md).

Only the named containers are opened and only local files: an upload that names other files or addresses reaches none.
"""

from math import ceil

from media.planning import SOUND_KBPS, Plan, Rendition

SEGMENT_SECONDS = 4
THREADS = 4  # for each rendition: memory stays within the limits of `running`, however many cores there are
SOUND_RATE = 44100  # the same in every rendition: players fall silent when it changes
GUARDS = ["-nostdin", "-hide_banner", "-v", "error", "-y"]
ONLY_LOCAL_VIDEO = ["-protocol_whitelist", "file", "-format_whitelist", "mov,matroska,webm,avi"]
TONE_MAP = "zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=mobius:desat=0,zscale=t=bt709:m=bt709:r=tv"
SOUND = (
    "[0:a:0]aresample=async=1:first_pts=0,loudnorm=I=-16:TP=-1.5:LRA=11,"
    f"aresample={SOUND_RATE},aformat=channel_layouts=mono[sound]"
)


def package(plan: Plan, source: str) -> list[str]:
    """Every rendition and the sound as HLS, each one file with byte ranges; tells its progress as it goes."""
    graph = [_pictures(plan), *([SOUND] if plan.has_audio else [])]
    return [
        *GUARDS,
        *("-progress", "pipe:1", "-stats_period", "0.5"),
        *ONLY_LOCAL_VIDEO,
        *("-threads", "2", "-t", f"{plan.duration:.3f}", "-i", source),
        *("-filter_complex", ";".join(graph)),
        *("-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn"),
        *_encoders(plan),
        *_hls(plan),
    ]


def progressive(saver: str, sound: str | None, target: str) -> list[str]:
    """One file that plays anywhere, beginning before all of it has come; nothing is encoded again."""
    inputs = [part for name in (saver, sound) if name for part in ("-i", name)]
    return [*GUARDS, *inputs, "-c", "copy", "-map_metadata", "-1", "-movflags", "+faststart", target]


def still(video: str, target: str) -> list[str]:
    """The most typical picture of the first seconds: not the black one they often begin with."""
    return [*GUARDS, "-i", video, "-vf", "thumbnail=150", "-frames:v", "1", "-update", "1", target]


def _pictures(plan: Plan) -> str:
    """Decoded once, made smaller step by step: each rendition comes from the next larger one."""
    chains = []
    for index, rendition in enumerate(plan.renditions):
        begin = f"[0:V:0]fps={plan.fps}," if index == 0 else f"[next{index}]"
        tone = f",{TONE_MAP}" if plan.is_hdr and index == 0 else ""
        last = index == len(plan.renditions) - 1
        end = f"[v{index}]" if last else f",split=2[v{index}][next{index + 1}]"
        chains.append(f"{begin}{_scale(rendition)}{tone},format=yuv420p{end}")
    return ";".join(chains)


def _scale(rendition: Rendition) -> str:
    return f"scale={rendition.width}:{rendition.height}:flags=bicubic,setsar=1"


def _encoders(plan: Plan) -> list[str]:
    words = ["-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-sc_threshold", "0"]
    words += ["-threads", str(THREADS)]
    words += ["-force_key_frames", f"expr:gte(t,n_forced*{SEGMENT_SECONDS})"]
    for index, rendition in enumerate(plan.renditions):
        rung = rendition.rung
        words += ["-map", f"[v{index}]", f"-crf:v:{index}", str(rung.crf)]
        words += [f"-maxrate:v:{index}", f"{rung.cap_kbps}k", f"-bufsize:v:{index}", f"{2 * rung.cap_kbps}k"]
        words += [f"-g:v:{index}", str(ceil(SEGMENT_SECONDS * plan.fps))]
    if plan.has_audio:
        words += ["-map", "[sound]", "-c:a", "aac", "-b:a", f"{SOUND_KBPS}k", "-ac", "1"]
    return words


def _hls(plan: Plan) -> list[str]:
    group = ",agroup:sound" if plan.has_audio else ""
    streams = [f"v:{index}{group},name:{rendition.rung.name}" for index, rendition in enumerate(plan.renditions)]
    if plan.has_audio:
        streams.append("a:0,agroup:sound,name:audio")
    return [
        *("-f", "hls", "-hls_time", str(SEGMENT_SECONDS), "-hls_playlist_type", "vod", "-hls_list_size", "0"),
        *("-hls_flags", "independent_segments+single_file", "-hls_segment_type", "fmp4"),
        *("-hls_segment_filename", "%v.mp4", "-var_stream_map", " ".join(streams), "%v.m3u8"),
    ]
