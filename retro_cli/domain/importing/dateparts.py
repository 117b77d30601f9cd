"""The parts of dates as people write them: weekdays and months by their names, digits of full width."""

WEEKDAYS = (
    ("월", "월요일", "mon", "monday", "月", "月曜", "月曜日"),
    ("화", "화요일", "tue", "tues", "tuesday", "火", "火曜", "火曜日"),
    ("수", "수요일", "wed", "wednesday", "水", "水曜", "水曜日"),
    ("목", "목요일", "thu", "thur", "thurs", "thursday", "木", "木曜", "木曜日"),
    ("금", "금요일", "fri", "friday", "金", "金曜", "金曜日"),
    ("토", "토요일", "sat", "saturday", "土", "土曜", "土曜日"),
    ("일", "일요일", "sun", "sunday", "日", "日曜", "日曜日"),
)
WEEKDAY_NUMBER = {name: number for number, names in enumerate(WEEKDAYS) for name in names}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


FULLWIDTH = str.maketrans("０１２３４５６７８９／．－～〜（）［］：、，　–—−", "0123456789/.-~~()[]:,, ---")


YEAR = r"(?:19|20)\d\d"
EN_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = (
    r"(?:월|화|수|목|금|토|일)(?:요일)?(?![가-힣])|(?:月|火|水|木|金|土|日)(?:曜日?)?(?![\u3040-\u30ff\u4e00-\u9fff])"
    r"|(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)(?![a-z])"
)
