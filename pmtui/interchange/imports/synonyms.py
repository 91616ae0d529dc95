"""The names of columns in spreadsheets, in English and seven other languages; headers are compared plain."""

from collections.abc import Mapping

from pmtui.interchange.imports.presets import CLOSE, Words

EVERY: Words = {
    "owner": (
        "assigned to|assigned user name|record owner|assignee|sales rep|sales agent|"
        "salesperson|account manager|"
        "verantwortlich|zustandig|besitzer|inhaber|bearbeiter|vertriebler|proprietaire|"
        "responsable|commercial|"
        "propietario|vendedor|comercial|responsabile|proprietario|venditore|eigenaar|verantwoordelijke|"
        "wlasciciel|opiekun|handlowiec"
    ),
    "tags": (
        "labels|label|keywords|schlagworter|schlagworte|etiketten|etiquettes|etiquetas|etichette|"
        "labels|etykiety|tagi"
    ),
    "notes": (
        "comments|remarks|notizen|bemerkung|bemerkungen|anmerkungen|kommentar|remarques|commentaires|notas|"
        "observaciones|comentarios|observacoes|note|osservazioni|opmerkingen|notities|notatki|uwagi"
    ),
}
"""For every kind."""

_COMPANY = (
    "company|company name|organization|organization name|organisation|account name|customer|"
    "customer name|client|"
    "firma|kunde|kundenname|unternehmen|firmenname|konto|societe|entreprise|client|compte|"
    "empresa|cliente|cuenta|"
    "compania|azienda|societa|conta|bedrijf|klant|organisatie|klient|spolka|przedsiebiorstwo"
)
_NAME = "bezeichnung|titel|titre|nom|titulo|nombre|titolo|nome|naam|tytul|nazwa"
_PHONE = (
    "mobile|phone number|mobile phone|telephone|telefon|telefonnummer|mobil|handy|tel|telefono|"
    "telefoon|portable|movil|telemovel"
)
_MAIL = (
    "e mail|email address|mail|e mail adresse|courriel|adresse email|correo|correo electronico|"
    "posta elettronica|e mailadres"
)
_LONG = "description|beschreibung|descripcion|descrizione|descricao|beschrijving|opis"
_PRODUCT = "product name|produkt|produktname|artikel|produit|producto|prodotto|produto"

