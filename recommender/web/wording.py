"""What the preview says, in Japanese and English."""

from collections.abc import Mapping

from recommender.model.model import LeftOut, Related
from recommender.ranking import left_out as reason
from recommender.wording import Text

PAGE: Mapping[str, Text] = {
    "posts": Text("記事", "Posts"),
    "search": Text("題名・URLでさがす", "Search titles and URLs"),
    "search_button": Text("検索", "Search"),
    "found": Text("{total} 件", "{total} posts"),
    "part": Text("{total} 件のうち {first}–{last} 件目", "{first}–{last} of {total} posts"),
    "previous": Text("前の記事", "Previous posts"),
    "next": Text("次の記事", "Next posts"),
    "none_found": Text("見つかりませんでした。", "Nothing was found."),
    "no_list": Text("関連する記事はありません。", "No post is related to this one."),
    "withheld": Text("ほかの記事にはすすめない({reason})", "not recommended under other posts ({reason})"),
    "why": Text("なぜこの記事か", "Why this post"),
    "words": Text("共通のことば", "words in common"),
    "tags": Text("共通のタグ", "tags in common"),
    "score": Text("点数", "score"),
    "left_out": Text("一覧に入らなかった記事", "What was left out"),
    "title": Text("題名", "title"),
    "relevance": Text("近さ", "relevance"),
    "reason": Text("理由", "reason"),
    "try": Text("設定をためす", "Try other settings"),
    "try_note": Text(
        "ここでの変更は保存されません。サイト全体の調整(hub_limit など)は含みません。",
        "Nothing is saved here. What the site as a whole decides (hub_limit and the like) is left out.",
    ),
    "threshold": Text("しきい値", "threshold"),
    "diversity": Text("多様さ", "diversity"),
    "weights": Text("重み", "weights"),
    "apply": Text("並べなおす", "Rank again"),
    "reset": Text("もとの設定", "As it was"),
    "tried": Text("ためしの設定による一覧です。", "This list is made with the settings being tried."),
    "keep": Text("この設定を使うには recommender.toml に:", "To keep these settings, in recommender.toml:"),
    "steer": Text("固定する・外す", "Pin or leave out"),
    "pin": Text(
        "いつも先頭に置くには、この記事の front matter に:", "To put it first always, in this post's front matter:"
    ),
    "block": Text("この一覧から外すには:", "To keep it out of this list:"),
    "never": Text(
        "どの一覧にも出さないには recommender.toml の [rules] に:",
        "To recommend it nowhere, in recommender.toml under [rules]:",
    ),
    "language": Text("English", "日本語"),
    "pin_it": Text("先頭に固定", "Pin first"),
    "unpin_it": Text("固定をやめる", "Unpin"),
    "block_it": Text("この一覧から外す", "Keep out of this list"),
    "unblock_it": Text("外すのをやめる", "Let it in again"),
    "never_it": Text("どの一覧にも出さない", "Recommend nowhere"),
    "allow_it": Text("すすめてよいことにする", "Allow it again"),
    "is_never": Text("どの一覧にも出さないことになっています", "It is recommended nowhere, as recommender.toml says"),
    "list_of": Text("この記事の一覧:", "In the list of:"),
    "patch": Text("書き込む内容", "What will be written"),
    "write": Text("書き込んで一覧を作りなおす", "Write, and make the lists anew"),
    "write_note": Text(
        "ファイルに書くのは上の行だけです。一覧の作りなおしには、大きなブログで数十秒かかることがあります。",
        "Only the lines above are written. On a large blog it may take half a minute to make the lists anew.",
    ),
    "cancel": Text("やめる", "Cancel"),
    "changed": Text(
        "見ているあいだにファイルが変わりました。いまの内容は次のとおりです。",
        "The file has changed in the meantime. This is what would be written now.",
    ),
    "back": Text("一覧にもどる", "Back to the list"),
    "written": Text("書き込みました: {decision}", "Written: {decision}"),
    "today": Text("いまファイルにある一覧", "The list in the file today"),
    "today_note": Text("記事のファイルに書かれている一覧です。", "As it stands in the file of the post."),
    "dead": Text("切れています", "dead"),
    "stays": Text("新しい一覧にもあり", "in the new list too"),
}

#: What a page calls a decision of the author, and its undoing.
STEERED: Mapping[tuple[str, bool], Text] = {
    ("pin", False): PAGE["pin_it"],
    ("pin", True): PAGE["unpin_it"],
    ("block", False): PAGE["block_it"],
    ("block", True): PAGE["unblock_it"],
    ("never", False): PAGE["never_it"],
    ("never", True): PAGE["allow_it"],
}

_MOVED: Mapping[str, Text] = {
    reason.HUB_LIMIT: Text(
        "すでに多くの一覧の先頭にあるので下げた(hub_limit)",
        "stands lower, since it leads many lists already (hub_limit)",
    ),
    reason.MAKES_ROOM: Text(
        "ほかのどの一覧にもない「{other}」に場所をゆずった", "makes room for “{other}”, which no other list reaches"
    ),
    reason.NOT_CLEARLY_BETTER: Text(
        "前回の一覧よりはっきり良くはない(hysteresis)",
        "not clearly better than the list of the last training (hysteresis)",
    ),
    reason.REPEATS: Text("「{other}」と重なるので下げた(diversity)", "lowered, since it repeats “{other}” (diversity)"),
    reason.NEXT_PART: Text("連載の続きなので先頭に置いた", "stands first as the next part"),
}
_LEFT_OUT: Mapping[str, Text] = {
    **_MOVED,
    reason.BLOCKED: Text("著者が外した、または翻訳どうし", "excluded by the author, or a translation"),
    reason.LINKED: Text("本文からすでにリンクしている", "already linked in the text"),
    reason.NEWER: Text("この記事より新しい", "newer than the post"),
    reason.NEAR_DUPLICATE: Text("「{other}」とほとんど同じ内容", "nearly the same as “{other}”"),
    reason.BELOW_THRESHOLD: Text("しきい値より低い", "below the threshold"),
}
#: Where the reason is about the post whose list it is.
_THIS_POST = Text("この記事", "this post")


def in_language(text: Text, lang: str, **parts: object) -> str:
    """Say something in one language, parts put into its holes."""
    words: str = getattr(text, lang)
    return words.format(**parts) if parts else words


def tell_moved(item: Related) -> Text | None:
    """Say why an item stands elsewhere than by its relevance; None where it does not."""
    return _with_other(_MOVED[item.moved], item) if item.moved else None


def tell_left_out(one: LeftOut) -> Text:
    """Say why a post is not in a list."""
    return _with_other(_LEFT_OUT[one.reason], one)


def _with_other(text: Text, one: Related | LeftOut) -> Text:
    title = one.other.title if one.other else None
    return Text(
        text.ja.format(other=title or _THIS_POST.ja),
        text.en.format(other=title or _THIS_POST.en),
    )
