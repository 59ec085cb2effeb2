"""Words of grammar and of questions, which say little about what a text is about."""

from functools import cache

from .folding import fold_word

_LISTS = {
    "ar": """
        من في على الى عن مع ب ل ك و ف او ام ثم بل لكن لا لم لن ما ليس ان انه انها كان كانت يكون تكون هو هي هم هما
        هذا هذه ذلك تلك هؤلاء الذي التي الذين اللذان اللتان اللاتي قد كل بعض اي اية كم كيف متى اين لماذا لم هل ماذا
        بم مما عما فيما حيث اذا اذ لو حتى عند عندما بعد قبل بين خلال منذ غير كما لقد نحن انت انا
        به بها له لها لهم فيه فيها منه منها عليه عليها
    """,
    "fr": """
        le la les l un une des de du d au aux a à et ou où mais ni car donc or que qu qui quoi dont quel quelle quels
        quelles lequel laquelle lesquels lesquelles ce c cet cette ces cela ça se s son sa ses leur leurs mon ma mes ton
        ta tes notre nos votre vos je j tu il elle on nous vous ils elles me m te t lui y en ne n pas plus est sont
        était étaient être été a ont avait avaient avoir eu fut sera par pour avec sans sous sur dans entre vers chez comment
        combien quand pourquoi si
    """,
    "en": """
        a an the of to in on at by for with from as and or but nor not no is are was were be been being am do does did
        has have had it its this that these those he she they them his her their we you i my your our who whom whose
        which what when where why how much many than then there if so can could would will shall should may might must
        into about between
    """,
    "zgh": "ⵏ ⴷ ⵙ ⴳ ⵉ ⵖ ⴰⴷ ⵏⵏⴰ ⵢⴰⵏ ⵢⴰⵜ ⴰⵔ ⵓⵔ ⵎⴰ ⵎⴰⵏ ⵎⴰⵏⵉ ⵎⵏⵛⴽ ⵉⵙ ⵅⴼ ⵖⴼ ⵙⴳ ⴰⴽⴽⵯ ⵏⵖ",
}


@cache
def stop_words(language: str) -> frozenset[str]:
    """The stop words of a language as `words` gives them; none in a language without a list."""
    return frozenset(fold_word(word) for word in _LISTS.get(language, "").split())
