"""What the model's keys are called: as fields of forms, in the user's language; and as people type them in French."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from generator.messages import _, nearest, plain, spoken
from generator.source.charts import KINDS, rules
from generator.source.outputs import OUTPUTS

if TYPE_CHECKING:
    from collections.abc import Sequence


def key_called(word: str, *groups: Sequence[str]) -> str:
    """Return the key that ``word`` names, in French or by a slip, of the first of ``groups`` that has it; or nothing.

    Of several keys that a word may name (“titre”), it is the one of which it is the most telling name.
    """
    plainly = _plain_word(word)
    found = (find(plainly, known) for find in (_named_by, _near) for known in groups)
    return next(filter(None, found), "")


def _named_by(word: str, known: Sequence[str]) -> str:
    """Return the key of ``known`` that is called ``word``."""
    named = ((_called()[key].index(word), key) for key in known if word in _called().get(key, ()))
    return word if word in known else min(named, default=(0, ""))[1]


def _near(word: str, known: Sequence[str]) -> str:
    """Return the key of ``known`` of which ``word`` is a slip, of its own name or of what it is called.

    Of the latter only what begins alike: among so many words, one that is like “remarque” (“masque”) is soon found.
    """
    words = {one: key for key in known for one in _called().get(key, ()) if one[:1] == word[:1]}
    return nearest(word, list(known)) or words.get(nearest(word, list(words)), "")


def is_city(word: str) -> bool:
    """Tell whether a key is called as if it named a city, for which there is none."""
    return _plain_word(word) in ("ville", "villes", "lieu", "lieux", "commune", "communes", "city", "cities", "place")


def _plain_word(word: str) -> str:
    """Return ``word`` as it is compared: without case, accents, an article before it, spaces and marks."""
    return re.sub(r"^(le|la|les|l|un|une)_|[^a-z0-9]+$", "", re.sub(r"[^a-z0-9]+", "_", plain(word)))


@cache
def _called() -> dict[str, tuple[str, ...]]:
    words = _WORDS | {kind: rules(kind).french for kind in KINDS}
    return {key: tuple(each.split()) for key, each in words.items()}


# What keys are called by those who think of them in French, the most telling word first; as `_plain_word` has them.
_WORDS = {
    "title": "titre titre_principal intitule nom titre_document",
    "subtitle": "sous_titre soustitre sur_titre chapeau",
    "kind": "nature genre type type_de_graphique type_de_document categorie forme",
    "language": "langue langage",
    "as_of": "etat_au date date_d_etat arrete_au situation_au au mis_a_jour maj a_jour_au",
    "version": "numero_de_version revision",
    "status": "statut etat etape",
    "organisation": "organisme organisation emetteur editeur collectivite organization service metropole mairie auteur",
    "contact": "contact contacts interlocuteur correspondant",
    "session": "seance reunion conseil assemblee",
    "picture": "image photo photographie illustration images photos img couverture visuel",
    "logo": "logotype embleme",
    "partners": "partenaires partenaire logos_partenaires logos financeurs",
    "typography": "typographie typo",
    "template": "modele gabarit modele_powerpoint masque",
    "pillars": "piliers pilier axes axe themes thematiques parties chapitres couleurs_des_piliers",
    "overview": "vue_d_ensemble sommaire apercu ordre synthese",
    "label": "libelle titre_court nom_court etiquette intitule_court nom intitule titre",
    "heading": "titre intitule en_tete entete titre_long titre_du_pilier titre_complet rubrique nom accroche",
    "icon": "icone pictogramme picto symbole",
    "colour": "couleur coloris teinte color",
    "short": "court version_courte resume texte_court abrege titre_court bref texte_diapositive",
    "spoken": "oral version_orale discours parole a_dire texte_oral notes_orateur orateur commentaire notes",
    "intro": "introduction chapeau preambule presentation texte",
    "examples": "exemples exemple cas actions experiences illustrations projets",
    "table": "tableau tableaux grille",
    "chart": "graphique diagramme graphe courbe camembert histogramme",
    "id": "identifiant ident identite code cle numero reference nom",
    "text": "texte contenu description corps paragraphe phrase recit commentaire propos citation demande detail",
    "source": "sources provenance origine reference ref",
    "url": "lien adresse site adresse_web site_web internet page hyperlien adresse_internet web link",
    "seen": "vu consulte consultee vu_le consulte_le date_de_consultation consultee_le date acces",
    "file": "fichier chemin nom_du_fichier nom_de_fichier image photo lien source",
    "alt": "texte_alternatif alternative description legende texte_de_remplacement alternatif titre",
    "decorative": "decoratif decorative decor",
    "credit": "credit credits auteur copyright photographe droits credit_photo source",
    "focus": "cadrage recadrage point_d_interet centre",
    "dark": "sombre fonce fond_sombre version_sombre",
    "on_template": "sur_modele sur_le_modele",
    "embed_fonts": "polices polices_incluses incorporer_les_polices",
    "caption": "legende titre intitule nom libelle titre_du_tableau titre_du_graphique",
    "columns": "colonnes colonne entetes en_tetes titres",
    "rows": "lignes ligne rangees donnees",
    "csv": "fichier_csv fichier donnees tableur excel",
    "name": "nom denomination libelle prenom titre intitule service",
    "values": "valeurs valeur donnees chiffres",
    "description": "texte_alternatif descriptif commentaire texte explication alternative",
    "axis": "axe abscisse axe_x axe_des_x abscisses",
    "unit": "unite mesure unites",
    "categories": "categorie abscisses annees etiquettes modalites",
    "series": "serie donnees courbes",
    "body": "instance assemblee organe qui reunion conseil nom",
    "date": "jour le date_de_seance quand",
    "sent": "envoye convocation envoi envoyee convoque envoye_le convocation_le date_d_envoi",
    "sections": "parties rubriques ordre plan",
    "all": "tout toutes tous",
    "deck": "diapositives diaporama presentation powerpoint diapos",
    "note": "note_de_synthese pdf",
    "web": "page_web page site internet",
    "value": "valeur nombre chiffre montant quantite",
    "figures": "chiffres chiffres_cles chiffre nombres donnees_cles indicateurs chiffre_cle",
    "quote": "citation verbatim temoignage parole citations",
    "points": "liste puces liste_courte point liste_a_puces",
    "who": "qui auteur nom personne",
    "function": "fonction qualite poste role titre metier",
    "email": "courriel mail e_mail adresse_electronique mel adresse messagerie",
    "phone": "telephone tel numero portable numero_de_telephone mobile fixe",
    "until": "jusqu_au jusqu_a echeance date_limite avant_le delai limite date",
    "qr": "code_qr qrcode qr_code flashcode",
    "call": "appel demande appel_a_l_action sollicitation action",
    "theme": "couleurs charte palette charte_graphique",
    "names": "noms nom denominations",
    "country": "pays etat nation",
    "latitude": "lat nord",
    "longitude": "long lon lng est",
    "primary": "principale couleur_principale primaire dominante",
    "secondary": "secondaire couleur_secondaire seconde",
    "muted": "attenue discret gris mots_secondaires",
    "banner": "bandeau banniere bandeaux",
    "from_template": "du_modele depuis_le_modele",
    "editions": "edition versions declinaisons",
    "place": "lieu ville commune endroit",
    "only": "seulement uniquement fichiers sorties",
    "personal": "personnel personnalise destinataires publipostage",
    "territories": "territoires territoire communes commune collectivites",
    "edition": "version declinaison",
    "salutation": "formule_d_appel appel civilite bonjour",
    "address": "adresse destinataire a_l_attention_de",
    "message": "mot texte lettre",
    "footer": "pied_de_page bas_de_page pied",
    # and values
    "preparatory": "preparatoire projet provisoire brouillon en_preparation",
    "final": "definitif definitive finale valide adopte",
    "map": "carte plan",
    "sources": "references bibliographie provenances",
    "matrix": "matrice tableau_des_villes villes",
}


def label_of(key: str, owner: str = "") -> str:
    """Return the label of a key of the model, or of a word that it can be; without one, the key itself.

    ``owner`` is the class that declares the key, where it means something else there than elsewhere.
    """
    known = _labels_in(spoken())
    return known.get(f"{owner}.{key}") or known.get(key) or key.replace("_", " ").capitalize()


def item_label(key: str) -> str:
    """Return what one item of the list ``key`` is called."""
    return _labels_in(spoken()).get(f"{key}[]") or label_of(key)


@cache
def _labels_in(_language: str) -> dict[str, str]:
    return {
        "title": _("Title"),
        "subtitle": _("Subtitle"),
        "kind": _("Kind"),
        "language": _("Language"),
        "as_of": _("State as of"),
        "version": _("Version"),
        "status": _("Status"),
        "organisation": _("Organisation"),
        "contact": _("Contact"),
        "session": _("Session"),
        "picture": _("Picture"),
        "logo": _("Logo"),
        "partners": _("Partners’ logos"),
        "typography": _("Typographic profile"),
        "template": _("PowerPoint template"),
        "embed_fonts": _("The deck holds its fonts"),
        "pillars": _("Pillars"),
        "overview": _("Order of the overview"),
        "label": _("Short label"),
        "heading": _("Heading"),
        "icon": _("Icon"),
        "colour": _("Colour"),
        "short": _("Short wording, for the slide"),
        "spoken": _("Spoken wording, for the speaker"),
        "intro": _("Introduction"),
        "examples": _("Examples"),
        "table": _("Table"),
        "chart": _("Chart"),
        "id": _("Identifier"),
        "text": _("Text"),
        "source": _("Source"),
        "url": _("Web address"),
        "seen": _("Seen on"),
        "file": _("File"),
        "alt": _("What it shows, for those who do not see it"),
        "decorative": _("Decorative: it says nothing"),
        "credit": _("Credit"),
        "focus": _("What stays in view"),
        "dark": _("For dark grounds"),
        "on_template": _("Also on somebody else’s template"),
        "caption": _("Caption"),
        "columns": _("Columns"),
        "rows": _("Rows"),
        "csv": _("CSV file"),
        "name": _("Name"),
        "values": _("Values"),
        "description": _("Description, for those who do not see it"),
        "axis": _("Axis"),
        "unit": _("Unit"),
        "categories": _("Categories"),
        "series": _("Series"),
        "body": _("Who meets"),
        "date": _("Date"),
        "sent": _("Summons sent on"),
        "preparatory": _("Preparatory"),
        "final": _("Final"),
        "sections": _("Sections"),
        "all": _("Of each edition"),
        "map": _("Map"),
        "matrix": _("Matrix of cities"),
        "sources": _("Sources"),
        "value": _("Number"),
        "figures": _("Key figures"),
        "quote": _("Quotation"),
        "points": _("Short list"),
        "who": _("Who"),
        "function": _("Function"),
        "email": _("E-mail address"),
        "phone": _("Telephone"),
        "until": _("Until"),
        "qr": _("QR code of the address"),
        "call": _("What is asked of the readers"),
        "theme": _("Colours of its own"),
        "names": _("Names by language"),
        "country": _("Country"),
        "latitude": _("Degrees north"),
        "longitude": _("Degrees east"),
        "primary": _("Main colour"),
        "secondary": _("Second colour"),
        "muted": _("Lesser words"),
        "banner": _("Ground of the banners"),
        "editions": _("Editions"),
        "place": _("Place"),
        "only": _("Only these files"),
        "personal": _("Personal copies"),
        "territories": _("Territories"),
        "edition": _("Edition"),
        "salutation": _("Salutation"),
        "address": _("Whom it is for"),
        "message": _("Message"),
        "footer": _("Running footer"),
        "from_template": _("The template lends its colours, font and logo"),
        **{one.name: one.label() for one in OUTPUTS},
        **{kind: rules(kind).label for kind in KINDS},
        # keys that mean something else in one class
        "FigureFile.label": _("What it is"),
        "ChartFile.kind": _("Form of the chart"),
        "ChartFile.unit": _("Unit of the values"),
        "EditionFile.id": _("Short name, for its files"),
        "EditionFile.label": _("Name in the list"),
        "EditionFile.place": _("The city that it is of"),
        "EditionFile.name": _("Names of its files"),
        "Personal.title": _("Title of the slide"),
        "Source.title": _("Document or page"),
        # one item of a list
        "examples[]": _("Example"),
        "figures[]": _("Key figure"),
        "partners[]": _("Partner"),
        "editions[]": _("Edition"),
        "series[]": _("One series"),
        "points[]": _("Point"),
        # the theme's colours
        "teal": _("Teal"),
        "orange": _("Orange"),
        "blue": _("Blue"),
        "purple": _("Purple"),
        "green": _("Green"),
        "ochre": _("Ochre"),
    }
