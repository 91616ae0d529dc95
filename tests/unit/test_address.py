"""Addresses: recognised, shown without secrets, and never repeated where they are wrong."""

from pathlib import Path

import pytest

from pmtui.address import check_address, folder_of, is_address, scrubbed, shown, title_of
from pmtui.errors import InputError


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("postgresql://host/db", True),
        ("postgres://host/db", True),
        ("service=sales", True),
        ("host=/tmp dbname=sales", True),
        ("/srv/sales", False),
        ("sales", False),
        ("postgresql", False),
    ],
)
def test_what_names_a_server_and_what_a_folder(place: str, expected: bool) -> None:
    assert is_address(place) is expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("/srv/a=b", "/srv/a=b"),
        ("postgresql://host/db", "postgresql://host/db"),
        (
            "postgresql://ann:s3cret@host:5432/db?sslmode=require",
            "postgresql://ann@host:5432/db?sslmode=require",
        ),
        ("postgresql://ann@host/db?password=s3cret", "postgresql://ann@host/db"),
        ("postgresql://host/db?sslpassword=s3cret&sslkey=/k", "postgresql://host/db?sslkey=/k"),
        ("postgresql:///db?host=/tmp/a,/tmp/b", "postgresql:///db?host=/tmp/a,/tmp/b"),
        ("postgresql://h1:1,h2:2/db", "postgresql://h1:1,h2:2/db"),
        ("postgresql://ann:s3/cret@host/db", "postgresql://***"),
        ("postgresql://ann:s3@cret@host/db", "postgresql://***"),
        ("service=sales password=s3cret user=ann", "service=sales user=ann"),
        ("service=sales password = 's3 cret'", "service=sales"),
    ],
)
def test_an_address_is_shown_without_its_secrets(place: str, expected: str) -> None:
    assert shown(place) == expected


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ann:s3cr@et@host/db",
        "postgresql://ann:s3/cret@host/db",
        "postgresql://ann:s3#cret@host/db",
        "postgresql://ann:s3cret%@host/db",
    ],
)
def test_a_password_that_would_be_torn_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(InputError) as caught:
        check_address(address)
    assert "cret" not in str(caught.value)
    assert "s3" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ann:s3%40cret@host:5432/db",
        "postgresql://h1:5432,h2/db?application_name=a@b",
        "postgresql:///db?user=ann@corp",
        "postgresql://[::1]:5432/db?user=a@b",
        "service=sales",
    ],
)
def test_addresses_in_order_are_taken(address: str) -> None:
    check_address(address)


def test_a_message_is_one_line_without_the_password_however_it_is_written() -> None:
    address = "postgresql://ann:s3%40cret@host/db?sslpassword=hush"
    said = 'FATAL: "s3@cret" is wrong\n  and s3%40cret too, or hush\n'
    assert scrubbed(said, address) == 'FATAL: "***" is wrong; and *** too, or ***'


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("postgresql://ann:pw1@host:5432/sales", "sales@host:5432"),
        ("postgresql:///sales?host=/tmp", "sales@/tmp"),
        ("postgresql://?service=team", "team"),
        ("service=team", "team"),
        ("postgresql://", "postgresql"),
    ],
)
def test_what_a_workspace_on_a_server_is_called(address: str, title: str) -> None:
    assert title_of(address) == title


def test_its_folder_here_has_a_plain_name_without_the_password() -> None:
    folder = folder_of("postgresql://ann:s3cret@host/a/../b", {"XDG_DATA_HOME": "/data"})
    assert folder == Path("/data/pmtui/servers/a_.._b@host")
