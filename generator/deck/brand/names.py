"""What layouts are called, by what they are for: PowerPoint's own names in its languages, and what designers write.

Names are compared folded: without case, accents and punctuation. The longest phrase that a name holds decides.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# The standard names in the order en fr de es it pt nl pl hu cs sk sv da nb fi el zh ja ko ru uk ro bg hr et lv lt tr,
# then other words for the same; a comma parts them.
PHRASES = {
    "cover": (
        "title slide, diapositive de titre, titelfolie, diapositiva de titulo, diapositiva titolo, "
        "slide de titulo, diapositivo de titulo, titeldia, slajd tytulowy, cimdia, uvodni snimek, "
        "uvodna snimka, rubrikbild, titelslide, tittellysbilde, otsikkodia, διαφανεια τιτλου, 标题幻灯片, "
        "標題投影片, タイトル スライド, 제목 슬라이드, титульный слайд, титульнии слаид, diapozitiv titlu, "
        "заглавен слаид, naslovni slajd, tiitelslaid, titula slaids, pavadinimo skaidre, baslik slaydi, "
        "cover, couverture, page de garde, deckblatt, startfolie, portada, copertina, capa, "
        "titulo da apresentacao, voorblad, okladka, borito, kezdodia, titulni strana, forside, kansi, "
        "εξωφυλλο, 封面, 表紙, 표지, обложка, kapak, opening, titre de presentation, title & subtitle, "
        "title and subtitle, start slide, intro slide"
    ),
    "titleonly": (
        "title only, titre seul, nur titel, solo el titulo, solo titulo, solo titolo, somente titulo, "
        "so titulo, apenas titulo, alleen titel, tylko tytul, csak cim, pouze nadpis, jenom nadpis, "
        "len nadpis, endast rubrik, kun titel, bare tittel, vain otsikko, μονο τιτλος, 仅标题, 只有標題, "
        "タイトルのみ, 제목만, только заголовок, лише заголовок, doar titlu, само заглавие, samo naslov, "
        "ainult pealkiri, tikai virsraksts, tik pavadinimas, yalnizca baslik, titre uniquement, "
        "nur uberschrift, uberschrift, headline only, only title, titel ohne inhalt, titel"
    ),
    "content": (
        "title and content, titre et contenu, titel und inhalt, titulo y objetos, titulo y contenido, "
        "titolo e contenuto, titulo e conteudo, titulo e objeto, titel en object, titel en inhoud, "
        "tytul i zawartosc, cim es tartalom, nadpis a obsah, rubrik och innehall, titel og indhold, "
        "titel og indholdsobjekt, tittel og innhold, otsikko ja sisalto, τιτλος και περιεχομενο, "
        "标题和内容, 標題及物件, タイトルとコンテンツ, 제목 및 내용, заголовок и объект, "
        "заголовок и содержимое, назва та вміст, заголовок і обʼєкт, titlu si continut, "
        "заглавие и съдържание, naslov i sadrzaj, pealkiri ja sisu, virsraksts un saturs, "
        "pavadinimas ir turinys, baslik ve icerik, content, contenu, inhalt, contenido, contenuto, "
        "conteudo, inhoud, zawartosc, tartalom, obsah, innehall, indhold, sisalto, 内容, コンテンツ, 汎用, "
        "title and body, titre et texte, texte, text, standardfolie, standard, bullets, aufzahlung, "
        "liste a puces, body"
    ),
    "section": (
        "section header, titre de section, abschnittsuberschrift, encabezado de seccion, "
        "intestazione sezione, cabecalho da secao, cabecalho da seccao, sectiekop, naglowek sekcji, "
        "szakaszfejlec, zahlavi casti, hlavicka sekcie, avsnittsrubrik, afsnitsoverskrift, deloverskrift, "
        "osan ylatunniste, κεφαλιδα ενοτητας, 节标题, 區段標題, 章節標題, セクション見出し, 구역 머리글, "
        "заголовок раздела, antet sectiune, заглавка на секция, zaglavlje sekcije, bolum ust bilgisi, "
        "section, chapitre, chapter, kapitel, trennfolie, divider, intercalaire, separador, zwischentitel, "
        "transition"
    ),
    "closing": (
        "closing, thank you, thanks, the end, end slide, contact, cloture, merci, remerciements, "
        "derniere page, fin, quatrieme de couverture, schluss, danke, vielen dank, abschluss, kontakt, "
        "cierre, gracias, contacto, chiusura, grazie, contatti, encerramento, obrigado, contato, "
        "afsluiting, bedankt, zakonczenie, dziekuje, koszonom, zarodia, zaver, dekuji, avslut, tack, "
        "afslutning, tak, avslutning, takk, lopetus, kiitos, τελος, ευχαριστ, 结束, 谢谢, 致谢, 封底, "
        "結尾, 謝謝, 終わり, お問い合わせ, 감사합니다, спасибо, конец, дякую, multumesc, благодар, hvala, "
        "tanan, paldies, aciu, tesekkur, end"
    ),
    "other": (
        "blank, vide, leer, en blanco, vuota, em branco, leeg, pusty, ures, prazdny, tom, tyhja, κενη, "
        "空白, 白紙, 빈 화면, пустой слайд, порожній слайд, necompletat, празно, bos, two content, "
        "deux contenus, zwei inhalte, dos objetos, due contenuti, duas partes, comparison, comparaison, "
        "vergleich, comparacion, confronto, comparacao, vergelijking, porownanie, osszehasonlitas, "
        "porovnani, jamforelse, sammenligning, vertailu, 比较, 比對, 比較, 비교, сравнение, "
        "picture with caption, image avec legende, bild mit uberschrift, content with caption, "
        "contenu avec legende, vertical, 竖排, 縦書き, 직排, quote, citation, zitat, agenda, sommaire, "
        "目次, 目录, picture, image, bild, photo, foto, intro"
    ),
}


def fold(name: str) -> str:
    """Return ``name`` without case, accents, and whatever is neither a letter nor a digit."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().replace("ł", "l").replace("ø", "o").replace("ß", "ss"))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", letters)).split())


def purpose(name: str) -> str:
    """Return what a layout of that name is for, or nothing: the purpose of the longest phrase that it holds."""
    folded = f" {fold(name)} "
    found = [(len(phrase), group) for group, phrases in _folded().items() for phrase in phrases if phrase in folded]
    return max(found)[1] if found else ""


@cache
def _folded() -> dict[str, tuple[str, ...]]:
    """Return the phrases folded, each with spaces around it where its script has spaces between words."""
    spaced = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
    return {
        group: tuple(fold(one) if spaced.search(one) else f" {fold(one)} " for one in phrases.split(", "))
        for group, phrases in PHRASES.items()
    }
