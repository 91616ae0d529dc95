"""Addresses: recognised, shown without secrets, and never repeated where they are wrong."""

from pathlib import Path

import pytest

from pmtui.address import (
    check_address,
    folder_of,
    in_order,
    is_address,
    scrubbed,
    shown,
    title_of,
    without_secrets,
)
from pmtui.errors import InputError


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("postgresql://host/db", True),
        ("postgres://host/db", True),
        ("service=sales", True),
        ("host=/tmp dbname=sales", True),
        ("user=ann dbname = sales", True),
        ("  port=5433 host=db", True),
        ("password=x host=db", True),
        ("POSTGRESQL://host/db", True),
        (" Postgres://host/db", True),
        ("postgresql:///db?host=/run/postgresql", True),
        ("Host=db", False),
        ("notes=2026", False),
        ("postgresql:/host/db", False),
        ("./host=x", False),
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
        ("host=db password='s3 \\' cret' user=ann", "host=db user=ann"),
        ("host=db password=s3\\ cret user=ann", "host=db user=ann"),
        ("host=db oauth_client_secret=s3cret scram_client_key=s3cret", "host=db"),
        ("POSTGRESQL://ann:s3cret@host/db", "postgresql://ann@host/db"),
        ("postgresql:///db?host=/s&pass%77ord=s3cret&user=ann", "postgresql:///db?host=/s&user=ann"),
        ("postgresql://ann:s3cret", "postgresql://***"),
        ("mysql://ann:s3cret@host/db", "mysql://***"),
        ("ann:s3cret@host/db", "***"),
        ("jdbc:postgresql://host/db?user=ann&password=s3cret", "***"),
        ("PASSWORD=s3cret", "***"),
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
        "postgresql://ann:s3cret",
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


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("POSTGRES://Ann@Host/Db", "postgres://Ann@Host/Db"),
        ("  postgresql://host/db ", "postgresql://host/db"),
        ("service=sales", "service=sales"),
        ("/srv/a=b", "/srv/a=b"),
        ("~/acme", "~/acme"),
        ("mail@home", "mail@home"),
    ],
)
def test_a_place_is_put_in_order(typed: str, address: str) -> None:
    assert in_order(typed) == address


@pytest.mark.parametrize(
    "place",
    [
        "postgresql:/ann:hunter2@host/db",
        "postgresql:ann:hunter2@host/db",
        "postgresql+psycopg://ann:hunter2@host/db",
        "jdbc:postgresql://host/db?user=ann&password=hunter2",
        "//ann:hunter2@host/db",
        "ann:hunter2@host/db",
        "PASSWORD=hunter2 host=db",
        "http://host/db",
        "./postgresql:/ann:hunter2@host",
    ],
)
def test_what_only_looks_like_an_address_is_refused_and_not_repeated(place: str) -> None:
    with pytest.raises(InputError) as caught:
        in_order(place)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "word",
    [
        "postgresql://ann:hunter2@host/db",
        "--workspace=postgresql://ann:hunter2@host/db",
        "postgresql://ann:hun/ter2@host/db",
        "postgresql://ann:hunter%32@host/db",
        "host=db password='hunter2' user=ann",
        "mysql://ann:hunter2@host/db",
    ],
)
def test_no_message_repeats_the_secret_of_a_word(word: str) -> None:
    for message in (f"{word}: there is no such file", f"no entry for {word!r}", word.replace("//", "/")):
        mended = without_secrets(message, [word])
        assert not [secret for secret in ("hunter2", "hun/ter2", "hunter%32") if secret in mended]


def test_a_message_loses_the_secrets_of_addresses_that_nobody_typed() -> None:
    said = "cannot connect to postgresql://ann:hunter2@host/db: password=hunter2 as ann@host"
    assert without_secrets(said) == "cannot connect to postgresql://ann@host/db: password=*** as ann@host"


def test_its_folder_here_has_a_plain_name_without_the_password() -> None:
    folder = folder_of("postgresql://ann:s3cret@host/a/../b", {"XDG_DATA_HOME": "/data"})
    assert folder == Path("/data/pmtui/servers/a_.._b@host")
