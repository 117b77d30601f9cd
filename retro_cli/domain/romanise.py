"""Hangul in Latin letters, by the table of the Revised Romanisation; sounds that change in speech are not followed."""

import unicodedata

_FIRST = "g,kk,n,d,tt,r,m,b,pp,s,ss,,j,jj,ch,k,t,p,h"
_MIDDLE = "a,ae,ya,yae,eo,e,yeo,ye,o,wa,wae,oe,yo,u,wo,we,wi,yu,eu,ui,i"
_LAST = ",k,k,k,n,n,n,t,l,k,m,l,l,l,p,l,m,p,p,t,t,ng,t,t,k,t,p,t"
_SYLLABLES = range(0xAC00, 0xD7A4)


def romanise(text: str) -> str:
    """`text` with every Hangul syllable in Latin letters (`회고` is `hoego`), everything else as it is."""
    return "".join(_letters(one) for one in unicodedata.normalize("NFC", text))


def _letters(character: str) -> str:
    if ord(character) not in _SYLLABLES:
        return character
    firsts, middles, lasts = (letters.split(",") for letters in (_FIRST, _MIDDLE, _LAST))
    rest, last = divmod(ord(character) - _SYLLABLES.start, len(lasts))
    first, middle = divmod(rest, len(middles))
    return firsts[first] + middles[middle] + lasts[last]
