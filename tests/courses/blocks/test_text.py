from courses.requirements import Kind


def test_it_is_read_with_its_lists_and_links(lesson_of, client):
    lesson = lesson_of(("text", '<p>Chị <b>đọc</b> chậm.</p><ul><li>Một</li></ul><a href="/k1/">Khóa học</a>'))

    html = client.get(lesson.url).content.decode()

    assert '<p>Chị <b>đọc</b> chậm.</p><ul><li>Một</li></ul><a href="/k1/">Khóa học</a>' in html


def test_it_asks_for_nothing(lesson_of):
    assert [asked.kind for asked in lesson_of(("text", "<p>Đọc.</p>")).requirements] == [Kind.READ]