SYNONYMS: Mapping[str, Words] = {
    "account": {
        "name": f"account|{_COMPANY}|name|{_NAME}",
        "domain": (
            "website|web site|url|company domain name|billing website|webseite|internetseite|"
            "homepage|site web|sitio web|sito web|strona www"
        ),
        "industry": "sector|branch|branche|industrie|secteur|sector|settore|setor|branza|bedrijfstak",
        "size": (
            "employees|number of employees|company size|mitarbeiter|mitarbeiterzahl|effectif|"
            "employes|empleados|dipendenti|funcionarios|medewerkers|pracownicy"
        ),
        "parent": (
            "subsidiary of|parent account|parent company|parent organization|muttergesellschaft|"
            "societe mere|empresa matriz|societa madre"
        ),
        "renewal": (
            "renewal date|contract end|vertragsende|fin de contrat|fin de contrato|"
            "fine contratto|einde contract|koniec umowy"
        ),
        "owner": "account owner|company owner",
        "recurring_value": "arr|annual recurring revenue|annual value",
    },
    "contact": {
        "name": (
            f"contact|contact name|person|person name|full name|ansprechpartner|kontakt|kontaktperson|{_NAME}"
        ),
        "account": _COMPANY,
        "email": f"person email|person email work|{_MAIL}",
        "phone": f"person phone|{_PHONE}",
        "job_title": (
            "title|job title|position|funktion|poste|fonction|cargo|puesto|ruolo|functie|stanowisko"
        ),
        "owner": "contact owner",
    },
    "lead": {
        "name": "lead|lead name|full name|contact name|kontakt|ansprechpartner|nom|nombre|nome|naam|nazwa",
        "company": _COMPANY,
        "email": _MAIL,
        "phone": _PHONE,
        "source": "lead source|quelle|origine|origen|fonte|bron|zrodlo",
        "status": "lead status",
        "came": "created|created at|create date|created date",
    },
    "product": {
        "name": f"product|product title|{_PRODUCT}|name|{_NAME}",
        "list_price": (
            "sales price|price|unit price|product price|list price|preis|listenpreis|prix|precio|"
            "prezzo|preco|prijs|cena"
        ),
        "lifecycle": "lifecycle stage|product lifecycle",
    },
    "deal": {
        "title": (
            "deal|deal name|deal title|opportunity|opportunity name|name|verkaufschance|"
            "chance|opportunite|affaire|"
            "oportunidad|negocio|opportunita|trattativa|oportunidade|verkoopkans|szansa|"
            f"szansa sprzedazy|{_NAME}"
        ),
        "account": f"{_COMPANY}|associated company",
        "product": _PRODUCT,
        "amount": (
            "value|deal value|close value|deal amount|opportunity amount|expected revenue|"
            "betrag|wert|summe|volumen|"
            "auftragswert|montant|valeur|importe|valor|monto|importo|valore|bedrag|waarde|kwota|wartosc"
        ),
        "stage": (
            "deal stage|sales stage|pipeline stage|status|phase|stufe|verkaufsphase|etape|"
            "statut|etapa|fase|stadio|"
            "estagio|estado|stato|etap"
        ),
        "probability": (
            "win probability|probability percent|deal probability|wahrscheinlichkeit|"
            "probabilite|probabilidad|"
            "probabilita|probabilidade|waarschijnlijkheid|kans|prawdopodobienstwo"
        ),
        "owner": "deal owner|opportunity owner",
        "people": (
            "contact|contact name|contact person|primary contact|ansprechpartner|kontakt|persona de contacto|"
            "contacto|contatto|contato|contactpersoon|osoba kontaktowa"
        ),
        "source": (
            "lead source|original source|deal source|quelle|herkunft|origine|origen|fonte|bron|zrodlo"
        ),
        "opened": (
            "engage date|create date|created date|created at|created|deal created|created on|"
            "erstellt|erstellt am|"
            "erstellungsdatum|eroffnet|date de creation|cree le|fecha de creacion|creado|data di creazione|"
            "data de criacao|aangemaakt|aangemaakt op|data utworzenia|utworzono"
        ),
        CLOSE: (
            "close date|closing date|abschlussdatum|abschluss|date de cloture|cloture|"
            "fecha de cierre|cierre|"
            "data di chiusura|data de fechamento|sluitingsdatum|data zamkniecia"
        ),
        "expected_close": (
            "expected close date|expected closing|erwarteter abschluss|"
            "voraussichtlicher abschluss|cloture prevue|"
            "cierre previsto|chiusura prevista|fechamento previsto|verwachte sluitingsdatum|"
            "planowane zamkniecie"
        ),
        "closed": "closed date|won time|lost time|closed on|abgeschlossen am|geschlossen am",
        "lost_reason": (
            "closed lost reason|loss reason|reason lost|verlustgrund|motif de perte|"
            "motivo de perdida|motivo della perdita|motivo da perda|reden verlies|"
            "powod przegranej"
        ),
        "next_step": (
            "next steps|next action|nachster schritt|prochaine etape|proximo paso|prossimo passo|"
            "proximo passo|volgende stap|nastepny krok"
        ),
        "pipeline": "deal pipeline|sales pipeline",
        "notes": f"{_LONG}",
    },
    "feature": {
        "title": (
            "feature|feature name|name|summary|idea|funktion|funktionalite|funcionalidad|"
            f"funzionalita|funcionalidade|functie|funkcja|{_NAME}"
        ),
        "problem": (
            "description|beschreibung|description|descripcion|descrizione|descricao|beschrijving|opis"
        ),
        "target": (
            "target date|due date|release date|end date|deadline|due|zieldatum|fallig|"
            "falligkeitsdatum|echeance|fecha limite|vencimiento|scadenza|prazo|einddatum|termin"
        ),
        "start": (
            "start date|startdatum|date de debut|fecha de inicio|data inizio|data de inicio|data rozpoczecia"
        ),
        "product": f"component|{_PRODUCT}",
        "status": "state|zustand|statut|estado|stato|stan",
        "objective": "objective name|goal|initiative|ziel|objectif|objetivo|obiettivo|doel|cel",
        "shipped": "released|release on|completed at|shipped on|done on",
    },
    "insight": {
        "title": "insight|summary|name|note|titel|titre|titulo|titolo|tytul",
        "quote": "verbatim|feedback|comment|description",
        "account": _COMPANY,
        "source": "channel|quelle|origine|origen|fonte|bron|zrodlo",
    },
    "research": {"name": "title", "website": "url|web site|domain"},
    "activity": {
        "text": "subject|title|description|betreff|objet|asunto|oggetto|assunto|onderwerp|temat",
        "due": "due date|fallig|falligkeitsdatum|echeance|vencimiento|scadenza|termin",
        "about": "deal|related to",
        "done": "completed at|completed|erledigt am",
    },
    "objective": {"title": "objective|name|goal|okr", "period": "quarter|time frame"},
    "request": {},
    "term": {"headword": "term|name|word"},
}
"""By kind and field."""

LINKED: Words = {
    "account.domain": "website|domain|company domain name|web site|company website|webseite|site web|sitio web",
    "account.industry": "industry|branche|secteur",
    "contact.email": "contact email|email|e mail|contact e mail|e mail adresse|courriel|correo",
    "contact.phone": "contact phone|phone|telefon|telephone|telefono",
}
"""The columns in the row of a deal for its account and its contact."""

