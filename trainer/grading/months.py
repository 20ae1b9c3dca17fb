"""The names of the months, and what else is in a date, by language."""

_ENGLISH = "january february march april may june july august september october november december"
NAMES: dict[str, tuple[str, ...]] = {
    language: tuple(names.split())
    for language, names in {
        "en": _ENGLISH,
        "de": "januar februar märz april mai juni juli august september oktober november dezember",
        "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre "
        "décembre",
        "es": (
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
            "diciembre"
        ),
        "it": (
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
            "dicembre"
        ),
        "pt": (
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
            "dezembro"
        ),
        "nl": "januari februari maart april mei juni juli augustus september oktober november "
        "december",
        "sv": "januari februari mars april maj juni juli augusti september oktober november "
        "december",
        "da": "januar februar marts april maj juni juli august september oktober november december",
        "nb": "januar februar mars april mai juni juli august september oktober november desember",
        "fi": (
            "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu "
            "marraskuu joulukuu"
        ),
        "pl": (
            "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
            "listopada grudnia"
        ),
        "cs": (
            "ledna února března dubna května června července srpna září října listopadu prosince"
        ),
        "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "uk": (
            "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"
        ),
        "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
        "la": (
            "ianuarius februarius martius aprilis maius iunius iulius augustus september october "
            "november december"
        ),
        "hu": (
            "január február március április május június július augusztus szeptember október "
            "november december"
        ),
        "ro": (
            "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie "
            "noiembrie decembrie"
        ),
        "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
        "id": "januari februari maret april mei juni juli agustus september oktober november "
        "desember",
        "el": (
            "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου "
            "οκτωβρίου νοεμβρίου δεκεμβρίου"
        ),
        "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
        "he": "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
        "hi": "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
        "th": (
            "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"
        ),
    }.items()
}
MORE: dict[str, dict[str, int]] = {
    "en": {"sept": 9},
    "es": {"setiembre": 9},
    "fi": dict(
        zip(
            (
                "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta "
                "elokuuta syyskuuta lokakuuta marraskuuta joulukuuta"
            ).split(),
            range(1, 13),
            strict=True,
        )
    ),
    "pl": dict(
        zip(
            (
                "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik "
                "listopad grudzień"
            ).split(),
            range(1, 13),
            strict=True,
        )
    ),
    "cs": dict(
        zip(
            (
                "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec"
            ).split(),
            range(1, 13),
            strict=True,
        )
    ),
    "ru": dict(
        zip(
            (
                "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
            ).split(),
            range(1, 13),
            strict=True,
        )
    ),
    "el": dict(
        zip(
            (
                "ιανουάριος φεβρουάριος μάρτιος απρίλιος μάιος ιούνιος ιούλιος αύγουστος "
                "σεπτέμβριος οκτώβριος νοέμβριος δεκέμβριος"
            ).split(),
            range(1, 13),
            strict=True,
        )
    ),
    "de": {"jänner": 1, "jan": 1, "feber": 2, "mrz": 3},
}
FILLERS = frozenset(
    "of the in on at year years month since from by during date dated it was is de del den der im "
    "am vom le la du en el il nel nell op w dnia roku в dne den' do dos da des year's anno anni "
    "den'te г года год около an ad-year ngày של في من το του".split()
)
WEEKDAYS = frozenset(
    "mon tue tues wed weds thu thur thurs fri sat sun monday tuesday wednesday thursday friday "
    "saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi "
    "mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado "
    "domingo".split()
)
PARTS = frozenset("early mid late beginning end middle start anfang mitte ende début fin".split())
SEASONS = frozenset(
    "spring summer autumn fall winter frühling frühjahr "
    "sommer herbst printemps été automne hiver primavera verano otoño "
    "invierno".split()
)
HEDGES = frozenset(
    "around about circa approximately approx roughly some c ca probably maybe perhaps etwa um "
    "gegen "
    "vers environ hacia".split()
)
