"""Contacts as vCards, version 3.0, that any address book takes."""

from pmtui.models.customers.contact import Contact
from pmtui.store.workspace import Workspace


def to_vcards(workspace: Workspace) -> str:
    """A card for each contact, with an id that stays the same in every export."""
    import vobject

    cards = []
    for contact in workspace.all("contact"):
        if not isinstance(contact, Contact):
            continue
        given, _, family = contact.name.rpartition(" ")
        card = vobject.vCard()
        card.add("uid").value = f"{contact.id}@pmtui"
        card.add("fn").value = contact.name
        card.add("n").value = vobject.vcard.Name(family=family, given=given)
        if contact.account:
            card.add("org").value = [workspace.names.label(contact.account)]
        for name, value in (("title", contact.job_title), ("role", contact.role), ("tel", contact.phone),
                            ("note", contact.notes)):  # fmt: skip
            if value:
                card.add(name).value = value
        if contact.email:
            email = card.add("email")
            email.value, email.type_param = contact.email, "INTERNET"
        if contact.tags:
            card.add("categories").value = list(contact.tags)
        cards.append(str(card.serialize()))
    return "".join(cards)
