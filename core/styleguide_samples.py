"""Sample content of the style guide, in French and Arabic; invented for demonstration."""

from typing import Any

from django import forms

from core.styleguide_content import content

LANGUAGES = (("ar", "العربية"), ("fr", "Français"), ("en", "English"), ("zgh", "ⵜⴰⵎⴰⵣⵉⵖⵜ"))

LONG_TITLE = (
    "Décret n° 2-22-431 du 15 chaabane 1444 (8 mars 2023) relatif aux marchés publics, tel qu’il a été modifié et complété, et arrêté fixant les formes de la note de justification",
    "مرسوم رقم 2.22.431 صادر في 15 من شعبان 1444 (8 مارس 2023) يتعلق بالصفقات العمومية، كما وقع تغييره وتتميمه، وقرار بتحديد شكل مذكرة التعليل",
)


class SampleForm(forms.Form):
    """One field of each sort, the first two in error."""

    commune = forms.CharField()
    code = forms.CharField()
    kind = forms.ChoiceField(widget=forms.RadioSelect)
    text = forms.CharField(widget=forms.Textarea, required=False)
    agree = forms.BooleanField(required=False)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        t = picker(language)
        self.fields["commune"].label = t("Commune", "الجماعة")
        self.fields["commune"].help_text = t("Là où les faits ont eu lieu.", "حيث جرت الوقائع.")
        self.fields["code"].label = t("Code", "الرمز")
        self.fields["kind"].label = t("Nature", "الطبيعة")
        self.fields["kind"].choices = [("q", t("Une question", "سؤال")), ("s", t("Une suggestion", "اقتراح"))]  # type: ignore[attr-defined]
        self.fields["text"].label = t("Votre texte", "نصكم")
        self.fields["agree"].label = t("Recevoir une copie", "التوصل بنسخة")


def picker(language: str) -> Any:
    """A function of the French and the Arabic text that returns the one in `language`."""
    return (lambda fr, ar: ar) if language == "ar" else (lambda fr, ar: fr)


def links(*pairs: tuple[str, str]) -> list[dict[str, Any]]:
    return [{"url": "#samples", "label": label, "count": count} for label, count in pairs]


def samples(language: str) -> dict[str, Any]:
    """Everything the sections show, in one language."""
    t = picker(language)
    return {**frame(t, language), **matter(t, language), **lists(t, language), **law(t), **content(t)}


def frame(t: Any, language: str) -> dict[str, Any]:
    nav = (("Thèmes", "المواضيع"), ("Secteurs", "القطاعات"), ("Institutions", "المؤسسات"), ("Ressources", "المعرفة"))
    return {
        "site": t("Portail national de l’intégrité", "البوابة الوطنية للنزاهة"),
        "languages": [
            {"code": code, "name": name, "url": "#samples", "current": code == language, "missing": code == "zgh"}
            for code, name in LANGUAGES
        ],
        "nav": [{"url": "#samples", "label": t(*names), "current": i == 0} for i, names in enumerate(nav)],
        "note": t("Contenu de démonstration", "محتوى تجريبي"),
        "columns": [
            {"title": t("S’y retrouver", "تصفح البوابة"), "links": links(*((t(*names), "") for names in nav))},
            {
                "title": t("À propos", "حول البوابة"),
                "links": links((t("Accessibilité", "سهولة الولوج"), ""), (t("Plan du site", "خريطة الموقع"), "")),
            },
        ],
        "notes": [t("Contenu de démonstration.", "محتوى تجريبي."), t("Licence ouverte.", "رخصة مفتوحة.")],
        "hero": t("Chaque engagement a un responsable, une date et une preuve.", "لكل التزام مسؤول وأجل ودليل."),
        "hero_lead": t(
            "Les institutions publient ici ce qu’elles font contre la corruption. Lisez, vérifiez.",
            "تنشر المؤسسات هنا ما تقوم به ضد الفساد. اطّلعوا وتحققوا.",
        ),
        "ask": t("Que cherchez-vous ?", "عمّ تبحثون؟"),
        "placeholder": t("Loi, programme, organisme", "قانون، برنامج، مؤسسة"),
        "asked": links(
            (t("Obtenir un document administratif", "الحصول على وثيقة إدارية"), ""),
            (t("Contester un marché public", "الطعن في صفقة عمومية"), ""),
        ),
        "steps": links((t("Accueil", "الرئيسية"), ""), (t("Thèmes", "المواضيع"), "")),
    }


