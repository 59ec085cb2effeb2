"""Words of grammar and of questions, which say little about what a text is about."""

from functools import cache

from core.analysis.folding import fold_word
from core.analysis.tamazight import latin_amazigh

_WORDS = {
    "ar": """
        من في على إلى عن مع حتى منذ خلال عند لدى بين نحو ضد عبر ضمن حول دون مثل سوى غير عبر لأجل
        و ف ب ل ك أو أم ثم بل لكن لكنه لكنها كي لكي إذا إذ لو لولا لما كلما حيث حين حينما بينما كما مما عما فيما إنما كأن
        أن إن أنه أنها أنهم إنه إنها لأن لأنه لأنها بأن بأنه بأنها إلا أما إما لا لم لن ما ليس ليست قد لقد سوف فقط أيضا
        كان كانت كانوا يكون تكون هو هي هم هن هما نحن أنا أنت أنتم
        هذا هذه هذان هاتان هؤلاء ذلك ذاك تلك أولئك هنا هناك هنالك كذلك لذلك بذلك لهذا بهذا الذي التي الذين اللذان اللتان اللاتي اللواتي
        كل بعض أي أية كم كيف متى أين لماذا هل ماذا بماذا لمن ممن بم فيم علام عندما بعد قبل بعدما قبلما
        به بها بهم بهما له لها لهم لهما لي لنا لكم فيه فيها فيهم فيهما منه منها منهم منهما عنه عنها عنهم عليه عليها عليهم إليه إليها إليهم
        معه معها معهم لديه لديها لديهم بينها بينهم كلها كله ماهو ماهي
    """,
    "fr": """
        le la les l un une des de du d au aux à en y et ou où mais ni car donc or que qu qui quoi dont si comme puis ainsi
        quel quelle quels quelles lequel laquelle lesquels lesquelles auquel duquel quand comment combien pourquoi
        ce c cet cette ces cela ceci ça celui celle ceux celles se s son sa ses leur leurs mon ma mes ton ta tes
        notre nos votre vos je j tu il elle on nous vous ils elles me m te t lui eux
        ne n pas par pour avec sans sous sur dans entre vers chez lors afin depuis pendant selon contre
        est sont es suis sommes êtes était étaient été être fut furent soit a as ai ont avait avaient avez avons avoir eu
    """,
    "en": """
        a an the of to in on at by for with from as into about between during through and or but nor not no if so than then
        is are was were be been being am do does did done has have had having it its he she him his her hers they them their
        we our you your i me my this that these those there here
        who whom whose which what when where why how can could will would shall should may might must
        dont doesnt didnt isnt arent wasnt werent cant couldnt wont wouldnt hasnt havent
    """,
    "zgh": """
        ⵏ ⴷ ⵙ ⴳ ⵉ ⵖ ⵙⴳ ⵅⴼ ⵖⴼ ⵖⵔ ⴷⴰⵔ ⵏⵖ ⵎⴽ ⴰⴷ ⴰⵔ ⵔⴰⴷ ⵓⵔ ⵉⵙ ⵏⵏⴰ ⵍⵍⵉ ⵡⴰⵏⵏⴰ ⵜⴰⵏⵏⴰ ⵢⴰⵏ ⵢⴰⵜ ⵏⵜⵜⴰ ⵏⵜⵜⴰⵜ ⵏⵉⵜⵏⵉ ⴽⵓ ⴰⴽⴽⵯ
        ⵎⴰ ⵎⴰⴷ ⵎⴰⵏ ⵎⴰⵏⵉ ⵎⵏⵛⴽ ⵎⴰⵎⴽ ⵎⴰⵅ ⵎⴰⵖⵔ ⵎⵍⵎⵉ
    """,
}


@cache
def stop_words(language: str) -> frozenset[str]:
    """The stop words of a language, as `words` gives them; none in a language without a list.

    The Arabic ones are also there behind و and ف, which are written without a space.
    """
    listed = {fold_word(word) for word in _WORDS.get(language, "").split()}
    if language == "zgh":
        listed = {latin_amazigh(word) for word in listed}
    if language == "ar":
        listed |= {conjunction + word for conjunction in "وف" for word in listed if len(word) > 1}
    return frozenset(listed)
