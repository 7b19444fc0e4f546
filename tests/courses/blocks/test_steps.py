from courses.requirements import Kind

TWO = [{"text": "Mở Cài đặt.", "picture": None}, {"text": "Chạm Màn hình.", "picture": None}]


def test_steps_are_to_be_followed(lesson_of):
    lesson = lesson_of(("steps", {"heading": "", "steps": TWO}))

    assert [(asked.kind, str(asked.block)) for asked in lesson.requirements] == [(Kind.FOLLOW, lesson.body[0].id)]


def test_they_are_read_in_order_under_a_heading_of_their_own(lesson_of, read):
    page = read(lesson_of(("steps", {"heading": "Chữ to", "steps": TWO})))

    assert "Chữ to Đọc cho tôi nghe Mở Cài đặt. Xong bước này Chạm Màn hình. Xong bước này Tôi đã làm theo được" in page


def test_without_a_heading_they_say_what_they_are(lesson_of, read):
    assert "Chị làm theo từng bước trên máy Đọc cho tôi nghe Mở" in read(
        lesson_of(("steps", {"heading": "", "steps": TWO}))
    )


def test_a_step_shows_its_picture(lesson_of, picture, client):
    lesson = lesson_of(("steps", {"heading": "", "steps": [{"text": "Mở.", "picture": picture()}]}))

    html = client.get(lesson.url).content.decode()

    assert html.count('alt="Màn hình"') == 1
    assert ".webp" in html


def test_a_picture_that_is_gone_leaves_its_step(lesson_of, picture, read):
    gone = picture()
    lesson = lesson_of(("steps", {"heading": "", "steps": [{"text": "Mở Cài đặt.", "picture": gone}]}))
    gone.delete()

    assert "Mở Cài đặt." in read(lesson)


def test_what_a_trainer_writes_is_shown_as_words(lesson_of, client):
    lesson = lesson_of(("steps", {"heading": "<b>", "steps": [{"text": "<script>x</script>", "picture": None}]}))

    html = client.get(lesson.url).content.decode()

    assert "&lt;script&gt;x&lt;/script&gt;" in html
    assert "<script>x" not in html