def matter(t: Any, language: str) -> dict[str, Any]:
    return {
        "title": t("Marchés publics", "الصفقات العمومية"),
        "long_title": t(*LONG_TITLE),
        "lead": t(
            "Qui achète quoi, selon quelles règles, et comment contester.", "من يشتري ماذا، وفق أي قواعد، وكيف يمكن الطعن."
        ),
        "institution": t("Ministère de la Santé", "وزارة الصحة"),
        "ministry": t("Ministère", "وزارة"),
        "law_kind": t("Texte juridique", "نص قانوني"),
        "proof": t("La preuve d’abord", "الدليل أولا"),
        "owner": t("Chaque date a un responsable", "لكل أجل مسؤول"),
        "text": t(
            "Le texte courant reste court. Il nomme qui fait quoi, quand, et où le vérifier : 24 jours, 58 institutions, 11,4 % des montants.",
            "يبقى النص قصيرا. يسمّي من يفعل ماذا ومتى وأين يمكن التحقق: 24 يوما، 58 مؤسسة، 11,4% من المبالغ.",
        ),
        "vowels": t("Œuvre, cœur, « à l’œil » : 12 000 €", "لَا إِلٰهَ، الْأُمَّةُ، لِلْأُمَّةِ، ﷲ، قَانُونٌ أَسَاسِيٌّ، الإضافة؛ (12) «أكادير»، پاكستان، ڭلميم"),
        "button": t("Rechercher", "بحث"),
        "download": t("Télécharger", "تحميل"),
        "other": "fr" if language == "ar" else "ar",
        "language": language,
        "since": t("3 mars 2026", "3 مارس 2026"),
        "info": t("Recherche en mode réduit : les résultats ne sont ni groupés ni surlignés.", "بحث في وضع محدود: النتائج دون تجميع ولا تمييز."),
        "good": t("À jour depuis hier.", "محيَّن منذ أمس."),
        "warn": t("Cette page n’a pas été relue depuis 14 mois.", "لم تُراجع هذه الصفحة منذ 14 شهرا."),
        "facts": [
            {"label": t("Responsable", "المسؤول"), "value": t("Ministère de la Santé", "وزارة الصحة"), "url": "#samples"},
            {"label": t("En vigueur depuis", "ساري المفعول منذ"), "value": t("8 mars 2023", "8 مارس 2023"), "datetime": "2023-03-08"},
            {"label": t("Source", "المصدر"), "value": t("Bulletin officiel n° 7176", "الجريدة الرسمية عدد 7176")},
        ],
        "figures": [
            {"value": "64", "unit": t("sur 81", "من 81"), "text": t("institutions ont publié", "مؤسسة نشرت"), "source": t("Portail, 31 octobre", "البوابة، 31 أكتوبر")},
            {"value": t("48 200", "48.200"), "text": t("visites en octobre", "زيارة في أكتوبر"), "source": t("Portail, 31 octobre", "البوابة، 31 أكتوبر")},
            {"text": t("décisions exécutées", "قرارات منفذة"), "source": t("due depuis le 30 septembre", "مستحق منذ 30 شتنبر")},
        ],
        "table": {
            "caption": t("Versions", "الصيغ"),
            "head": [t("Version", "الصيغة"), t("En vigueur depuis", "ساري المفعول منذ"), t("Articles", "المواد")],
            "rows": [
                [
                    {"value": str(n), "url": "#samples"},
                    {"label": t("En vigueur depuis", "ساري المفعول منذ"), "value": t("8 mars 2023", "8 مارس 2023")},
                    {"label": t("Articles", "المواد"), "value": "173", "number": True},
                ]
                for n in (2, 1)
            ],
        },
        "heading": {"text": t("À qui écrire", "لمن تكتبون"), "level": "3", "anchor": "heading"},
        "quote": {"text": t("Nul n’est censé ignorer la loi.", "لا يعذر أحد بجهله للقانون."), "source": t("Adage", "قاعدة قانونية")},
        "file": {"title": t("Modèle de demande", "نموذج طلب"), "document": {"url": "#samples", "file_extension": "pdf", "get_file_size": 214_000}},
        "contacts": [
            {"icon": "phone", "label": t("Ligne gratuite", "الخط المجاني"), "value": "05 00 00 00 00", "url": "tel:+212500000000", "code": True, "note": t("du lundi au vendredi", "من الاثنين إلى الجمعة")},
            {"icon": "mail", "label": t("Courriel", "البريد الإلكتروني"), "value": "contact@sante.example", "url": "mailto:contact@sante.example", "code": True},
            {"icon": "pin", "label": t("Guichet", "مكتب الاستقبال"), "value": t("Rez-de-chaussée, Rabat", "الطابق الأرضي، الرباط")},
        ],
    }  # fmt: skip


