"""Who may drive a served workspace."""

import pytest

from pmtui.cli.serving.serve_access import Access, is_loopback


@pytest.mark.parametrize(
    ("host", "may"),
    [
        ("127.0.0.1:8000", True),
        ("localhost:9000", True),
        ("LOCALHOST", True),
        ("[::1]:8000", True),
        ("evil.example:8000", False),
        ("127.0.0.1.evil.example", False),
        ("10.0.0.7:8000", False),
        ("[::1", False),
        ("", False),
        ("127.0.0.1; script-src *", False),
        ("127.0.0.1@evil.example", False),
        ("127.0.0.1#.evil.example", False),
    ],
)
def test_a_request_must_name_this_machine(host: str, may: bool) -> None:
    assert Access().is_host(host) is may


@pytest.mark.parametrize(
    ("host", "may"), [("10.0.0.7:8000", True), ("127.0.0.1", True), ("evil.example", False), ("box", False)]
)
def test_where_others_may_come_in_addresses_in_figures_will_do_but_no_names(host: str, may: bool) -> None:
    assert Access("0.0.0.0").is_host(host) is may


def test_the_name_that_was_asked_for_will_do() -> None:
    assert Access("box.lan").is_host("box.lan:8000")
    assert not Access("box.lan").is_host("other.lan:8000")


@pytest.mark.parametrize(
    ("origin", "own"),
    [
        ("http://127.0.0.1:8000", True),
        ("https://127.0.0.1:8000", True),
        ("http://127.0.0.1:8001", False),
        ("http://localhost:8000", False),
        ("http://evil.example", False),
        ("null", False),
        ("", False),
        ("file://127.0.0.1:8000", False),
        ("http://[::1", False),
    ],
)
def test_a_request_must_come_from_our_own_page(origin: str, own: bool) -> None:
    assert Access.is_own_origin(origin, "127.0.0.1:8000") is own


def test_secret_cookie_and_path_are_long_and_of_this_server_alone() -> None:
    one, other = Access(), Access()
    assert len(one.entrance) > 40
    assert len(one.path) > 12
    assert len({one.entrance, other.entrance, one.cookie, other.cookie, one.path, other.path}) == 6
    secret = one.entrance.rpartition("/")[2]
    assert one.knows(secret)
    assert not other.knows(secret)
    assert not one.knows("")
    assert not one.knows("\udcff é")
    assert one.has_cookie(one.cookie)
    assert not one.has_cookie(secret)


@pytest.mark.parametrize(
    ("host", "alone"),
    [("127.0.0.1", True), ("127.0.0.2", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("box", False)],
)  # fmt: skip
def test_only_loopback_is_this_machine_alone(host: str, alone: bool) -> None:
    assert is_loopback(host) is alone
