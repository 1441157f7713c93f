"""Videos: whose they are, and that nothing is fetched before a reader asks."""

from typing import Any

import pytest

from govcms.content.blocks import BodyBlock
from govcms.content.videos import frame_origins, video_at

YOUTUBE = "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1&rel=0"
VIMEO = "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1"


@pytest.mark.parametrize(
    ("url", "embed_url"),
    [
        ("https://www.youtube.com/watch?v=abcdefghijk&t=10s", YOUTUBE),
        ("https://youtu.be/abcdefghijk?si=x", YOUTUBE),
        ("https://m.youtube.com/shorts/abcdefghijk", YOUTUBE),
        ("https://www.youtube.com/live/abcdefghijk", YOUTUBE),
        ("https://www.youtube-nocookie.com/embed/abcdefghijk", YOUTUBE),
        ("https://vimeo.com/76979871", VIMEO),
        ("https://vimeo.com/76979871/8272103f6e", f"{VIMEO}&h=8272103f6e"),
        ("https://player.vimeo.com/video/76979871?h=8272103f6e", f"{VIMEO}&h=8272103f6e"),
        (
            "https://tube.gov.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d",
            "https://tube.gov.example/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d?autoplay=1&p2p=0",
        ),
        (
            "https://tube.gov.example/videos/watch/kkGMgK9ZtnKfYAgnEtQxbv",
            "https://tube.gov.example/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv?autoplay=1&p2p=0",
        ),
    ],
)
def test_the_player_of_a_video_is_known_by_its_address(settings: Any, url: str, embed_url: str) -> None:
    settings.PEERTUBE_HOSTS = ["tube.gov.example"]
    video = video_at(url)

    assert video is not None
    assert video.embed_url == embed_url
    # What may be played is what the content policy lets frames show.
    assert any(video.embed_url.startswith(f"{origin}/") for origin in frame_origins())


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/watch?v=abcdefghijk",
        "https://youtube.com.evil.example/watch?v=abcdefghijk",
        "https://youtube.com@evil.example/watch?v=abcdefghijk",
        "https://user@youtube.com/watch?v=abcdefghijk",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/watch",
        "https://youtu.be/abcdefghij%22",
        "https://vimeo.com/channels/staffpicks",
        "https://vimeo.com/123?h=%22onload",
        "https://tube.elsewhere.example/w/kkGMgK9ZtnKfYAgnEtQxbv",
        "javascript:alert(1)//youtube.com/watch?v=abcdefghijk",
        "ftp://vimeo.com/76979871",
        "https://[vimeo.com/76979871",
        "https://vimeo.com:99999/76979871",
        "",
    ],
)
def test_other_addresses_are_no_videos(url: str) -> None:
    assert video_at(url) is None


def test_a_page_fetches_nothing_of_the_provider() -> None:
    block = BodyBlock().child_blocks["video"]
    html = block.render(
        block.to_python(
            {
                "url": "https://youtu.be/abcdefghijk",
                "title": 'A "clip"',
                "poster": None,
                "has_captions": True,
                "transcript": "<p>Words.</p>",
            }
        )
    )

    assert "<iframe" not in html
    assert 'src="http' not in html
    # Without script the link leads to the provider; the words of the video are on the page.
    assert 'href="https://www.youtube.com/watch?v=abcdefghijk"' in html
    assert 'data-title="A &quot;clip&quot;"' in html
    assert "<p>Words.</p>" in html