def lists(t: Any, language: str) -> dict[str, Any]:
    body = t("Autorité nationale de l’intégrité", "الهيئة الوطنية للنزاهة")
    guide = {
        "url": "#samples", "title": t("Demander un document en une page", "طلب وثيقة في صفحة واحدة"), "kind_icon": "guide", "kind_label": t("Guide", "دليل"),
        "date": t("22 sept. 2026", "22 شتنبر 2026"), "date_iso": "2026-09-22", "summary": t("Ce qu’il faut écrire, à qui, et que faire sans réponse.", "ما ينبغي كتابته، ولمن، وما العمل عند غياب الجواب."),
        "institution": body, "institution_url": "#samples", "cover": "guide-demande",
    }  # fmt: skip
    text = {
        "url": "#samples", "title": t(*LONG_TITLE), "kind_icon": "law", "kind_label": t("Texte juridique", "نص قانوني"), "places": [{"label": t("Article 12", "المادة 12"), "url": "#samples"}, {"label": t("Article 27", "المادة 27"), "url": "#samples"}],
        "summary": t("La réponse est donnée dans les vingt jours ouvrables.", "يُعطى الجواب داخل عشرين يوم عمل."), "institution": body, "recommended": True,
    }  # fmt: skip
    other = {
        "url": "#samples", "title": t("قانون يتعلق بالحق في الحصول على المعلومات", "Loi relative au droit d’accès à l’information"), "kind_icon": "law",
        "kind_label": t("Texte juridique", "نص قانوني"), "language": "fr" if language == "ar" else "ar", "institution": body, "cover": "acces",
    }  # fmt: skip
    sectors = links(
        (t("Santé", "الصحة"), "31"),
        (t("Justice", "العدالة"), "22"),
        (t("Collectivités territoriales", "الجماعات الترابية"), "40"),
    )
    return {
        "items": [guide, text, other],
        "themes": [
            {"url": "#samples", "label": t("Marchés publics", "الصفقات العمومية"), "text": t("112 ressources", "112 موردا"), "cover": "marches-publics"},
            {"url": "#samples", "label": t("Protection des personnes qui signalent", "حماية المبلّغين"), "text": t("29 ressources", "29 موردا"), "cover": "protection"},
            {"url": "#samples", "label": t("Flux financiers illicites", "التدفقات المالية غير المشروعة"), "text": t("35 ressources", "35 موردا"), "cover": "flux"},
        ],
        "sectors": sectors,
        "tags_label": t("Sous-thèmes", "مواضيع فرعية"),
        "groups": [
            {"title": t("Secteur", "القطاع"), "links": [{**sectors[0], "current": True}, *sectors[1:]], "more": sectors[1:]},
            {"title": t("Année", "السنة"), "links": links(("2026", "61"), ("2025", "37"), (t("Sans date", "دون تاريخ"), "21"))},
        ],
        "chosen": [{"label": t("Santé", "الصحة"), "remove_url": "#samples"}, {"label": "2026", "remove_url": "#samples"}],
        "count": t("119 éléments", "119 عنصرا"),
        "dates": {
            "action": "#samples",
            "fields": [{"name": "from", "label": t("Du", "من"), "value": "2026-03-31"}, {"name": "to", "label": t("Au", "إلى"), "is_wrong": True}],
        },
        "sorts": [{"url": "#samples", "label": t("Les plus récents", "الأحدث"), "current": True}, {"url": "#samples", "label": t("Titre", "العنوان")}],
        "pages": [{"number": "1", "url": "#samples"}, {"number": "2", "current": True}, {"number": "3", "url": "#samples"}, {"gap": True}, {"number": "12", "url": "#samples"}],
        "empty": {"title": t("Aucun élément avec ces filtres", "لا يوجد عنصر بعوامل التصفية هذه"), "text": t("Retirez un filtre.", "أزيلوا عامل تصفية."), "label": t("Retirer tous les filtres", "إزالة كل عوامل التصفية")},
    }  # fmt: skip


def law(t: Any) -> dict[str, Any]:
    label, title = t("Article 12", "المادة 12"), t("Marché négocié sans publicité", "الصفقة التفاوضية بدون إشهار")
    text = t(
        "Le marché négocié sans publicité fait l’objet d’une note qui dit pourquoi aucune autre procédure n’était possible.\nCette note est publiée dans les dix jours de la signature.",
        "تُحرَّر بشأن الصفقة التفاوضية بدون إشهار مذكرة تبيّن لماذا تعذرت أي مسطرة أخرى.\nوتُنشر هذه المذكرة داخل أجل عشرة أيام من التوقيع.",
    )
    cited = t("Décret n° 2-22-431, article 12", "المرسوم رقم 2.22.431، المادة 12")
    article = {
        "anchor": "art-12",
        "label": label,
        "title": title,
        "text": text,
        "url": "#art-12",
        "citation": cited,
        "note": t("version d’origine", "الصيغة الأصلية"),
    }
    children = [
        {"url": "#art-12", "label": label, "current": True},
        {"url": "#art-13", "label": t("Article 13", "المادة 13")},
    ]
    return {
        "parts": [{"url": "#part-2", "label": t("Titre II. Publication d’office", "الباب الثاني: النشر التلقائي"), "children": children}],
        "part_title": t("Titre II. Publication d’office", "الباب الثاني: النشر التلقائي"),
        "article": article,
        "article_2": {**article, "anchor": "art-13", "label": t("Article 13", "المادة 13"), "title": "", "url": "#art-13"},
        "citation": cited,
    }  # fmt: skip