GIVEN = frozenset(
    [
        "first name",
        "given name",
        "person first name",
        "vorname",
        "prenom",
        "nombre de pila",
        "nome proprio",
        "voornaam",
        "imie",
        "firstname",
    ]
)
FAMILY = frozenset(
    [
        "last name",
        "surname",
        "family name",
        "person last name",
        "nachname",
        "familienname",
        "nom de famille",
        "apellido",
        "apellidos",
        "cognome",
        "sobrenome",
        "apelido",
        "achternaam",
        "nazwisko",
        "lastname",
    ]
)
CURRENCIES = frozenset(
    [
        "amount currency",
        "currency",
        "deal currency",
        "product currency",
        "currency code",
        "deal currency of value",
        "wahrung",
        "devise",
        "moneda",
        "valuta",
        "moeda",
        "waluta",
        "currency iso code",
        "deal value currency",
    ]
)
IDS = frozenset(
    [
        "id",
        "record id",
        "external id",
        "foreign id",
        "uuid",
        "key",
        "issue key",
        "issue id",
        "task id",
        "card id",
        "hs object id",
    ]
)
"""Headers of columns that hold another tool's ids of the rows, whatever these are."""

OWN_IDS: Mapping[str, frozenset[str]] = {
    "account": frozenset(("account id", "organization id", "company id", "organisation id", "customer id")),
    "contact": frozenset(("contact id", "person id")),
    "deal": frozenset(("deal id", "opportunity id")),
    "product": frozenset(("product id", "sku", "product code", "product product code")),
    "lead": frozenset(("lead id",)),
    "feature": frozenset(("feature id", "feature reference", "url", "number", "card url")),
}
"""The same that name their kind; in the rows of another kind they tell what is linked."""

WON = frozenset(
    [
        "won",
        "closedwon",
        "gewonnen",
        "gagne",
        "gagnee",
        "ganado",
        "ganada",
        "vinto",
        "vinta",
        "ganho",
        "ganha",
        "wygrana",
        "wygrane",
        "wygrany",
        "signe",
    ]
)
LOST = frozenset(
    [
        "lost",
        "closedlost",
        "verloren",
        "perdu",
        "perdue",
        "perdido",
        "perdida",
        "perso",
        "persa",
        "przegrana",
        "przegrane",
        "przegrany",
    ]
)
OPEN = frozenset(
    [
        "open",
        "offen",
        "ouvert",
        "ouverte",
        "abierto",
        "abierta",
        "aperto",
        "aperta",
        "aberto",
        "aberta",
        "otwarte",
        "otwarta",
    ]
)

STATUSES: Mapping[str, Mapping[str, str]] = {
    "feature": {
        "idea": (
            "backlog|new|triage|icebox|open|opened|under consideration|needs review|inbox|neu|"
            "offen|new idea|candidate|nouveau|nuevo|nuovo|novo|nieuw|nowe"
        ),
        "discovery": (
            "research|investigating|exploring|in discovery|analysis|discover|specification|"
            "design|in design|evaluating"
        ),
        "planned": (
            "todo|to do|unstarted|ready|selected for development|planned|scheduled|up next|"
            "next up|ready to develop|ready for development|geplant|prevu|planificado|"
            "pianificato|planejado|gepland|zaplanowane|a faire|por hacer|da fare|a fazer|"
            "zu erledigen|te doen|do zrobienia|committed"
        ),
        "development": (
            "in progress|started|doing|in development|in dev|in review|review|code review|"
            "in arbeit|en cours|en progreso|en curso|in corso|em andamento|bezig|w toku|wip|"
            "building|active"
        ),
        "beta": "testing|in testing|qa|staging|in beta|test",
        "shipped": (
            "done|completed|complete|released|closed|resolved|live|launched|implemented|fertig|"
            "erledigt|abgeschlossen|termine|fait|hecho|terminado|fatto|completato|concluido|"
            "feito|gereed|klaar|zrobione|zakonczone"
        ),
        "declined": (
            "cancelled|canceled|won t do|wont do|wontfix|duplicate|rejected|will not implement|"
            "not planned|archived|abgelehnt|annule|cancelado|annullato|geannuleerd|anulowane"
        ),
    },
    "lead": {
        "new": "open|open not contacted|not contacted|neu|nouveau|nuevo|nuovo|novo|nieuw|nowy",
        "contacted": (
            "working|working contacted|attempted to contact|in progress|assigned|attempted|"
            "connected|contact in future"
        ),
        "nurture": "nurturing|recycled|in process",
        "qualified": "open deal|closed converted",
        "disqualified": (
            "unqualified|not qualified|junk lead|lost lead|dead|bad timing|closed not converted"
        ),
    },
}
"""Words of other tools for a status, by kind and status."""
