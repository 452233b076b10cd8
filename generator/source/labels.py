"""What the model's keys are called: as fields of forms, in the user's language; and as people type them in theirs."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from generator.messages import _, nearest, spoken, unaccented
from generator.source.charts import KINDS, rules
from generator.source.outputs import OUTPUTS

if TYPE_CHECKING:
    from collections.abc import Sequence


def key_called(word: str, *groups: Sequence[str]) -> str:
    """Return the key that ``word`` names, in any language or by a slip, of the first of ``groups`` with it, or nothing.

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
    return _plain_word(word) in _CITY


_CITY = (
    "ville", "villes", "lieu", "lieux", "commune", "communes", "city", "cities", "place", "stadt", "stad", "ciudad",
    "citta",
)  # fmt: skip


def _plain_word(word: str) -> str:
    """Return ``word`` as it is compared: without case, accents, an article before it, spaces and marks."""
    return re.sub(r"^(le|la|les|l|un|une)_|[^a-z0-9]+$", "", re.sub(r"[^a-z0-9]+", "_", unaccented(word)))


@cache
def _called() -> dict[str, tuple[str, ...]]:
    words = _WORDS | {kind: rules(kind).words for kind in KINDS}
    return {key: tuple(each.split()) for key, each in words.items()}


# What keys are called by those who think of them in French, then in German, Spanish, Dutch or Italian, the most telling
# word of each language first; as `_plain_word` has them.
_WORDS = {
    "title": "titre titre_principal intitule nom titre_document titel titulo titolo",
    "subtitle": "sous_titre soustitre sur_titre chapeau untertitel subtitulo ondertitel sottotitolo",
    "kind": "nature genre type type_de_graphique type_de_document categorie forme art typ tipo soort",
    "language": "langue langage sprache idioma lengua taal lingua",
    "as_of": (
        "etat_au date date_d_etat arrete_au situation_au au mis_a_jour maj a_jour_au stand stand_vom fecha peildatum"
    ),
    "version": "numero_de_version revision fassung versie",
    "status": "statut etat etape estado stato",
    "organisation": (
        "organisme organisation emetteur editeur collectivite organization service metropole mairie auteur "
        "herausgeber organismo organizacion organisatie"
    ),
    "contact": "contact contacts interlocuteur correspondant kontakt contacto contatto",
    "session": "seance reunion conseil assemblee sitzung sesion zitting vergadering seduta",
    "picture": (
        "image photo photographie illustration images photos img couverture visuel bild foto imagen afbeelding immagine"
    ),
    "logo": "logotype embleme",
    "outline": "contour contours trace limites umriss contorno omtrek",
    "partners": "partenaires partenaire logos_partenaires logos financeurs partner socios",
    "typography": "typographie typo",
    "template": "modele gabarit modele_powerpoint masque vorlage plantilla sjabloon modello",
    "pillars": (
        "piliers pilier axes axe themes thematiques parties chapitres couleurs_des_piliers saulen pilares "
        "pijlers pilastri"
    ),
    "overview": "vue_d_ensemble sommaire apercu ordre synthese ubersicht uberblick overzicht panoramica",
    "label": (
        "libelle titre_court nom_court etiquette intitule_court nom intitule titre kurztitel etiqueta "
        "etichetta bezeichnung"
    ),
    "heading": (
        "titre intitule en_tete entete titre_long titre_du_pilier titre_complet rubrique nom accroche "
        "uberschrift encabezado kop titulo titel titolo"
    ),
    "icon": "icone pictogramme picto symbole symbol icono icoon icona piktogramm",
    "colour": "couleur coloris teinte color farbe kleur colore",
    "short": (
        "court version_courte resume texte_court abrege titre_court bref texte_diapositive kurz kurzfassung "
        "corto kort breve"
    ),
    "spoken": (
        "oral version_orale discours parole a_dire texte_oral notes_orateur orateur commentaire notes "
        "gesprochen hablado gesproken"
    ),
    "intro": "introduction chapeau preambule presentation texte einleitung introduccion inleiding introduzione",
    "examples": (
        "exemples exemple cas actions experiences illustrations projets beispiele beispiel ejemplos ejemplo "
        "voorbeelden voorbeeld esempi esempio"
    ),
    "table": "tableau tableaux grille tabelle tabla tabel tabella",
    "chart": "graphique diagramme graphe courbe camembert histogramme diagramm grafico grafiek",
    "id": "identifiant ident identite code cle numero reference nom kennung identificador",
    "text": (
        "texte contenu description corps paragraphe phrase recit commentaire propos citation demande detail "
        "texto tekst testo"
    ),
    "source": "sources provenance origine reference ref quelle fuente bron fonte",
    "url": "lien adresse site adresse_web site_web internet page hyperlien adresse_internet web link enlace koppeling",
    "seen": (
        "vu consulte consultee vu_le consulte_le date_de_consultation consultee_le date acces gesehen "
        "abgerufen consultado geraadpleegd"
    ),
    "file": "fichier chemin nom_du_fichier nom_de_fichier image photo lien source datei archivo bestand",
    "alt": (
        "texte_alternatif alternative description legende texte_de_remplacement alternatif titre "
        "alternativtext texto_alternativo alttext beschreibung"
    ),
    "decorative": "decoratif decorative decor dekorativ decorativo decoratief",
    "credit": "credit credits auteur copyright photographe droits credit_photo source bildnachweis",
    "focus": "cadrage recadrage point_d_interet centre",
    "dark": "sombre fonce fond_sombre version_sombre",
    "on_template": "sur_modele sur_le_modele",
    "embed_fonts": "polices polices_incluses incorporer_les_polices",
    "caption": (
        "legende titre intitule nom libelle titre_du_tableau titre_du_graphique beschriftung leyenda "
        "bijschrift didascalia"
    ),
    "columns": "colonnes colonne entetes en_tetes titres spalten columnas kolommen",
    "highlight": "mise_en_avant mettre_en_avant en_valeur colonne_cle surligner accent hervorheben destacar uitlichten",
    "rows": "lignes ligne rangees donnees zeilen filas rijen righe",
    "csv": "fichier_csv fichier donnees tableur excel",
    "name": "nom denomination libelle prenom titre intitule service nombre naam nome",
    "values": "valeurs valeur donnees chiffres werte valores waarden valori",
    "description": (
        "texte_alternatif descriptif commentaire texte explication alternative beschreibung descripcion "
        "beschrijving omschrijving descrizione"
    ),
    "axis": "axe abscisse axe_x axe_des_x abscisses achse eje asse",
    "unit": "unite mesure unites einheit unidad eenheid unita",
    "categories": "categorie abscisses annees etiquettes modalites kategorien categorias categorieen",
    "series": "serie donnees courbes reihen datenreihen reeksen",
    "body": "instance assemblee organe qui reunion conseil nom gremium organo orgaan",
    "date": "jour le date_de_seance quand datum fecha data",
    "sent": (
        "envoye convocation envoi envoyee convoque envoye_le convocation_le date_d_envoi versandt enviado verzonden"
    ),
    "sections": "parties rubriques ordre plan abschnitte secciones secties",
    "all": "tout toutes tous alle todos",
    "deck": (
        "diapositives diaporama presentation powerpoint diapos folien prasentation diapositivas presentacion "
        "presentatie"
    ),
    "note": "note_de_synthese pdf vermerk nota notitie",
    "web": "page_web page site internet webseite pagina_web webpagina",
    "value": "valeur nombre chiffre montant quantite wert valor waarde zahl",
    "figures": (
        "chiffres chiffres_cles chiffre nombres donnees_cles indicateurs chiffre_cle kennzahlen zahlen "
        "cifras cifras_clave kerncijfers cijfers"
    ),
    "quote": "citation verbatim temoignage parole citations zitat cita citaat citazione",
    "points": "liste puces liste_courte point liste_a_puces punkte puntos punten lista lijst",
    "who": "qui auteur nom personne wer quien autor",
    "function": "fonction qualite poste role titre metier funktion funcion cargo functie",
    "email": "courriel mail e_mail adresse_electronique mel adresse messagerie correo e_mail_adresse",
    "phone": "telephone tel numero portable numero_de_telephone mobile fixe telefon telefono telefoon",
    "until": "jusqu_au jusqu_a echeance date_limite avant_le delai limite date bis hasta tot frist plazo",
    "qr": "code_qr qrcode qr_code flashcode",
    "call": "appel demande appel_a_l_action sollicitation action aufruf llamada llamamiento oproep",
    "theme": "couleurs charte palette charte_graphique farben colores kleuren",
    "names": "noms nom denominations namen nombres nomi",
    "country": "pays etat nation land pais paese",
    "latitude": "lat nord breite breitengrad latitud breedtegraad",
    "longitude": "long lon lng est lange langengrad longitud lengtegraad",
    "primary": "principale couleur_principale primaire dominante hauptfarbe principal primario hoofdkleur",
    "secondary": "secondaire couleur_secondaire seconde zweitfarbe secundario",
    "muted": "attenue discret gris mots_secondaires",
    "banner": "bandeau banniere bandeaux",
    "from_template": "du_modele depuis_le_modele",
    "editions": "edition versions declinaisons ausgaben ediciones edities",
    "place": "lieu ville commune endroit ort lugar plaats luogo stadt",
    "only": "seulement uniquement fichiers sorties nur solo alleen",
    "personal": "personnel personnalise destinataires publipostage personlich persoonlijk",
    "territories": "territoires territoire communes commune collectivites gebiete gemeinden territorios gemeenten",
    "edition": "version declinaison ausgabe edicion editie",
    "salutation": "formule_d_appel appel civilite bonjour anrede saludo aanhef",
    "address": "adresse destinataire a_l_attention_de anschrift direccion adres",
    "message": "mot texte lettre nachricht mensaje bericht",
    "footer": "pied_de_page bas_de_page pied fusszeile pie_de_pagina voettekst",
    # and values
    "preparatory": (
        "preparatoire projet provisoire brouillon en_preparation entwurf borrador concept ontwerp bozza draft"
    ),
    "final": "definitif definitive finale valide adopte endgultig definitivo definitief",
    "map": "carte plan karte mapa kaart mappa",
    "sources": "references bibliographie provenances quellen fuentes bronnen fonti",
    "matrix": "matrice tableau_des_villes villes",
    "top": "haut en_haut superieur oben arriba boven alto",
    "bottom": "bas en_bas inferieur unten abajo onder basso",
    "left": "gauche links izquierda sinistra",
    "right": "droite droit rechts derecha destra",
    "centre": "center milieu mitte centro midden",
    # and the house's colours
    "teal": "turquoise sarcelle canard petrole bleu_vert blaugrun turkis petrol turquesa turkoois",
    "orange": "orange oranje naranja arancione",
    "blue": "bleu bleu_marine bleu_fonce marine navy blau dunkelblau azul azul_marino blauw donkerblauw blu",
    "purple": "violet pourpre mauve prune lila violett morado purpura paars viola",
    "green": "vert vert_fonce vert_clair grun dunkelgrun verde groen",
    "ochre": "ocre jaune moutarde dore ocker gelb amarillo oker geel giallo ocra",
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
        "outline": _("Outline (GeoJSON)"),
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
        "highlight": _("Column to set off"),
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
        "Example.name": _("Name in the matrix, words of its text"),
        "Personal.title": _("Title of the slide"),
        "Source.title": _("Document or page"),
        # what of a picture stays in view
        "Focus.centre": _("The middle"),
        "Focus.top": _("The top"),
        "Focus.bottom": _("The bottom"),
        "Focus.left": _("The left"),
        "Focus.right": _("The right"),
        "Focus.top left": _("The top left"),
        "Focus.top right": _("The top right"),
        "Focus.bottom left": _("The bottom left"),
        "Focus.bottom right": _("The bottom right"),
        # one item of a list
        "examples[]": _("Example"),
        "figures[]": _("Key figure"),
        "partners[]": _("Partner"),
        "editions[]": _("Edition"),
        "series[]": _("Data series"),
        "points[]": _("Point"),
        "columns[]": _("Head of column"),
        "rows[]": _("Row"),
        "categories[]": _("Category"),
        "values[]": _("Value"),
        # the theme's colours
        "teal": _("Teal"),
        "orange": _("Orange"),
        "blue": _("Blue"),
        "purple": _("Purple"),
        "green": _("Green"),
        "ochre": _("Ochre"),
    }
